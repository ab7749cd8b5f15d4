"""Parquet: columns of one table as text."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Page, Row, Sheet
from feedback_nlp.ingest.readers.workbook import cell_text


def read_parquet(path: Path, source: str) -> list[Sheet | Page]:
    """Return a Parquet file as a sheet; row numbers count its rows from 1.

    Raises:
        InputFormatError: If it is no Parquet file or has no row.
    """
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise InputFormatError(f"{path} is not a readable Parquet file ({error}); write it again") from error
    if table.num_rows == 0:
        raise InputFormatError(f"{path} is empty: it has no row; write it again")
    columns = [column.to_pylist() for column in table.columns]
    rows = [
        Row(number, tuple(cell_text(value) for value in values))
        for number, values in enumerate(zip(*columns, strict=True), start=1)
    ]
    return [Sheet(source, "Parquet", (Row(1, tuple(table.column_names)), *rows), header_given=True)]
