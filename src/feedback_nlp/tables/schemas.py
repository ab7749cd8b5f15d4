"""The contract of each table as a pandera schema.

A module of its own, since pandera takes half a second to import and not every command checks a table.
"""

from __future__ import annotations

from functools import cache

import pandas as pd
import pandera.pandas as pa

from feedback_nlp.tables.contract import table
from feedback_nlp.tables.fields import PANDAS_TYPES, Field


def breaches(frame: pd.DataFrame, name: str) -> list[str]:
    """Return what breaks the contract of a table: column, check and a value that fails it."""
    try:
        _schema(name).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.astype(str).drop_duplicates(["column", "check"])
        return [f"{row.column}: {row.check} fails for {row.failure_case}" for row in cases.itertuples()]
    return []


@cache
def _schema(name: str) -> pa.DataFrameSchema:
    spec = table(name)
    return pa.DataFrameSchema(
        {field.name: _column(field) for field in spec.fields},
        strict=True,
        ordered=True,
        unique=list(spec.primary_key),
        name=name,
    )


def _column(field: Field) -> pa.Column:
    checks = []
    if field.enum is not None:
        checks.append(pa.Check.isin(field.enum))
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum))
    if field.pattern is not None:
        checks.append(pa.Check.str_matches(rf"^(?:{field.pattern})$"))
    return pa.Column(PANDAS_TYPES[field.type], checks, nullable=not field.required, unique=field.unique)
