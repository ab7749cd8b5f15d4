"""The tables follow the decisions, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.records import RUNGS
from feedback_nlp.review import Decision, apply_decisions
from feedback_nlp.review.keys import coded_keys
from feedback_nlp.tables import check_tables
from tests.review.sheets import AS_CODED, decision, world

CHANGED = ("transfers", "measures", "measure_groups", "reviews")


def transfer(tables: dict[str, pd.DataFrame], transfer_id: str) -> pd.Series:
    return tables["transfers"].set_index("transfer_id").loc[transfer_id]


def fields(tables: dict[str, pd.DataFrame]) -> set[tuple[object, ...]]:
    rows = tables["reviews"].astype(object)[["table", "row_id", "field", "before", "after"]]
    return {tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)}


def test_without_decisions_nothing_changes() -> None:
    """Not a byte, and there is nothing to note."""
    before = world()
    found = apply_decisions(before, ())
    for name, frame in before.items():
        pd.testing.assert_frame_equal(found.tables[name], frame)
    assert (found.applied, found.stale, found.elsewhere, found.notes()) == (0, (), 0, ())


def test_a_correction_changes_its_row_and_is_told() -> None:
    """The row keeps its id and score and needs no review; each judged field is in `reviews`, changed or confirmed."""
    found = apply_decisions(world(), [decision("x2", stage="intends", source_city_id="c-lahti")])
    row = transfer(found.tables, "x2")
    assert (row["stage"], row["status"], row["source_city_id"]) == ("intends", "affirmed", "c-lahti")
    assert not row["needs_review"]
    assert row["score"] == transfer(world(), "x2")["score"]
    assert fields(found.tables) == {
        ("transfers", "x2", "stage", "trialling", "intends"),
        ("transfers", "x2", "status", "affirmed", "affirmed"),
        ("transfers", "x2", "source_city_id", None, "c-lahti"),
    }
    assert set(found.tables["reviews"]["reviewer"]) == {"AB"}
    others = world()["transfers"].query("transfer_id != 'x2'").reset_index(drop=True)
    kept = found.tables["transfers"].query("transfer_id != 'x2'").reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, others)


def test_groups_count_what_is_left() -> None:
    """A source taken away, one given, and a measure without transfers gone with its group."""
    found = apply_decisions(
        world(), [decision("x1", source_city_id=None), decision("x2", keep=False), decision("x3", keep=False)]
    )
    groups = found.tables["measure_groups"].set_index("measure_group_id")
    assert list(groups.index) == ["g-bike", "g-rain"]
    assert tuple(groups.loc["g-rain", ["n_testimonials", "n_learners", "n_sources"]]) == (1, 1, 0)
    assert sorted(found.tables["measures"]["measure_id"]) == ["m1", "m4", "m5"]
    assert ("measures", "m2", "keep", "yes", "no") in fields(found.tables)
    assert ("transfers", "x3", "keep", "yes", "no") in fields(found.tables)


def test_a_label_that_nobody_says_any_more_is_replaced() -> None:
    """The group is labelled by what is left of it."""
    coded = world()
    coded["measures"] = coded["measures"].assign(text=coded["measures"]["text"].replace("Bike lanes", "Bike paths"))
    coded["measure_groups"] = coded["measure_groups"].assign(
        label=coded["measure_groups"]["label"].where(
            coded["measure_groups"]["measure_group_id"] != "g-bike", "bike paths"
        )
    )
    found = apply_decisions(coded, [decision("x5", keep=False)])
    labels = found.tables["measure_groups"].set_index("measure_group_id")["label"]
    assert labels["g-bike"] == "bike lanes"
    untouched = coded["measure_groups"].set_index("measure_group_id")["label"]
    assert labels["g-rain"] == untouched["g-rain"]


@pytest.mark.parametrize(
    ("changed", "applied"),
    [
        ({"measure_end": 25}, True),
        ({"measure_start": 20, "measure_end": 22}, True),
        ({"coded_source_id": "c-faro", "source_city_id": "c-leuven"}, True),
        ({"coded_source_id": "c-faro", "source_city_id": "c-metz"}, False),
        ({"coded_source_id": None, "source_city_id": None}, False),
        ({"measure_start": 0, "measure_end": 5}, False),
        ({"testimonial_id": "t3"}, False),
    ],
)
def test_a_decision_finds_its_transfer_after_the_borders_moved(changed: dict[str, object], applied: bool) -> None:
    """Same testimonial, overlapping measure, same source: as coded, or as decided. What is not found is told."""
    other = replace(decision("x1", stage="heard"), transfer_id="x-gone", **changed)
    found = apply_decisions(world(), [other])
    assert (transfer(found.tables, "x1")["stage"] == "heard") is applied
    assert found.stale == (() if applied else ("x-gone",))
    assert bool(found.notes()) is not applied


def test_an_own_decision_goes_before_one_that_only_overlaps() -> None:
    """Of two decisions about one row the one of its id is applied, the other is told as stale."""
    moved = replace(decision("x1", keep=False), transfer_id="x-gone")
    found = apply_decisions(world(), [moved, decision("x1", stage="heard")])
    assert transfer(found.tables, "x1")["stage"] == "heard"
    assert found.stale == ("x-gone",)
    assert "x-gone" in found.notes()[0]


def test_a_later_decision_about_the_moved_row_makes_the_earlier_one_history() -> None:
    """It is not told as stale, since somebody has decided again."""
    moved = replace(decision("x1", keep=False), transfer_id="x-gone")
    found = apply_decisions(world(), [moved, decision("x1", stage="heard", decided_on="2026-02-01")])
    assert (found.applied, found.stale, found.elsewhere) == (1, (), 0)


def test_the_key_of_a_corrected_row_is_what_was_coded() -> None:
    """A sheet of the corrected run still tells which source the coding gave."""
    found = apply_decisions(
        world(), [decision("x1", source_city_id="c-lahti"), decision("x2", source_city_id="c-metz")]
    )
    assert coded_keys(found.tables) == coded_keys(world())


def test_decisions_of_other_inputs_are_counted_apart() -> None:
    """Their testimonials are not in the run, so they are not stale."""
    found = apply_decisions(world(), [replace(decision("x1"), transfer_id="x-9", testimonial_id="t9")])
    assert (found.applied, found.stale, found.elsewhere) == (0, (), 1)
    assert found.notes() == ("1 decisions of reviewers are about testimonials that are not in this run",)


ANY = st.dictionaries(
    st.sampled_from(sorted(AS_CODED)),
    st.tuples(st.booleans(), st.sampled_from(RUNGS), st.sampled_from([None, "c-leuven", "c-lahti", "c-metz"])),
)


@settings(max_examples=20, deadline=None)
@given(ANY)
def test_applying_twice_is_applying_once(chosen: dict[str, tuple[bool, tuple[str, str], str | None]]) -> None:
    """The tables keep their contract, ids are those that were coded, and the input is not written into."""
    decisions: list[Decision] = [
        decision(key, keep=keep, stage=rung[0], status=rung[1], source_city_id=source)
        for key, (keep, rung, source) in chosen.items()
    ]
    coded = world()
    once = apply_decisions(coded, decisions)
    twice = apply_decisions(once.tables, decisions)
    pd.testing.assert_frame_equal(coded["transfers"], world()["transfers"])
    for name in CHANGED[:-1]:
        pd.testing.assert_frame_equal(once.tables[name], twice.tables[name])
    check_tables(once.tables)
    kept = {key for key in AS_CODED if chosen.get(key, (True,))[0]}
    assert set(coded_keys(once.tables)) == kept
    assert (once.applied, once.stale) == (len(chosen), ())
