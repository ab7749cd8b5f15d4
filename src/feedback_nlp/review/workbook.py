"""A review sheet as a file: XLSX with instructions and lists to choose from, or CSV."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.records import RUNGS, STAGES, STATUSES
from feedback_nlp.review.sheet import FILLED, SHOWN

SHEET_SUFFIXES = (".xlsx", ".csv")
"""Endings of the files that a review sheet can be written as."""
YES_NO = ("yes", "no")
LISTS = {"keep": YES_NO, "new_stage": STAGES, "new_status": STATUSES}
WIDTHS = {"measure": 34, "evidence": 60, "text": 60, "new_source": 18, "comment": 34, "learner": 18, "source": 18}
USUAL_WIDTH = 13
# A cell that begins so is taken for a formula when a CSV file is opened in a spreadsheet.
_FORMULA = re.compile(r"^[=+\-@\t\r]")

INSTRUCTIONS = (
    "Each row of the sheet `review` is one transfer: a measure that the learner took from the source, or refused.",
    "Read `text`; `evidence` is the passage that was coded. Fill in the yellow columns, and change no other one.",
    "",
    "All is right as it is: keep = yes.",
    "The text tells of no such transfer: keep = no, and nothing else.",
    "Something is wrong: write what is right into new_stage, new_status or new_source, and leave empty what is right.",
    "reviewer and decided_on are needed in every decided row; initials or a role will do. Days are written YYYY-MM-DD.",
    "Rows without keep, new_stage, new_status and new_source stay open.",
    "Texts whose `consent` is `aggregate` may be counted and not quoted: keep this file where the answers are kept.",
    "",
    f"new_stage: {', '.join(STAGES)}",
    f"new_status: {', '.join(STATUSES)}",
    f"Pairs that go together: {', '.join(f'{stage} + {status}' for stage, status in RUNGS)}",
    "new_source: a city as `Name, CC`, such as `Leuven, BE`; a city id; or `none` where the text names no city.",
    "",
    "When you are done: feedback-nlp review apply FILE, then feedback-nlp run.",
)


def sheet_file(sheet: pd.DataFrame, path: Path) -> bytes:
    """Return the content of a review sheet's file.

    Args:
        sheet: Rows as `review_sheet` gives them.
        path: Where it will be written; its ending says which format is meant.

    Raises:
        ConfigurationError: If the ending is neither `.xlsx` nor `.csv`.
    """
    suffix = path.suffix.lower()
    if suffix not in SHEET_SUFFIXES:
        raise ConfigurationError(f"{path} does not end in {' or '.join(SHEET_SUFFIXES)}; name a file that does")
    return _xlsx(sheet) if suffix == ".xlsx" else _csv(sheet)


def _csv(sheet: pd.DataFrame) -> bytes:
    safe = sheet.apply(lambda column: column.map(lambda cell: f"'{cell}" if _FORMULA.match(cell) else cell))
    # Spreadsheets take CSV for UTF-8 only where a byte order mark says so.
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _xlsx(sheet: pd.DataFrame) -> bytes:
    book = Workbook()
    page = book.active
    page.title = "review"
    page.append([*SHOWN, *FILLED])
    for row in sheet.itertuples(index=False):
        page.append([ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
    _as_text(page)
    _dress(page)
    _offer_lists(page, last=len(sheet) + 1)
    notes = book.create_sheet("instructions")
    for line in INSTRUCTIONS:
        notes.append([line])
    notes.column_dimensions["A"].width = 120
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _as_text(page: Any) -> None:
    for row in page.iter_rows(min_row=2):
        for cell in row:
            # An answer may begin with an equals sign; it is no formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _dress(page: Any) -> None:
    for number, name in enumerate((*SHOWN, *FILLED), start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = WIDTHS.get(name, USUAL_WIDTH)
        page[f"{letter}1"].font = Font(bold=True)
        if name in FILLED:
            for cell in page[letter]:
                cell.fill = PatternFill("solid", fgColor="FFF6D5")
                cell.number_format = "@"
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _offer_lists(page: Any, *, last: int) -> None:
    for name, values in LISTS.items():
        letter = get_column_letter((*SHOWN, *FILLED).index(name) + 1)
        offered = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True, showErrorMessage=True)
        offered.error = f"one of: {', '.join(values)}"
        page.add_data_validation(offered)
        offered.add(f"{letter}2:{letter}{max(last, 2)}")
