from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.errors import RecordError
from feedback_nlp.records import CityMention, Measure, Place, Span, ThemeHit, Transfer, content_id

SPAN = Span(0, 4, "Lund")
LUND = Place("geonames:2693678", 2693678, "Lund", "SE", 55.7, 13.2, 91_940)
PARTS = st.lists(st.one_of(st.none(), st.text(max_size=8), st.integers()), max_size=4)


@given(PARTS, PARTS)
def test_ids_are_equal_exactly_where_content_is(first: list[object], second: list[object]) -> None:
    """Equal parts give equal ids, different parts different ones; numbers count as their digits."""
    same = [None if part is None else str(part) for part in first] == [
        None if part is None else str(part) for part in second
    ]
    assert (content_id("t", *first) == content_id("t", *second)) is same


def test_ids_tell_kinds_missing_and_empty_apart() -> None:
    """The prefix, None against empty, and where one part ends all count."""
    ids = [
        content_id("t", "a", None),
        content_id("t", "a", ""),
        content_id("m", "a", None),
        content_id("t", "a"),
        content_id("t", "ab", ""),
    ]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[tm]-[0-9a-f]{12}", made) for made in ids)


def test_span_of_a_text() -> None:
    """A span takes its text from the offsets, in code points."""
    assert Span.of("in Lund 🙂 now", 8, 9) == Span(8, 9, "🙂")


@pytest.mark.parametrize(
    ("start", "end", "text"), [(-1, 3, "Lund"), (4, 4, ""), (5, 4, "x"), (0, 3, "Lund"), (0, 5, "Lund")]
)
def test_illegal_spans(start: int, end: int, text: str) -> None:
    """Offsets that cannot enclose the text are refused with their values."""
    with pytest.raises(RecordError, match=f"{start}:{end}"):
        Span(start, end, text)


@pytest.mark.parametrize(
    ("country", "lat", "lon", "told"),
    [("Sweden", 0, 0, "'Sweden'"), ("se", 0, 0, "'se'"), ("SE", 91, 0, "got 91"), ("SE", 0, -181, "got -181")],
)
def test_illegal_places(country: str, lat: float, lon: float, told: str) -> None:
    """Countries that are no alpha-2 code and places off the globe are refused."""
    with pytest.raises(RecordError, match=told):
        Place("x", None, "Lund", country, lat, lon)


def test_label_of_a_place() -> None:
    """A place is written as the gold format writes it."""
    assert LUND.label == "Lund, SE"


@pytest.mark.parametrize("score", [-0.01, 1.01, 1.7])
def test_scores_are_shares(score: float) -> None:
    """Every record refuses a score that is no share, and shows it."""
    for make in (
        lambda: CityMention(SPAN, LUND, "source", score),
        lambda: ThemeHit("energy", SPAN, "cue", score),
        lambda: Measure(SPAN, score),
        lambda: Transfer(LUND, 0, "heard", "affirmed", SPAN, score),
    ):
        with pytest.raises(RecordError, match=f"between 0 and 1, got {score}"):
            make()


def test_transfers_stay_on_the_ladder() -> None:
    """Unknown rungs and statuses are refused."""
    with pytest.raises(RecordError, match="'dreaming'"):
        Transfer(None, 0, "dreaming", "affirmed", SPAN, 1.0)  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="'maybe'"):
        Transfer(None, 0, "heard", "maybe", SPAN, 1.0)  # type: ignore[arg-type]


def test_records_cannot_be_changed() -> None:
    """Records are frozen and take no further attribute."""
    with pytest.raises(AttributeError):
        SPAN.start = 1  # type: ignore[misc]
