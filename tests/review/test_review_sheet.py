"""A review sheet shows what is to be judged, and comes back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from feedback_nlp.errors import ConfigurationError, InputFormatError, InputNotFoundError
from feedback_nlp.review import read_sheet, review_sheet, sheet_file
from feedback_nlp.review.sheet import FILLED, SHOWN
from tests.review.sheets import checked, world


def test_only_marked_rows_are_shown_unless_all_are_asked_for() -> None:
    """One transfer of the small world is marked; the other four have nothing filled in either."""
    assert list(review_sheet(world())["transfer_id"]) == ["x2"]
    whole = review_sheet(world(), everything=True)
    assert sorted(whole["transfer_id"]) == ["x1", "x2", "x3", "x4", "x5"]
    assert (whole[list(FILLED)] == "").all(axis=None)


def test_a_row_holds_what_a_reader_needs() -> None:
    """Learner, measure, source, evidence and the whole text; consent says what may not be quoted."""
    rows = review_sheet(world(), everything=True).set_index("transfer_id")
    first = rows.loc["x1"]
    assert first["measure"] == "rain gardens"
    assert first["source"] == "Leuven, BE"
    assert first["evidence"] in first["text"]
    assert rows.loc["x2", "source"] == "none"
    assert rows.loc["x5", "consent"] == "aggregate"
    assert "Bike lanes" in rows.loc["x5", "text"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_untouched_sheet_decides_nothing(suffix: str, tmp_path: Path) -> None:
    """Written, read and checked, it gives no decision and no complaint."""
    path = tmp_path / f"r{suffix}"
    path.write_bytes(sheet_file(review_sheet(world(), everything=True), path))
    rows = read_sheet(path)
    assert len(rows) == 5
    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    found = checked(rows)
    assert (found.decisions, found.known, found.begun, found.problems) == ((), 0, 0, ())


def test_a_workbook_offers_what_may_be_chosen() -> None:
    """Lists for keep, stage and status, and a second sheet with instructions."""
    content = sheet_file(review_sheet(world()), Path("r.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["review", "instructions"]
    lists = {str(offered.sqref): offered.formula1 for offered in book["review"].data_validations.dataValidation}
    letters = {cell.value: cell.column_letter for cell in book["review"][1]}
    assert lists[f"{letters['new_stage']}2"] == '"heard,understood,intends,trialling,embedded"'
    assert lists[f"{letters['keep']}2"] == '"yes,no"'
    told = "\n".join(str(row[0].value) for row in book["instructions"].rows)
    assert "trialling + already" in told
    assert "heard + already" not in told


@pytest.mark.parametrize("text", ["=1+1", "- a list", "+49 is a prefix", "@all", "a\x0bb", "''"])
def test_no_answer_becomes_a_formula(text: str) -> None:
    """In a workbook the cell is text; in CSV an apostrophe stands before it."""
    sheet = review_sheet(world()).assign(text=text)
    book = openpyxl.load_workbook(io.BytesIO(sheet_file(sheet, Path("r.xlsx"))))
    cell = book["review"].cell(2, SHOWN.index("text") + 1)
    assert cell.data_type == "s"
    assert cell.value == text.replace("\x0b", "")
    rows = list(csv.DictReader(io.StringIO(sheet_file(sheet, Path("r.csv")).decode("utf-8-sig"))))
    assert rows[0]["text"][0] not in "=+-@"


def test_other_endings_are_refused() -> None:
    """The message names those that are known."""
    with pytest.raises(ConfigurationError, match=r"r\.ods.*\.xlsx or \.csv"):
        sheet_file(review_sheet(world()), Path("r.ods"))


def test_what_spreadsheets_do_to_csv_is_understood(tmp_path: Path) -> None:
    """Semicolons, another order of columns, a column taken out and one added."""
    path = tmp_path / "r.csv"
    sheet = review_sheet(world(), everything=True).drop(columns=["text", "score"]).assign(mine="x", keep="yes")
    sheet[sorted(sheet.columns)].to_csv(path, sep=";", index=False, encoding="cp1252")
    rows = read_sheet(path)
    assert [row.cells["keep"] for row in rows] == ["yes"] * 5
    assert rows[0].cells["transfer_id"] == sheet["transfer_id"][0]


@pytest.mark.parametrize(
    ("content", "told"),
    [("City,Answer\nPorto,All good\n", "no column 'transfer_id'"), ("transfer_id,keep\nx1,yes\n", "lacks the column")],
)
def test_other_files_are_refused(content: str, told: str, tmp_path: Path) -> None:
    """A file that is no review sheet is named, with the remedy."""
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputFormatError, match=rf"a\.csv.*{told}"):
        read_sheet(path)
    with pytest.raises(InputNotFoundError, match=r"b\.csv"):
        read_sheet(tmp_path / "b.csv")
