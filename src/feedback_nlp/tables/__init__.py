"""The tables: the contract between the stages, and with researchers.

One description of every table serves three readers: `check_table` holds frames to it at each boundary, the release
writes it as a Frictionless descriptor, and the documentation is made from it.
"""

from feedback_nlp.tables.check import check_table, check_tables, conform, empty_table
from feedback_nlp.tables.contract import TABLES, table
from feedback_nlp.tables.fields import Field, Reference, Table

__all__ = [
    "TABLES",
    "Field",
    "Reference",
    "Table",
    "check_table",
    "check_tables",
    "conform",
    "empty_table",
    "table",
]
