"""Figures of a coding against gold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.errors import InputFormatError
from feedback_nlp.extract.scoring import Score, bands, score, wilson

TEXT = "Leuven showed us the tree maps. We will plant hedges if Lahti helps."
LEUVEN = {"start": 0, "end": 6, "text": "Leuven", "name": "Leuven", "country": "BE", "geonameid": 2792482}
LAHTI = {"start": 56, "end": 61, "text": "Lahti", "name": "Lahti", "country": "FI", "geonameid": 649360}


def span(text: str) -> dict[str, Any]:
    """Return a measure of the text."""
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def row(**parts: Any) -> dict[str, Any]:
    """Return a testimonial in the gold format."""
    return {"id": "x", "text": TEXT, "cities": [], "themes": [], "measures": [], "transfers": [], **parts}


def transfer(source: str | None, measure: int, stage: str, status: str) -> dict[str, Any]:
    """Return a transfer in the gold format."""
    return {"source": source, "measure": measure, "stage": stage, "status": status}


GOLD = row(
    cities=[LEUVEN, LAHTI],
    themes=["governance", "nature-based-solutions"],
    measures=[span("tree maps"), span("plant hedges")],
    transfers=[
        transfer("Leuven, BE", 0, "understood", "affirmed"),
        transfer(None, 1, "intends", "conditional"),
    ],
)


def test_gold_against_itself_is_perfect() -> None:
    """Every figure of a right coding is 1."""
    figures = score([GOLD], [GOLD])
    scores = [figures.cities, figures.themes, figures.measures_overlap, figures.measures_strict]
    assert [s.f1 for s in (*scores, figures.transfers, figures.transfers_full)] == [1.0] * 6
    assert [s.value for s in (figures.resolved, figures.stage, figures.status)] == [1.0] * 3


def test_articles_and_marks_at_edges_do_not_count() -> None:
    """A span with a leading article or a trailing stop is the same span."""
    coded = row(measures=[span("the tree maps."), span("plant hedges if Lahti helps")])
    figures = score([GOLD], [coded])
    assert (figures.measures_strict.hits, figures.measures_overlap.hits) == (1, 1)


def test_links_stages_and_statuses_count_on_matched_measures() -> None:
    """A row is found by source and measure; stage and status are judged on found rows alone."""
    coded = row(
        cities=[{**LEUVEN, "geonameid": 1}],
        measures=[span("plant hedges"), span("tree maps")],
        transfers=[
            transfer("Leuven, BE", 1, "heard", "affirmed"),
            transfer(None, 0, "intends", "conditional"),
            transfer("Leuven, BE", 0, "intends", "affirmed"),
        ],
    )
    figures = score([GOLD], [coded])
    assert (figures.cities.hits, figures.resolved.hits) == (1, 0)
    # The wrong id of Leuven makes it another source.
    assert (figures.transfers.hits, figures.transfers.coded, figures.transfers.gold) == (1, 3, 2)
    assert (figures.stage.hits, figures.status.hits, figures.transfers_full.hits) == (1, 1, 1)


def test_a_missing_testimonial_counts_as_coded_empty() -> None:
    """What was not coded is missed, not left out of the count."""
    figures = score([GOLD], [])
    assert (figures.measures_overlap.recall, figures.measures_overlap.gold) == (0.0, 2)


def test_nothing_to_find_and_nothing_found_is_perfect() -> None:
    """An empty testimonial coded empty is right."""
    assert score([row()], [row()]).measures_overlap.f1 == 1.0


def test_shifted_offsets_are_refused() -> None:
    """A span whose text is not at its offsets stops the scoring, with its id."""
    with pytest.raises(InputFormatError, match="x: offsets 0:3"):
        score([GOLD], [row(measures=[{"start": 0, "end": 3, "text": "tree"}])])


@pytest.mark.parametrize(
    ("share", "cases", "low", "high"),
    [(0.5, 100, 0.404, 0.596), (1.0, 10, 0.722, 1.0), (0.0, 10, 0.0, 0.278), (0.0, 0, 0.0, 1.0)],
)
def test_wilson_intervals(share: float, cases: int, low: float, high: float) -> None:
    """Values from the literature; no cases say nothing."""
    assert wilson(share, cases) == pytest.approx((low, high), abs=6e-4)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f1_is_between_precision_and_recall(hits: int, extra: int, missed: int) -> None:
    """The harmonic mean lies between its parts, and the interval holds it."""
    found = Score(hits, hits + extra, hits + missed)
    low, high = sorted((found.precision, found.recall))
    assert low - 1e-9 <= found.f1 <= high + 1e-9
    assert found.interval[0] - 1e-9 <= found.f1 <= found.interval[1] + 1e-9


def test_bands_say_how_often_transfers_of_a_score_are_right() -> None:
    """Right is source, measure, stage and status; a score of 1 is in the last band; empty bands are left out."""
    right = {**transfer("Leuven, BE", 0, "understood", "affirmed"), "score": 1.0}
    wrong = {**transfer(None, 1, "intends", "affirmed"), "score": 0.3}
    coded = row(cities=GOLD["cities"], measures=GOLD["measures"], transfers=[right, wrong])
    told = [(band.low, band.high, band.right.hits, band.right.of) for band in bands([GOLD], [coded])]
    assert told == [(0.3, 0.5, 0, 1), (0.8, 1.0, 1, 1)]
    assert bands([GOLD], [GOLD]) == []
