"""DOCX: paragraphs in Markdown notation, and tables as sheets."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Line, Page, Row, Sheet

_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_document(path: Path, source: str) -> list[Sheet | Page]:
    """Return a Word document as a page, followed by its tables as sheets.

    Args:
        path: The document.
        source: Name under which rows refer to it; `#table n` is added for the n-th table.

    Raises:
        InputFormatError: If it is password-protected, damaged or has no text.
    """
    with path.open("rb") as file:
        if file.read(len(_COMPOUND_FILE)) == _COMPOUND_FILE:
            raise InputFormatError(
                f"{path} is password-protected or an old .doc file; save it as .docx without a password"
            )
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputFormatError(f"{path} is not a readable DOCX document ({error}); save it again as .docx") from error
    lines = tuple(_lines(document))
    tables = [_sheet(table, source, number) for number, table in enumerate(document.tables, start=1)]
    if not tables and not any(line.text for line in lines):
        raise InputFormatError(f"{path} is empty; save the document again")
    return [Page(source, "DOCX", lines), *tables]


def _lines(document: Document) -> Iterator[Line]:
    # a paragraph is a block of its own, whatever its line breaks; the blank line says so to the rules for pages
    for number, paragraph in enumerate(document.paragraphs, start=1):
        for text in _marked(paragraph).split("\n"):
            yield Line(number, text.strip())
        yield Line(number, "")


def _marked(paragraph: Paragraph) -> str:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    text = "".join(f"**{run.text}**" if run.bold and run.text.strip() else run.text for run in paragraph.runs)
    text = text.replace("****", "") or paragraph.text
    if not text.strip():
        return ""
    if style.startswith(("Heading", "Title")):
        return f"## {paragraph.text}"
    return f"- {text}" if style.startswith("List") else text


def _sheet(table: Table, source: str, number: int) -> Sheet:
    rows = [Row(index, tuple(cell.text for cell in row.cells)) for index, row in enumerate(table.rows, start=1)]
    return Sheet(f"{source}#table {number}", f"DOCX, table {number}", tuple(rows))
