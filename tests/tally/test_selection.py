"""What a view keeps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.records import STAGES, STATUSES
from feedback_nlp.tally import Selection, fold, ledger, select
from tests.tally.small_world import small_world

TABLES = small_world()


@pytest.mark.parametrize(
    ("asked", "testimonials", "transfers"),
    [
        ({}, "t1 t2 t3 t4", "x1 x2 x3 x4 x5"),
        ({"cohort": "one"}, "t1", "x1 x2"),
        ({"phase": "two/2"}, "t2", "x3 x4"),
        ({"session": "s2"}, "t2", "x3 x4"),
        ({"session": "?"}, "t3 t4", "x5"),
        ({"theme": "energy"}, "t1", "x1"),
        ({"theme": "mobility"}, "t2 t3", "x4 x5"),
        ({"source": "c-leuven"}, "t1 t2", "x1 x3"),
        ({"source": "?"}, "t1 t2", "x2 x4"),
        ({"country": "PT"}, "t1 t3", "x1 x2 x5"),
        ({"country": "?"}, "t4", ""),
        ({"stage": "embedded"}, "t2", "x4"),
        ({"status": "negated"}, "t3", "x5"),
        ({"theme": "nature", "status": "conditional"}, "t2", "x3"),
        ({"source": "c-leuven", "theme": "mobility"}, "t2", ""),
        ({"text": "CAFES"}, "t1", "x1 x2"),
        ({"text": "metz"}, "t2", "x3 x4"),
        ({"text": "expensive"}, "", ""),
        ({"city": "c-lahti"}, "t3", "x5"),
        ({"city": "c-metz"}, "t2", "x3 x4"),
    ],
)
def test_select(asked: dict[str, str], testimonials: str, transfers: str) -> None:
    """Transfers are restricted jointly; a text that may not be quoted is not found by its words."""
    kept = select(TABLES, Selection(**asked))
    assert sorted(kept["testimonials"]["testimonial_id"]) == testimonials.split()
    assert sorted(kept["transfers"]["transfer_id"]) == transfers.split()


def _maybe(*values: str) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from([*values, "?"]))


SELECTIONS = st.fixed_dictionaries(
    {
        "cohort": st.one_of(st.none(), st.sampled_from(["one", "two"])),
        "theme": _maybe("energy", "mobility", "nature"),
        "source": _maybe("c-leuven", "c-lahti"),
        "country": _maybe("PT", "FR"),
        "stage": st.one_of(st.none(), st.sampled_from(STAGES)),
        "status": st.one_of(st.none(), st.sampled_from(STATUSES)),
    }
)


@settings(max_examples=60, deadline=None)
@given(asked=SELECTIONS)
def test_a_selection_is_a_subset_and_selecting_twice_changes_nothing(asked: dict[str, Any]) -> None:
    """Every transfer kept belongs to a testimonial kept, and select is idempotent."""
    once = select(TABLES, Selection(**asked))
    assert set(ledger(once)["testimonial_id"]) <= set(once["testimonials"]["testimonial_id"])
    twice = select(once, Selection(**asked))
    assert list(twice["transfers"]["transfer_id"]) == list(once["transfers"]["transfer_id"])
    assert list(twice["testimonials"]["testimonial_id"]) == list(once["testimonials"]["testimonial_id"])


@pytest.mark.parametrize(
    ("text", "folded"), [("Trușeni", "truseni"), ("UMEÅ", "umea"), ("Łódź", "łodz"), ("a b", "a b")]
)
def test_fold(text: str, folded: str) -> None:
    """Marks and case go; letters of their own stay."""
    assert fold(text) == folded
