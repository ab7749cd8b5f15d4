"""Decisions as the files that are kept: small CSV files without texts, named by their content.

Taking a row out of such a file takes the decision back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path

from feedback_nlp.errors import InputFormatError, RecordError
from feedback_nlp.records import content_id
from feedback_nlp.review.decision import Decision

COLUMNS = tuple(field.name for field in fields(Decision))
YES_NO = {"yes": True, "no": False}


def decision_file(decisions: Iterable[Decision]) -> tuple[str, bytes]:
    """Return name and content of the file that keeps decisions.

    Args:
        decisions: Decisions in any order.

    Returns:
        Equal decisions give the same name and the same bytes.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(set(decisions), key=lambda one: one.sort_key):
        cells = asdict(one)
        writer.writerow([_cell(cells[column]) for column in COLUMNS])
    content = text.getvalue()
    return f"{content_id('decisions', content)}.csv", content.encode("utf-8")


def decision_paths(folder: Path) -> tuple[Path, ...]:
    """Return the files of decisions of a folder in order of their names; none if there is no folder."""
    return tuple(sorted(folder.glob("*.csv"))) if folder.is_dir() else ()


def read_decisions(paths: Iterable[Path]) -> tuple[Decision, ...]:
    """Return the decisions of files.

    Args:
        paths: Files that `decision_file` made, perhaps edited since.

    Raises:
        InputFormatError: Naming file, line and value that cannot be read.
    """
    return tuple(decision for path in paths for decision in _read(path))


def _read(path: Path) -> list[Decision]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFormatError(f"{path} is not in UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise InputFormatError(
            f"{path} lacks the column {missing[0]!r}, so it holds no stored decisions; hand review sheets to "
            "`feedback-nlp review apply`, which stores what they decide"
        )
    found = []
    for row in reader:
        try:
            found.append(_decision(row))
        except ValueError as error:
            raise InputFormatError(f"{path} line {reader.line_num}: {error}; correct or remove the row") from error
    return found


def _decision(row: dict[str, str | None]) -> Decision:
    cells = {column: (row[column] or "").strip() for column in COLUMNS}
    if cells["keep"] not in YES_NO:
        raise RecordError(f"keep is {cells['keep']!r}; it must be yes or no")
    return Decision(
        transfer_id=cells["transfer_id"],
        testimonial_id=cells["testimonial_id"],
        measure_start=int(cells["measure_start"]),
        measure_end=int(cells["measure_end"]),
        coded_source_id=cells["coded_source_id"] or None,
        keep=YES_NO[cells["keep"]],
        stage=cells["stage"],
        status=cells["status"],
        source_city_id=cells["source_city_id"] or None,
        reviewer=cells["reviewer"],
        decided_on=cells["decided_on"],
        comment=cells["comment"],
    )


def _cell(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else "" if value is None else value
