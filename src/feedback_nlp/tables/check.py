"""Hold frames to their contract.

Uses pandera for columns; keys and references are checked here, over all tables at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from feedback_nlp.errors import TableError
from feedback_nlp.tables.contract import TABLES, table
from feedback_nlp.tables.fields import PANDAS_TYPES, Table


def empty_table(name: str) -> pd.DataFrame:
    """Return a table with no rows and the contract's columns and types."""
    return conform(pd.DataFrame(columns=table(name).columns), name)


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame with the contract's column order, types and row order.

    Optional columns that the frame lacks are added empty; the input is not written into.

    Args:
        frame: Rows with at least the required columns.
        name: Name of the table.

    Returns:
        A new frame that `check_table` accepts if the values are legal.

    Raises:
        TableError: If a required column is missing, a column is unknown or a value does not have its type.
    """
    spec = table(name)
    unknown = sorted(set(frame.columns) - set(spec.columns))
    if unknown:
        raise TableError(f"table {name} has no column {', '.join(unknown)}; it has {', '.join(spec.columns)}")
    missing = [f.name for f in spec.fields if f.required and f.name not in frame.columns]
    if missing:
        raise TableError(f"table {name} lacks the column {', '.join(missing)}")
    columns = {}
    for field in spec.fields:
        values = frame[field.name] if field.name in frame.columns else pd.Series(pd.NA, index=frame.index)
        try:
            columns[field.name] = values.astype(PANDAS_TYPES[field.type])
        except (TypeError, ValueError) as error:
            raise TableError(f"column {field.name} of table {name} does not hold {field.type}: {error}") from error
    typed = pd.DataFrame(columns, index=frame.index)
    order = list(spec.order or spec.primary_key)
    return typed.sort_values(order, kind="stable", na_position="first").reset_index(drop=True)


def check_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame unchanged if it keeps the contract of its table.

    Args:
        frame: The rows.
        name: Name of the table.

    Raises:
        TableError: Naming the table, the column and the first values that break the contract.
    """
    from feedback_nlp.tables.schemas import breaches  # noqa: PLC0415 -- slow to import, and many commands check nothing

    if lines := breaches(frame, name):
        raise TableError(f"table {name} breaks its contract: {'; '.join(lines)}")
    return frame


def check_tables(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check every table, every reference between them and every span against its text.

    Args:
        tables: All tables of a run by name.

    Raises:
        TableError: At the first table that breaks its contract or key that does not resolve.
    """
    missing = sorted(set(TABLES) - set(tables))
    if missing:
        raise TableError(f"a run needs every table; missing: {', '.join(missing)}")
    for name in TABLES:
        check_table(tables[name], name)
        _check_references(tables, table(name))
    texts = tables["testimonials"].set_index("testimonial_id")["text"]
    for name in ("city_mentions", "measures", "segments"):
        _check_spans(tables[name], name, texts)


def _check_references(tables: Mapping[str, pd.DataFrame], spec: Table) -> None:
    for reference in spec.references:
        values = tables[spec.name][reference.field].dropna()
        dangling = values[~values.isin(tables[reference.table][reference.key])]
        if len(dangling):
            raise TableError(
                f"{spec.name}.{reference.field} {dangling.iloc[0]!r} is in no row of "
                f"{reference.table}.{reference.key} ({len(dangling)} such rows)"
            )


def _check_spans(frame: pd.DataFrame, name: str, texts: pd.Series[str]) -> None:
    rows = zip(frame["testimonial_id"], frame["start"], frame["end"], frame["text"], strict=True)
    for testimonial_id, start, end, text in rows:
        found = texts[testimonial_id][start:end]
        if found != text:
            raise TableError(f"{name}: {start}:{end} of testimonial {testimonial_id} reads {found!r}, not {text!r}")
