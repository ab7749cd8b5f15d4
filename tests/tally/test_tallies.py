"""Each tally on four testimonials counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from feedback_nlp import tally
from tests.tally.small_world import small_world


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """Four testimonials, five transfers."""
    return small_world()


def _rows(frame: pd.DataFrame, *columns: str) -> set[tuple[object, ...]]:
    return set(frame[list(columns)].itertuples(index=False, name=None))


def test_the_ledger_takes_themes_of_the_measure_before_those_of_the_text(tables: dict[str, pd.DataFrame]) -> None:
    """A measure without themes inherits the testimonial's; one with themes keeps its own."""
    themes = tally.ledger(tables).set_index("transfer_id")["theme_ids"].to_dict()
    assert themes == {
        "x1": ("nature", "energy"),
        "x2": ("nature",),
        "x3": ("nature",),
        "x4": ("mobility",),
        "x5": ("mobility",),
    }


def test_key_counts(tables: dict[str, pd.DataFrame]) -> None:
    """What was refused or done before counts as a transfer and is not taken."""
    assert tally.key_counts(tables) == {
        "testimonials": 4,
        "quotable": 3,
        "learners": 2,
        "countries": 2,
        "transfers": 5,
        "measures": 3,
        "takers": 2,
        "sources": 1,
        "lead_sources": 1,
        "other_sources": 0,
        "measures_taken": 2,
        "underway": 1,
    }


def test_exchange_of_a_city(tables: dict[str, pd.DataFrame]) -> None:
    """Leuven gave one measure to two cities and took nothing; Faro took two measures from one known city."""
    columns = ("direction", "cities", "measures", "transfers")
    assert _rows(tally.exchange(tables, "c-leuven"), *columns) == {("gave", 2, 1, 2), ("took", 0, 0, 0)}
    assert _rows(tally.exchange(tables, "c-faro"), *columns) == {("gave", 0, 0, 0), ("took", 1, 2, 2)}


@pytest.mark.parametrize(
    ("level", "taken"),
    [
        ("country", {("nature", "PT", 2), ("energy", "PT", 1), ("nature", "FR", 1)}),
        ("city", {("nature", "c-faro", 2), ("energy", "c-faro", 1), ("nature", "c-metz", 1)}),
    ],
)
def test_theme_flows(tables: dict[str, pd.DataFrame], level: tally.Level, taken: set[tuple[str, str, int]]) -> None:
    """A measure with two themes flows through both, and an unnamed source is the key "?"."""
    flows = tally.theme_flows(tally.taken(tally.ledger(tables)), level=level)
    given = {("c-leuven", "nature", 2), ("c-leuven", "energy", 1), ("?", "nature", 1)}
    assert _rows(flows[flows["side"] == "given"], "origin", "target", "n") == given
    assert _rows(flows[flows["side"] == "taken"], "origin", "target", "n") == taken


def test_small_sources_are_one_rest() -> None:
    """Beyond the sources shown on their own, the rest is "+", and nothing is lost."""
    rows = pd.DataFrame(
        {
            "source_city_id": [f"c{number:02d}" for number in range(20) for _ in range(20 - number)],
            "learner_country": "PT",
            "theme_ids": [("energy",)] * 210,
        }
    )
    flows = tally.theme_flows(rows)
    given = flows[flows["side"] == "given"].set_index("origin")["n"]
    assert given.sum() == 210
    assert given["+"] == sum(range(1, 7))
    assert "c13" in given.index
    assert "c14" not in given.index


def test_city_flows_and_totals(tables: dict[str, pd.DataFrame]) -> None:
    """Flows need both ends; totals count either end."""
    took = tally.taken(tally.ledger(tables))
    flows = tally.city_flows(took)
    assert _rows(flows, *flows.columns) == {("c-leuven", "c-faro", 1), ("c-leuven", "c-metz", 1)}
    totals = tally.city_totals(took)
    assert _rows(totals, *totals.columns) == {("c-faro", 0, 2), ("c-leuven", 2, 0), ("c-metz", 0, 1)}


def test_ladder_keeps_refusals_and_earlier_practice_apart(tables: dict[str, pd.DataFrame]) -> None:
    """An `already` or `negated` transfer is on no rung; a conditional one is on its rung, marked."""
    counts = tally.ladder(tally.ledger(tables))
    assert _rows(counts, "cohort_id", "rung", "part", "n", "total") == {
        ("one", "understood", "affirmed", 1, 2),
        ("one", "trialling", "affirmed", 1, 2),
        ("two", "intends", "conditional", 1, 3),
        ("two", "already", "apart", 1, 3),
        ("two", "negated", "apart", 1, 3),
    }


def test_travelling_measures(tables: dict[str, pd.DataFrame]) -> None:
    """The measure with most learners comes first, with those who gave and took it."""
    frame = tally.travelling_measures(tables)
    assert list(frame["measure_group_id"]) == ["g-bike", "g-rain", "g-repair"]
    rain = frame.set_index("measure_group_id").loc["g-rain"]
    assert (rain["learners"], rain["sources"], rain["n_transfers"]) == (("c-faro", "c-metz"), ("c-leuven",), 2)
    assert (rain["understood"], rain["intends"], rain["conditional"]) == (1, 1, 1)
    bike = frame.set_index("measure_group_id").loc["g-bike"]
    assert (bike["embedded"], bike["already"], bike["negated"]) == (0, 1, 1)


def test_expected_against_observed(tables: dict[str, pd.DataFrame]) -> None:
    """A lead that only testimonials without a session cite is neither cited for its session nor silent."""
    cells = tally.expected_observed(tables)
    assert _rows(cells, "cohort_id", "session_id", "city_id", "n", "state") == {
        ("one", "s1", "c-leuven", 1, "cited"),
        ("two", "s2", "c-lahti", 0, "unstated"),
        ("two", "s2", "c-leuven", 1, "unplanned"),
        ("two", "?", "c-lahti", 1, "unstated"),
    }


def test_a_lead_that_nobody_cites_is_silent(tables: dict[str, pd.DataFrame]) -> None:
    """Without the loose citation Lahti is silent, and still visible; if only the view lacks it, it is not silent."""
    rest = tally.select(tables, tally.Selection(source="c-leuven"))
    columns = ("session_id", "city_id", "n", "state")
    assert ("s2", "c-lahti", 0, "silent") in _rows(tally.expected_observed(rest), *columns)
    of_whole = tally.silent_leads(tables)
    assert ("s2", "c-lahti", 0, "outside") in _rows(tally.expected_observed(rest, silent=of_whole), *columns)


def test_themes_by_cohort_count_coded_testimonials_and_show_zeros(tables: dict[str, pd.DataFrame]) -> None:
    """The testimonial that was not coded is in no total; a theme nobody speaks about is there with 0."""
    counts = tally.themes_by_cohort(tables)
    assert _rows(counts, "cohort_id", "theme_id", "n", "total") == {
        ("one", "energy", 0, 1),
        ("one", "mobility", 0, 1),
        ("one", "nature", 1, 1),
        ("two", "energy", 0, 2),
        ("two", "mobility", 2, 2),
        ("two", "nature", 1, 2),
    }


def test_new_measures_follow_the_start_of_cohorts_not_their_names(tables: dict[str, pd.DataFrame]) -> None:
    """Cohort "one" began first, so its measures are not new and rain gardens are old in "two"."""
    fresh = tally.new_measures(tables)
    assert _rows(fresh, *fresh.columns) == {("two", "mobility", "g-bike")}


def test_topic_counts_add_up_the_hierarchy(tables: dict[str, pd.DataFrame]) -> None:
    """A topic of the upper level counts the segments of those below it."""
    counts = tally.topic_counts(tables)
    assert _rows(counts, "topic_id", "n", "n_testimonials") == {("k0", 3, 3), ("k1", 2, 2), ("k2", 1, 1)}


def test_barriers_count_against_all_transfers_of_the_theme(tables: dict[str, pd.DataFrame]) -> None:
    """The share is of the theme's transfers, not of its barriers."""
    counts = tally.barriers(tally.ledger(tables))
    assert _rows(counts, "theme_id", "status", "n", "total") == {
        ("nature", "conditional", 1, 3),
        ("mobility", "negated", 1, 2),
    }


def test_intake_adds_up(tables: dict[str, pd.DataFrame]) -> None:
    """Read is accepted plus rejected, and reasons come largest first."""
    frame = tally.intake(tables)
    assert list(frame.itertuples(index=False, name=None)) == [
        ("read", "", 7),
        ("accepted", "", 4),
        ("rejected", "empty", 2),
        ("rejected", "duplicate", 1),
        ("not-coded", "language", 1),
        ("no-measure", "", 0),
        ("needs-review", "", 1),
        ("reviewed", "", 0),
        ("aggregate", "", 1),
    ]


def test_tallies_of_nothing_are_empty(tables: dict[str, pd.DataFrame]) -> None:
    """No tally fails on a run, or a selection, without rows."""
    none = {name: frame.head(0) for name, frame in tables.items()}
    rows = tally.ledger(none)
    assert set(tally.key_counts(none).values()) == {0}
    for frame in (
        tally.theme_flows(rows),
        tally.city_flows(rows),
        tally.city_totals(rows),
        tally.ladder(rows),
        tally.barriers(rows),
        tally.travelling_measures(none),
        tally.expected_observed(none),
        tally.themes_by_cohort(none),
        tally.new_measures(none),
        tally.topic_counts(none),
    ):
        assert frame.empty
