"""Choose the reader by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.ingest.material import Page, Sheet
from feedback_nlp.ingest.readers.delimited import read_delimited
from feedback_nlp.ingest.readers.document import read_document
from feedback_nlp.ingest.readers.markup import read_html
from feedback_nlp.ingest.readers.parquet import read_parquet
from feedback_nlp.ingest.readers.plain import read_plain
from feedback_nlp.ingest.readers.records import read_json, read_json_lines
from feedback_nlp.ingest.readers.workbook import read_workbook

_READERS: dict[str, Callable[[Path, str], list[Sheet | Page]]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".parquet": read_parquet,
    ".docx": read_document,
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
}
KNOWN_SUFFIXES = frozenset(_READERS)
"""Suffixes of the formats that can be read, in lower case and with the full stop."""

_REMEDIES = {
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx or .csv",
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".pdf": "save its text as .txt",
    ".sav": "export it as .csv",
}


def read_material(path: Path, source: str) -> list[Sheet | Page]:
    """Return the sheets or the page of a file.

    Args:
        path: The file.
        source: Name under which rows refer to it.

    Raises:
        InputNotFoundError: If it does not exist.
        InputFormatError: If it is empty, of an unknown kind, or not what its suffix says.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no file {path}; name an existing input")
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        remedy = _REMEDIES.get(suffix, f"known kinds are {', '.join(sorted(KNOWN_SUFFIXES))}")
        raise InputFormatError(f"{path} is of the unknown kind {suffix or 'without suffix'!r}; {remedy}")
    if path.stat().st_size == 0:
        raise InputFormatError(f"{path} is empty; export it again")
    return _READERS[suffix](path, source)
