"""XLSX: every sheet's cells as text, with dates in ISO 8601."""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Page, Row, Sheet

_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_workbook(path: Path, source: str) -> list[Sheet | Page]:
    """Return every sheet that has cells.

    Args:
        path: The workbook.
        source: Name under which rows refer to it; `#` and the sheet's name are added.

    Raises:
        InputFormatError: If it is password-protected, damaged or has no cell.
    """
    with path.open("rb") as file:
        if file.read(len(_COMPOUND_FILE)) == _COMPOUND_FILE:
            raise InputFormatError(
                f"{path} is password-protected or an old .xls file; save it as .xlsx without a password"
            )
    sheets: list[Sheet | Page] = [
        Sheet(f"{source}#{title}", f"XLSX, sheet {title!r}", rows) for title, rows in _contents(path)
    ]
    if not sheets:
        raise InputFormatError(f"{path} is empty: no sheet has a filled cell; export it again")
    return sheets


def _contents(path: Path) -> list[tuple[str, tuple[Row, ...]]]:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it drops; none of them holds an answer
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            found = [(sheet.title, _rows(sheet)) for sheet in book.worksheets]
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise InputFormatError(f"{path} is not a readable XLSX workbook ({error}); save it again as .xlsx") from error
    return [(title, rows) for title, rows in found if rows]


def _rows(sheet: Any) -> tuple[Row, ...]:
    # exports may state wrong dimensions, which would hide rows
    sheet.reset_dimensions()
    rows = [
        Row(number, tuple(cell_text(value) for value in values))
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
    ]
    last = max((index for index, row in enumerate(rows, start=1) if not row.is_blank), default=0)
    return tuple(rows[:last])


def cell_text(value: object) -> str:
    """Return a cell's value as text; dates in ISO 8601, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
