from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.ingest.dates import parse_date, parse_dates


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T09:15:00+01:00", "2025-03-04"),
        ("2025/03/04 9:15:02 AM GMT+1", "2025-03-04"),
        ("2025-3-4 10:22", "2025-03-04"),
        ("20250304", "2025-03-04"),
        ("14/03/2025 10:22", "2025-03-14"),
        ("03/14/2025 10:22:33", "2025-03-14"),
        ("14.3.25", "2025-03-14"),
        ("14-03-2025", "2025-03-14"),
        ("14 March 2025", "2025-03-14"),
        ("Friday, 14 March 2025, 10:22", "2025-03-14"),
        ("March 14, 2025", "2025-03-14"),
        ("14-Mar-25", "2025-03-14"),
        ("14 mars 2025", "2025-03-14"),
        ("14. März 2025", "2025-03-14"),
        ("14 de marzo de 2025", "2025-03-14"),
        ("45730", "2025-03-14"),
        ("45730.4321", "2025-03-14"),
        ("", None),
        ("soon", None),
        ("31/02/2025", None),
        ("14", None),
        ("12345678901", None),
        ("in spring 2025", None),
    ],
)
def test_reads_dates_as_exports_write_them(cell: str, day: str | None) -> None:
    """Every usual form gives the ISO day, and what is no date gives None."""
    assert parse_date(cell) == day


@pytest.mark.parametrize(
    ("column", "days"),
    [
        (["03/04/2025", "14/04/2025"], ["2025-04-03", "2025-04-14"]),
        (["03/04/2025", "04/14/2025"], ["2025-03-04", "2025-04-14"]),
        (["03/04/2025", "05/06/2025"], ["2025-04-03", "2025-06-05"]),
        (["03/04/2025", "2025-04-14", "x"], ["2025-04-03", "2025-04-14", None]),
        (["03.04.2025", "04/14/2025"], ["2025-04-03", "2025-04-14"]),
    ],
)
def test_a_column_decides_what_comes_first(column: list[str], days: list[str | None]) -> None:
    """Unambiguous dates of a column decide how its ambiguous ones are read; the day comes first where none does."""
    assert parse_dates(column) == days


def test_settings_overrule_the_column() -> None:
    """An explicit order holds whatever the column looks like."""
    assert parse_dates(["03/04/2025", "14/04/2025"], dayfirst=False) == ["2025-03-04", "2025-04-14"]


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%y"]),
)
def test_writing_and_reading_agree(day: dt.date, form: str) -> None:
    """A day written in any of the European forms is read back."""
    assert parse_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=30))
def test_never_fails(cell: str) -> None:
    """Whatever a cell holds, the answer is a day or None."""
    day = parse_date(cell)
    assert day is None or dt.date.fromisoformat(day)
