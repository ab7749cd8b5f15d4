"""What a table is: fields with types and constraints, a key, references to other tables.

Knows nothing of any particular table. Type names are those of the Frictionless Table Schema (v2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

FieldType: TypeAlias = Literal["string", "integer", "number", "boolean", "date"]

PANDAS_TYPES: dict[FieldType, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "str",
}
"""The pandas dtype of each field type; dates are ISO 8601 strings, so that CSV and Parquet say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column.

    Attributes:
        name: Column name.
        type: Frictionless type.
        description: What a value means, with unit and direction.
        required: Whether every row has a value.
        unique: Whether no value occurs twice.
        enum: The only values allowed, if there is a closed list.
        minimum: Smallest value allowed.
        maximum: Largest value allowed.
        pattern: Regular expression that the whole value matches.
    """

    name: str
    type: FieldType
    description: str
    required: bool = True
    unique: bool = False
    enum: tuple[str, ...] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: values of `field` are values of `key` in table `table`."""

    field: str
    table: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the data package.

    Attributes:
        name: Table and file name.
        title: One phrase for people.
        description: One row per what, and how it came about.
        fields: Columns in their order.
        primary_key: Columns that identify a row.
        references: Foreign keys.
        order: Columns that rows are sorted by, so that equal content gives equal bytes.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    order: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """Column names in their order."""
        return [field.name for field in self.fields]
