"""Find the header row of a sheet and what its columns mean.

Knows nothing of any particular file: headers speak through `synonyms`, values confirm. Settings overrule both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback_nlp.ingest.clean import clean_line
from feedback_nlp.ingest.material import Row, Sheet
from feedback_nlp.ingest.screening import says_none
from feedback_nlp.ingest.synonyms import CLOSED_CUES, METADATA, PERSONAL, TEXT_CUES, TEXT_NAMES
from feedback_nlp.places.fold import fold
from feedback_nlp.settings import ColumnField, IngestSettings

_HEADER_ROWS = 25
_TELLING_FIELDS = 2
_SAMPLE_ROWS = 300
_MAX_SHORT_WORDS = 8.0
_MIN_PROSE_WORDS = 4.0
_MIN_CUED_WORDS = 2.5
_QUESTION_WORDS = 5
_FEW_ROWS = 8
_MIN_DISTINCT = 0.3
_LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the columns of a sheet mean.

    Attributes:
        header: Column names, made unique, in their order.
        header_row: Row number of the header.
        columns: Field → index of its column; `text` is not among them.
        text_columns: Indices of the free-text columns.
        body: Rows below the header.
    """

    header: tuple[str, ...]
    header_row: int
    columns: dict[ColumnField, int]
    text_columns: tuple[int, ...]
    body: tuple[Row, ...]

    @property
    def mapped(self) -> dict[str, str]:
        """Field → column name, free-text columns joined."""
        named = {str(field): self.header[index] for field, index in self.columns.items()}
        return {**named, "text": " | ".join(self.header[index] for index in self.text_columns)}

    @property
    def unmapped(self) -> list[str]:
        """Names of the columns that are not used."""
        used = {*self.columns.values(), *self.text_columns}
        return [name for index, name in enumerate(self.header) if index not in used]

    @property
    def personal(self) -> list[str]:
        """Names of unused columns that look like data about persons."""
        return [name for name in self.unmapped if PERSONAL.search(fold(name))]


def find_layout(sheet: Sheet, settings: IngestSettings) -> Layout | None:
    """Return the layout of a sheet, or None if no row reads like a header with a free-text column.

    Args:
        sheet: The sheet.
        settings: Explicit columns, which count for every sheet that has them.
    """
    candidates = [(0, 0)] if sheet.header_given else _header_candidates(sheet.rows[:_HEADER_ROWS])
    layouts = [
        layout
        for index, least_fields in candidates
        if (layout := _layout_under(sheet.rows[index], sheet.rows[index + 1 :], settings)) is not None
        and len(layout.columns) >= least_fields
    ]
    return max(layouts, key=lambda layout: len(layout.columns) + len(layout.text_columns), default=None)


def _header_candidates(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Indices of rows that may be the header, each with the fewest fields that must speak for it.

    A title may stand over a header, an answer may not: a row with more filled cells than all above needs no more than
    its free text. One as wide as a row above is a header only below question codes, as in exports of Qualtrics.
    """
    candidates = []
    widest = 0
    for index, row in enumerate(rows):
        filled = sum(1 for cell in row.cells if cell.strip())
        if filled and filled >= widest:
            candidates.append((index, 0 if filled > widest else _TELLING_FIELDS))
            widest = filled
    return candidates


def header_guess(sheet: Sheet) -> tuple[str, ...]:
    """Return the row that is most likely the header, for messages about sheets without a layout."""
    filled = [row for row in sheet.rows[:_HEADER_ROWS] if not row.is_blank]
    widest = max(filled, key=lambda row: sum(1 for cell in row.cells if cell.strip()), default=None)
    return _column_names(widest) if widest is not None else ()


def _layout_under(row: Row, body: Sequence[Row], settings: IngestSettings) -> Layout | None:
    if row.is_blank:
        return None
    header = _column_names(row)
    named = {name: index for index, name in enumerate(header)}
    columns: dict[ColumnField, int] = {
        field: named[clean_line(settings.columns[field])]
        for field in METADATA
        if clean_line(settings.columns.get(field, "")) in named
    }
    wanted = [*settings.text_columns, *([settings.columns["text"]] if "text" in settings.columns else [])]
    texts = [named[clean_line(name)] for name in wanted if clean_line(name) in named]
    values = [_values(body, index) for index in range(len(header))]
    free = [index for index in range(len(header)) if index not in {*columns.values(), *texts}]
    columns |= _metadata_columns(header, values, free, taken=columns)
    if not texts:
        rest = [index for index in free if index not in columns.values()]
        texts = _without_marks([index for index in rest if _is_free_text(header[index], values[index])], values)
    if not texts:
        return None
    return Layout(header=header, header_row=row.number, columns=columns, text_columns=tuple(texts), body=tuple(body))


def _column_names(row: Row) -> tuple[str, ...]:
    names: list[str] = []
    for position, cell in enumerate(row.cells, start=1):
        name = clean_line(cell) or f"column {position}"
        same = sum(1 for earlier in names if earlier == name or earlier.startswith(f"{name} ("))
        names.append(f"{name} ({same + 1})" if name in names else name)
    return tuple(names)


def _values(body: Sequence[Row], index: int) -> list[str]:
    cells = (row.cells[index].strip() for row in body[:_SAMPLE_ROWS] if index < len(row.cells))
    return [cell for cell in cells if cell]


def _metadata_columns(
    header: Sequence[str], values: Sequence[Sequence[str]], free: Sequence[int], *, taken: dict[ColumnField, int]
) -> dict[ColumnField, int]:
    found: dict[ColumnField, int] = {}
    for field, synonyms in METADATA.items():
        if field in taken:
            continue
        ranked = [
            (rank, index)
            for index in free
            if index not in found.values()
            and _mean_words(values[index]) <= _MAX_SHORT_WORDS
            and (rank := synonyms.rank(fold(header[index]))) is not None
        ]
        if ranked:
            found[field] = min(ranked)[1]
    return found


def _is_free_text(name: str, values: Sequence[str]) -> bool:
    folded = fold(name)
    if TEXT_NAMES.search(folded):
        return True
    values = [value for value in values if not says_none(value)]
    if not values:
        return TEXT_CUES.search(folded) is not None
    if CLOSED_CUES.search(folded) or _is_repetitive(values):
        return False
    if TEXT_CUES.search(folded):
        return _mean_words(values) >= _MIN_CUED_WORDS
    is_question = len(folded.split()) >= _QUESTION_WORDS or name.rstrip().endswith("?")
    return is_question and len(folded.split()) <= _LONGEST_HEADER and _mean_words(values) >= _MIN_PROSE_WORDS


def _without_marks(texts: list[int], values: Sequence[Sequence[str]]) -> list[int]:
    """Free-text columns without those that hold nothing but figures, unless all of them do."""
    marks = [index for index in texts if values[index] and all(map(_is_figure, values[index]))]
    return [index for index in texts if index not in marks] or texts


def _is_figure(value: str) -> bool:
    return value.replace(".", "", 1).replace(",", "", 1).isdigit()


def _is_repetitive(values: Sequence[str]) -> bool:
    return len(values) >= _FEW_ROWS and len(set(values)) < _MIN_DISTINCT * len(values)


def _mean_words(values: Sequence[str]) -> float:
    return sum(len(value.split()) for value in values) / len(values) if values else 0.0
