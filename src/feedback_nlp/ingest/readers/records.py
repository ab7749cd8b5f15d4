"""JSON: one object a line, or one array of objects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Page, Row, Sheet
from feedback_nlp.ingest.readers.plain import decode

_EXAMPLE = '{"learner": "City, Country", "text": "…"}'


def read_json_lines(path: Path, source: str) -> list[Sheet | Page]:
    """Return a JSON Lines file as a sheet whose columns are the objects' keys.

    Args:
        path: The file; lines that are no object become broken rows.
        source: Name under which rows refer to it.

    Raises:
        InputFormatError: If no line holds an object.
    """
    text, encoding = decode(path.read_bytes(), path)
    objects: list[tuple[int, dict[str, Any]]] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            broken.append((number, f"is not JSON: {error.msg}"))
            continue
        if isinstance(value, dict):
            objects.append((number, value))
        else:
            broken.append((number, "is not a JSON object"))
    if not objects:
        raise InputFormatError(f"{path} holds no JSON object; write one a line, such as {_EXAMPLE}")
    return [_sheet(source, f"JSON Lines, {encoding}", objects, broken)]


def read_json(path: Path, source: str) -> list[Sheet | Page]:
    """Return a JSON array of objects as a sheet; a file with one object a line is read as JSON Lines.

    Raises:
        InputFormatError: If it is neither.
    """
    text, encoding = decode(path.read_bytes(), path)
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return read_json_lines(path, source)
    objects = value if isinstance(value, list) else [value]
    if not objects or not all(isinstance(item, dict) for item in objects):
        raise InputFormatError(f"{path} is no JSON array of objects; write an array such as [{_EXAMPLE}]")
    return [_sheet(source, f"JSON, {encoding}", list(enumerate(objects, start=1)), [])]


def _sheet(
    source: str, details: str, objects: Sequence[tuple[int, dict[str, Any]]], broken: Sequence[tuple[int, str]]
) -> Sheet:
    keys = list(dict.fromkeys(key for _, item in objects for key in item))
    rows = [Row(number, tuple(_cell(item.get(key)) for key in keys)) for number, item in objects]
    return Sheet(source, details, (Row(1, tuple(keys)), *rows), tuple(broken), header_given=True)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
