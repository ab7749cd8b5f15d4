"""CSV and TSV: find the delimiter, keep quoted line breaks."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Page, Row, Sheet
from feedback_nlp.ingest.readers.plain import decode

_DELIMITERS = ",;\t|"
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE_ROWS = 200
_LONGEST_CELL = 10_000_000


def read_delimited(path: Path, source: str) -> list[Sheet | Page]:
    """Return a delimited text file as a sheet.

    Args:
        path: The file, in any encoding that `decode` knows.
        source: Name under which rows refer to it.

    Raises:
        InputFormatError: If it is no text, empty, or a quoted cell never ends.
    """
    text, encoding = decode(path.read_bytes(), path)
    text = text.replace("\0", "")
    if not text.strip():
        raise InputFormatError(f"{path} is empty; export it again")
    declared, text = _declared_delimiter(text)
    delimiter = declared or find_delimiter(text)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputFormatError(f"{path} is no valid CSV ({error}); export it again") from error
    offset = 2 if declared else 1
    rows = tuple(Row(number, tuple(cells)) for number, cells in enumerate(records, start=offset) if cells)
    kind = "TSV" if path.suffix.lower() == ".tsv" else "CSV"
    return [Sheet(source, f"{kind}, {encoding}, {_NAMES.get(delimiter, delimiter)}", rows)]


def find_delimiter(text: str) -> str:
    """Return the delimiter under which most rows have the same number of cells.

    Args:
        text: Content of the file.

    Returns:
        Comma, semicolon, tab or bar; comma where no cell is divided by any.
    """

    def divided_rows(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(cells) for cells, _ in zip(reader, range(_SAMPLE_ROWS), strict=False) if cells)
        except csv.Error:
            return 0, 0
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        return (rows, width) if width > 1 else (0, 0)

    return max(_DELIMITERS, key=lambda delimiter: (*divided_rows(delimiter), -_DELIMITERS.index(delimiter)))


def _declared_delimiter(text: str) -> tuple[str | None, str]:
    first, _, rest = text.partition("\n")
    declaration = first.strip().strip('"')
    if declaration.lower().startswith("sep=") and len(declaration) == len("sep=;"):
        return declaration[-1], rest
    return None, text
