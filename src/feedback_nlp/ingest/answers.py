"""Take the answers out of a sheet: one answer per row and free-text column.

Data about persons end here: of an e-mail address or an id only a hash goes on, of a name nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedback_nlp.ingest.clean import clean_line
from feedback_nlp.ingest.dates import parse_dates
from feedback_nlp.ingest.layout import Layout
from feedback_nlp.ingest.material import Answer, Row, Sheet
from feedback_nlp.ingest.synonyms import METADATA
from feedback_nlp.places import country_code
from feedback_nlp.places.fold import fold
from feedback_nlp.records import content_id
from feedback_nlp.settings import ColumnField, IngestSettings

_PERSON_RANKS = (None, 0, 1)
_QUESTION_WORDS = 3
_NO_VALUE = frozenset(("", "n a", "na", "none", "null", "nan", "nil", "unknown", "not stated", "keine", "x"))


def sheet_answers(sheet: Sheet, layout: Layout, settings: IngestSettings) -> Iterator[Answer]:
    """Yield the answers of a sheet in the order of its rows.

    Args:
        sheet: The sheet.
        layout: What its columns mean.
        settings: How ambiguous dates are read.

    Yields:
        One answer per row and free-text column; one marked `broken` per row that does not fit the table.
    """
    for number, problem in sheet.broken:
        yield Answer(source_file=sheet.source, source_row=number, broken=problem)
    dates = _dates(layout, settings)
    for row, date in zip(layout.body, dates, strict=True):
        surplus = row.cells[len(layout.header) :]
        if any(cell.strip() for cell in surplus):
            problem = f"has {len(row.cells)} cells where the header has {len(layout.header)}"
            yield Answer(source_file=sheet.source, source_row=row.number, broken=problem)
        else:
            yield from _row_answers(sheet, layout, row, date)


def _row_answers(sheet: Sheet, layout: Layout, row: Row, date: str | None) -> Iterator[Answer]:
    learner = _learner(_value(layout, row, "learner"), _value(layout, row, "country"))
    respondent = _respondent_id(sheet, layout, row)
    several = len(layout.text_columns) > 1
    for index in layout.text_columns:
        name = layout.header[index]
        yield Answer(
            source_file=sheet.source,
            source_row=row.number,
            source_column=name,
            text=row.cells[index] if index < len(row.cells) else "",
            question=name if several or len(name.split()) >= _QUESTION_WORDS else None,
            learner=learner,
            cohort=_value(layout, row, "cohort"),
            session=_value(layout, row, "session"),
            submitted_on=date,
            consent=_value(layout, row, "consent"),
            respondent_id=respondent,
        )


def _value(layout: Layout, row: Row, field: ColumnField) -> str | None:
    index = layout.columns.get(field)
    if index is None or index >= len(row.cells):
        return None
    return clean_line(row.cells[index]) or None


def _dates(layout: Layout, settings: IngestSettings) -> list[str | None]:
    values = [_value(layout, row, "submitted_on") or "" for row in layout.body]
    return parse_dates(values, dayfirst=settings.dayfirst)


def _learner(city: str | None, country: str | None) -> str | None:
    """Join city and country as `City, Country`, unless the city states its country itself."""
    known_city = None if city is None or fold(city) in _NO_VALUE else city
    known_country = None if country is None or fold(country) in _NO_VALUE else country
    if known_city is None or known_country is None:
        return known_city or known_country
    last_part = known_city.rpartition(",")[2] if "," in known_city else known_city.rpartition("(")[2]
    return known_city if country_code(last_part) else f"{known_city}, {known_country}"


def _respondent_id(sheet: Sheet, layout: Layout, row: Row) -> str | None:
    value = _value(layout, row, "respondent")
    if value is None or fold(value) in _NO_VALUE:
        return None
    header = fold(layout.header[layout.columns["respondent"]])
    names_person = METADATA["respondent"].rank(header) in _PERSON_RANKS
    # numbers of submissions start again in every export, so they say who answered only within one file
    return content_id("p", value.lower()) if names_person else content_id("p", sheet.source, value.lower())
