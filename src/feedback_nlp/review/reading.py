"""Read a review sheet that came back: CSV or XLSX, as spreadsheets save them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Row, Sheet
from feedback_nlp.ingest.readers import read_material
from feedback_nlp.review.sheet import FILLED, JUDGED

NEEDED = ("transfer_id", "stage", "status", "source", *JUDGED, "reviewer", "decided_on")
"""Columns without which a sheet cannot be read; the others help people only."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a sheet that came back.

    Attributes:
        file: Name of the file.
        number: Row number, as a spreadsheet shows it.
        cells: Column → content, without white space around it; columns that the sheet lacks are empty.
    """

    file: str
    number: int
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where the row stands, for messages."""
        return f"{self.file} row {self.number}"

    @property
    def is_decided(self) -> bool:
        """Whether a decision is filled in."""
        return any(self.cells[column] for column in JUDGED)

    @property
    def is_begun(self) -> bool:
        """Whether anything is filled in."""
        return any(self.cells[column] for column in FILLED)


def read_sheet(path: Path) -> list[FilledRow]:
    """Return the rows of a review sheet.

    Args:
        path: The file, of any kind that holds cells; separators and encodings of spreadsheets are found.

    Raises:
        InputNotFoundError: If there is no such file.
        InputFormatError: If it cannot be read or is no review sheet.
    """
    sheets = [item for item in read_material(path, path.name) if isinstance(item, Sheet)]
    for sheet in sheets:
        rows = [row for row in sheet.rows if not row.is_blank]
        header = [cell.strip() for cell in rows[0].cells] if rows else []
        if "transfer_id" in header:
            missing = [column for column in NEEDED if column not in header]
            if missing:
                raise InputFormatError(f"{path} lacks the column {missing[0]!r}; export the sheet again")
            return [_filled(path.name, row, header) for row in rows[1:]]
    raise InputFormatError(
        f"{path} has no column 'transfer_id'; give a sheet that `feedback-nlp review export` wrote, filled in"
    )


def _filled(file: str, row: Row, header: list[str]) -> FilledRow:
    found = dict(zip(header, (cell.strip() for cell in row.cells), strict=False))
    return FilledRow(file, row.number, {column: found.get(column, "") for column in dict.fromkeys((*NEEDED, *FILLED))})
