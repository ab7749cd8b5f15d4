from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.ingest.material import Page, Sheet
from feedback_nlp.ingest.readers import read_material
from feedback_nlp.ingest.readers.delimited import find_delimiter

CSV = 'City;Feedback\nUmeå;"We plan two; maybe\nthree"\n'


def sheet_of(path: Path) -> Sheet:
    """The only sheet of a file."""
    (sheet,) = read_material(path, path.name)
    assert isinstance(sheet, Sheet)
    return sheet


def page_of(path: Path) -> Page:
    """The page of a file."""
    page = read_material(path, path.name)[0]
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    """The same export reads the same in every encoding that survey tools and Excel write."""
    path = tmp_path / "x.csv"
    path.write_bytes(CSV.encode(encoding))
    sheet = sheet_of(path)
    assert [row.cells for row in sheet.rows] == [("City", "Feedback"), ("Umeå", "We plan two; maybe\nthree")]
    assert sheet.details == f"CSV, {named}, semicolon"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a\tb\nx, y\tz; w\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("text\nOne, two\nthree\n", ","),
        ('a,b\n"x;y;z",2\n"p;q;r",3\n', ","),
    ],
)
def test_delimiters(text: str, delimiter: str) -> None:
    """The delimiter is the one that divides the rows alike; those inside quotes do not count."""
    assert find_delimiter(text) == delimiter


def test_declared_delimiter_and_row_numbers(tmp_path: Path) -> None:
    """Excel's `sep=` line is obeyed and counted; rows are numbered as a spreadsheet shows them."""
    path = tmp_path / "x.csv"
    path.write_text("sep=;\ncity;text\n\nLund;a, b\n", encoding="utf-8")
    assert [(row.number, row.cells) for row in sheet_of(path).rows] == [(2, ("city", "text")), (4, ("Lund", "a, b"))]


def test_workbook(tmp_path: Path) -> None:
    """Every filled sheet is read; dates are ISO, whole numbers have no point, rows keep their numbers."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Responses"
    first.merge_cells("A1:C1")
    first["A1"] = "Title"
    for column, value in enumerate(["City", dt.datetime(2025, 1, 14, 9, 30), 5.0], start=1):
        first.cell(3, column, value)
    first.cell(9, 1).font = openpyxl.styles.Font(bold=True)
    book.create_sheet("Empty")
    book.create_sheet("About").append(["A note"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    sheets = read_material(path, "x.xlsx")
    assert [sheet.source for sheet in sheets] == ["x.xlsx#Responses", "x.xlsx#About"]
    assert isinstance(sheets[0], Sheet)
    assert [(row.number, row.cells) for row in sheets[0].rows if not row.is_blank] == [
        (1, ("Title",)),
        (3, ("City", "2025-01-14T09:30:00", "5")),
    ]
    assert sheets[0].rows[-1].number == 3


def test_json_lines(tmp_path: Path) -> None:
    """Objects become rows by their keys; lines that are no object are broken rows with their numbers."""
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "a", "n": 1}\n\n{oops\n[1]\n{"text": "b", "city": null}\n', encoding="utf-8")
    sheet = sheet_of(path)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("text", "n", "city")),
        (1, ("a", "1", "")),
        (5, ("b", "", "")),
    ]
    assert [number for number, _ in sheet.broken] == [3, 4]


def test_json_array(tmp_path: Path) -> None:
    """An array of objects is read like JSON Lines."""
    path = tmp_path / "x.json"
    path.write_text('[{"text": "a"}, {"text": "b"}]', encoding="utf-8")
    assert [row.cells for row in sheet_of(path).rows] == [("text",), ("a",), ("b",)]


def test_parquet(tmp_path: Path) -> None:
    """Columns of a Parquet file come as text, missing values empty."""
    path = tmp_path / "x.parquet"
    pd.DataFrame({"city": ["Lund", None], "day": [dt.date(2025, 1, 14), None]}).to_parquet(path)
    assert [row.cells for row in sheet_of(path).rows] == [("city", "day"), ("Lund", "2025-01-14"), ("", "")]


def test_document(tmp_path: Path) -> None:
    """Paragraphs of a Word document carry Markdown marks, its tables are sheets."""
    document = docx.Document()
    document.add_heading("Lund, Sweden", level=2)
    paragraph = document.add_paragraph("We will do ")
    paragraph.add_run("both").bold = True
    document.add_paragraph("one thing", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "City"
    path = tmp_path / "x.docx"
    document.save(str(path))
    page, sheet = read_material(path, "x.docx")
    assert isinstance(page, Page)
    assert [line.text for line in page.lines if line.text] == ["## Lund, Sweden", "We will do **both**", "- one thing"]
    assert isinstance(sheet, Sheet)
    assert sheet.rows[0].cells == ("City", "")


def test_html(tmp_path: Path) -> None:
    """Text comes in the order of the page with Markdown marks; what nobody sees is left out."""
    path = tmp_path / "x.html"
    path.write_text(
        "<html><head><title>t</title></head><body><nav>Home</nav>\n<h3>Lund,\n Sweden</h3>\n"
        "<div>before<p>We <b>plan</b> it.<br>Soon &amp; well.</p>after</div>"
        "<ul><li>one</li><li><p>two</p></li></ul><script>x()</script><!-- no --></body></html>",
        encoding="utf-8",
    )
    assert [line.text for line in page_of(path).lines if line.text] == [
        "### Lund, Sweden",
        "before",
        "We **plan** it.",
        "Soon & well.",
        "after",
        "- one",
        "- two",
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", b"", "is empty"),
        ("x.csv", b" \r\n\t\n", "is empty"),
        ("x.txt", b"\n\n", "is empty"),
        ("x.csv", bytes(range(1, 32)) * 40 + b"\xff\xfe\xfd", "not a text file"),
        ("x.csv", b'a,b\n"never ends', None),
        ("x.xlsx", b"not a workbook", "not a readable XLSX"),
        ("x.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "password-protected"),
        ("x.docx", b"not a document", "not a readable DOCX"),
        ("x.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "password-protected"),
        ("x.parquet", b"PAR1 no", "not a readable Parquet"),
        ("x.jsonl", b"no json\nat all\n", "no JSON object"),
        ("x.json", b'["a"]', "array of objects"),
        ("x.html", b"<html><head></head><body></body></html>", "no text"),
        ("x.pdf", b"%PDF", "save its text as .txt"),
        ("x.xls", b"old", "save it as .xlsx"),
        ("x.weird", b"?", "known kinds are"),
        ("noend", b"?", "without suffix"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, content: bytes, told: str | None) -> None:
    """What cannot be read is told in one line that names the file and the remedy."""
    path = tmp_path / name
    path.write_bytes(content)
    if told is None:
        assert read_material(path, name)
        return
    with pytest.raises(InputFormatError) as caught:
        read_material(path, name)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_empty_tables(tmp_path: Path) -> None:
    """Workbooks, Parquet files and documents without content are empty."""
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    pd.DataFrame({"text": []}).to_parquet(tmp_path / "x.parquet")
    docx.Document().save(str(tmp_path / "x.docx"))
    for name in ("x.xlsx", "x.parquet", "x.docx"):
        with pytest.raises(InputFormatError, match="is empty"):
            read_material(tmp_path / name, name)


def test_missing_file(tmp_path: Path) -> None:
    """A path that does not exist is told as such."""
    with pytest.raises(InputNotFoundError, match="there is no file"):
        read_material(tmp_path / "gone.csv", "gone.csv")
