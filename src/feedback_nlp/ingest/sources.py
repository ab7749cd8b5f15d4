"""Read one input file into its answers, and tell how it was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.answers import sheet_answers
from feedback_nlp.ingest.clean import clean_line
from feedback_nlp.ingest.layout import Layout, find_layout, header_guess
from feedback_nlp.ingest.material import Answer, Page, Sheet
from feedback_nlp.ingest.pages import page_answers
from feedback_nlp.ingest.preflight import FileReport
from feedback_nlp.ingest.readers import read_material
from feedback_nlp.places import Gazetteer
from feedback_nlp.settings import IngestSettings

_SHOWN_COLUMNS = 12
_TELLING_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """The answers of one file.

    Attributes:
        answers: Answers in the order of the file.
        report: How the file was read.
        columns: Names of all columns of the file.
    """

    answers: tuple[Answer, ...]
    report: FileReport
    columns: frozenset[str] = frozenset()


def source_names(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return the files in order of their names, each with the name that rows refer to it by.

    Args:
        paths: Files; one named twice is read once.

    Returns:
        Path and file name; files of the same name are told apart by their folders.
    """
    unique = sorted({path.resolve(): path for path in paths}.values(), key=lambda path: (path.name, path.resolve()))
    depth = 1
    while depth < max((len(path.resolve().parts) for path in unique), default=1):
        counts = Counter("/".join(path.resolve().parts[-depth:]) for path in unique)
        if max(counts.values()) == 1:
            break
        depth += 1
    same = Counter(path.name for path in unique)
    return [(path, path.name if same[path.name] == 1 else "/".join(path.resolve().parts[-depth:])) for path in unique]


def read_file(
    path: Path, source: str, *, settings: IngestSettings, gazetteer: Gazetteer, alone: bool = True
) -> FileAnswers:
    """Read the answers of one file.

    Args:
        path: The file.
        source: Name that rows refer to it by.
        settings: Explicit columns.
        gazetteer: Knows names of cities, for the headings of pages.
        alone: Whether it is the only input; a page without testimonials is an error then, and a note otherwise.

    Raises:
        InputNotFoundError: If the file does not exist.
        InputFormatError: If it cannot be read or holds nothing that reads like testimonials.
    """
    material = read_material(path, source)
    pages = [item for item in material if isinstance(item, Page)]
    sheets = [item for item in material if isinstance(item, Sheet)]
    answers = [answer for page in pages for answer in page_answers(page, gazetteer)]
    layouts = _layouts(sheets, source, settings)
    for sheet, layout in layouts:
        answers.extend(sheet_answers(sheet, layout, settings))
    if pages and not answers and alone:
        raise InputFormatError(
            f"{path} has no line `City, Country` with a testimonial under it; put such a line above each testimonial"
        )
    if sheets and not pages and not layouts:
        raise InputFormatError(_unknown_columns(path, sheets))
    report = _report(source, pages, sheets, layouts, found=bool(answers))
    return FileAnswers(tuple(answers), report, frozenset(name for _, layout in layouts for name in layout.header))


def missing_columns(files: Sequence[FileAnswers], settings: IngestSettings) -> str | None:
    """Return what is wrong with the settings if they name a column that no file has, else None."""
    known = {name for file in files for name in file.columns}
    for name in (*settings.columns.values(), *settings.text_columns):
        if known and clean_line(name) not in known:
            return f"the settings name the column {name!r}, which no input has; there are {_shown(sorted(known))}"
    return None


def _layouts(sheets: Sequence[Sheet], source: str, settings: IngestSettings) -> list[tuple[Sheet, Layout]]:
    """Sheets with answers; beside a sheet with several known columns, one with a single column is a note to readers."""
    found = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet, settings)) is not None]
    telling = [pair for pair in found if len(pair[1].columns) + len(pair[1].text_columns) >= _TELLING_COLUMNS]
    read = telling or found
    return [(replace(sheet, source=source), layout) for sheet, layout in read] if len(read) == 1 else read


def _unknown_columns(path: Path, sheets: Sequence[Sheet]) -> str:
    headers = [header_guess(sheet) for sheet in sheets]
    widest = max(headers, key=len, default=())
    return (
        f"{path} has no column known to hold testimonials; its columns are {_shown(widest)}. "
        "Name it under `ingest: columns: {text: …, learner: …}` in feedback-nlp.yaml"
    )


def _shown(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:_SHOWN_COLUMNS])
    return f"{shown} and {len(names) - _SHOWN_COLUMNS} more" if len(names) > _SHOWN_COLUMNS else shown


def _report(
    source: str,
    pages: Sequence[Page],
    sheets: Sequence[Sheet],
    layouts: Sequence[tuple[Sheet, Layout]],
    *,
    found: bool,
) -> FileReport:
    notes = []
    if pages and not found:
        notes.append("no line `City, Country` with a testimonial under it; the page was passed over")
    read = [sheet.details for sheet, _ in layouts]
    notes += [
        f"{sheet.details} holds no testimonials and was passed over" for sheet in sheets if sheet.details not in read
    ]
    for sheet, layout in layouts:
        if "learner" not in layout.columns:
            notes.append(f"{sheet.details} has no column for the learner's city; its learners stay unknown")
    return FileReport(
        source=source,
        details="; ".join([page.details for page in pages] + read),
        mapped=tuple(item for _, layout in layouts for item in layout.mapped.items()),
        unmapped=tuple(name for _, layout in layouts for name in layout.unmapped if name not in layout.personal),
        personal=tuple(name for _, layout in layouts for name in layout.personal),
        notes=tuple(notes),
    )
