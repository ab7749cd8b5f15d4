"""All tables of a run, in the order in which the data package lists them."""

from __future__ import annotations

from feedback_nlp.errors import TableError
from feedback_nlp.tables.evidence import EVIDENCE_TABLES
from feedback_nlp.tables.fields import Table
from feedback_nlp.tables.framework import FRAMEWORK_TABLES
from feedback_nlp.tables.intake import INTAKE_TABLES
from feedback_nlp.tables.topics import TOPIC_TABLES

TABLES: dict[str, Table] = {
    spec.name: spec for spec in (*INTAKE_TABLES, *EVIDENCE_TABLES, *TOPIC_TABLES, *FRAMEWORK_TABLES)
}


def table(name: str) -> Table:
    """Return the description of one table.

    Raises:
        TableError: If there is no table of that name.
    """
    try:
        return TABLES[name]
    except KeyError:
        raise TableError(f"there is no table {name!r}; there are {', '.join(TABLES)}") from None
