"""Tables as Parquet and CSV bytes, and back.

Equal tables give equal bytes: rows and columns are already in the contract's order, and neither format records a time.
"""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from feedback_nlp.errors import InputNotFoundError
from feedback_nlp.tables import TABLES, conform


def table_files(name: str, frame: pd.DataFrame) -> dict[str, bytes]:
    """Return the files of one table.

    Args:
        name: Name of the table.
        frame: Its rows, in the contract's order.

    Returns:
        File name → content: Parquet (zstd), and CSV as of RFC 4180 in UTF-8 with CRLF line ends.
    """
    parquet = io.BytesIO()
    frame.to_parquet(parquet, index=False, engine="pyarrow", compression="zstd")
    csv = frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8")
    return {f"{name}.parquet": parquet.getvalue(), f"{name}.csv": csv}


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Return all tables of a released run.

    Args:
        folder: Folder of the run.

    Raises:
        InputNotFoundError: If the folder or one of its tables does not exist.
        TableError: If a table does not keep its contract.
    """
    tables = {}
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if not path.is_file():
            raise InputNotFoundError(f"{folder} holds no complete run: {path.name} is missing; run the pipeline again")
        tables[name] = conform(pd.read_parquet(path), name)
    return tables
