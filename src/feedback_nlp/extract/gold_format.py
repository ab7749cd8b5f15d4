"""The gold format: testimonials in and coded testimonials out, one JSON object a line.

Knows nothing of coding. The format is described in `data/gold/GUIDELINES.md`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.records import CityMention

Row = dict[str, Any]
NEEDED = ("id", "text")
CALIBRATION_FILE, TEST_FILE = "calibration.jsonl", "test.jsonl"
"""Files of the corpus that no model is trained on: one to calibrate, one to judge alone."""


def training_files(folder: Path) -> list[Path]:
    """Return the files of a corpus that models are trained and developed on, in order."""
    return [path for path in sorted(folder.glob("*.jsonl")) if path.name not in {CALIBRATION_FILE, TEST_FILE}]


def read_rows(path: Path) -> list[Row]:
    """Return the testimonials of a JSON Lines file.

    Args:
        path: One object a line with `id`, `text`, and where known `learner` and `cohort`.

    Raises:
        InputNotFoundError: If the file does not exist.
        InputFormatError: If a line is not such an object, or an id occurs twice.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no file {path}; name an existing JSON Lines file")
    rows: list[Row] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputFormatError(f"{path} is not UTF-8 text; save it as UTF-8 JSON Lines") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            rows.append(_row(line, f"{path}, line {number}"))
    ids = [row["id"] for row in rows]
    if len(set(ids)) < len(ids):
        double = next(one for one in ids if ids.count(one) > 1)
        raise InputFormatError(f"{path}: the id {double!r} occurs twice; give each testimonial an id of its own")
    return rows


def _row(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputFormatError(f"{where} is not JSON ({error}); write one object a line") from error
    missing = [key for key in NEEDED if not isinstance(row, dict) or not isinstance(row.get(key), str)]
    if missing:
        raise InputFormatError(f"{where} lacks {' and '.join(missing)} as text; each line needs id, text, learner")
    return dict(row)


def to_gold(doc: Doc, row: Row) -> Row:
    """Return a coded testimonial in the gold format.

    Args:
        doc: A coded doc.
        row: The testimonial that it was made of; its `id`, `cohort` and `learner` are kept.
    """
    kept: Row = {key: row[key] for key in ("id", "cohort", "learner") if key in row}
    coded: Row = {
        **kept,
        "text": doc.text,
        "cities": [_city(mention) for mention in doc._.cities],
        "themes": [hit.theme_id for hit in doc._.theme_hits],
        "measures": [
            {"start": m.span.start, "end": m.span.end, "text": m.span.text, "score": round(m.score, 4)}
            for m in doc._.measures
        ],
        "transfers": [
            {
                "source": transfer.source.label if transfer.source else None,
                "measure": transfer.measure,
                "stage": transfer.stage,
                "status": transfer.status,
                "score": round(transfer.score, 4),
                "needs_review": transfer.needs_review,
            }
            for transfer in doc._.transfers
        ],
    }
    return coded if doc._.not_coded is None else {**coded, "not_coded": doc._.not_coded}


def _city(mention: CityMention) -> Row:
    place = mention.place
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.text,
        "name": place.name if place else mention.span.text,
        "country": place.country if place else None,
        "geonameid": place.geonameid if place else None,
        "role": mention.role,
        "score": round(mention.score, 4),
    }
