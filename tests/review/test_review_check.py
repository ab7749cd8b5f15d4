"""What reviewers fill in becomes decisions, or one line that says what is wrong."""

from __future__ import annotations

import pytest

from feedback_nlp.review import Decision
from tests.review.sheets import checked, decision, filled, world_of_two_sources

GOOD = [
    ("x1", {"keep": "yes"}, {}),
    ("x1", {"keep": "YES"}, {}),
    ("x1", {"keep": "no"}, {"keep": False}),
    ("x1", {"new_stage": "Intends"}, {"stage": "intends"}),
    ("x1", {"new_stage": "heard", "new_status": "negated"}, {"stage": "heard", "status": "negated"}),
    ("x1", {"new_source": "Lahti, FI"}, {"source_city_id": "c-lahti"}),
    ("x1", {"new_source": "lahti, fi"}, {"source_city_id": "c-lahti"}),
    ("x1", {"new_source": "Ghent, BE"}, {"source_city_id": "geonames:2797656"}),
    ("x1", {"new_source": "Gent, Belgium"}, {"source_city_id": "geonames:2797656"}),
    ("x1", {"new_source": "geonames:2797656"}, {"source_city_id": "geonames:2797656"}),
    ("x1", {"new_source": "none"}, {"source_city_id": None}),
    ("x2", {"new_source": "Leuven, BE", "comment": "2!"}, {"source_city_id": "c-leuven", "comment": "2!"}),
    ("x1", {"keep": "yes", "decided_on": "5.1.2026"}, {}),
    ("x1", {"keep": "yes", "decided_on": "2026-01-05T00:00:00"}, {}),
]  # fmt: skip

BAD = [
    ("x1", {"keep": "maybe"}, "keep is 'maybe'; write yes or no"),
    ("x1", {"keep": "no", "new_stage": "heard"}, "keep is 'no' and new_stage is 'heard'"),
    ("x1", {"new_stage": "dreamt"}, "stage is 'dreamt'; it must be one of heard"),
    ("x1", {"new_status": "refused"}, "status is 'refused'; it must be one of affirmed"),
    ("x1", {"new_status": "already"}, "'understood' does not go with status 'already', only with affirmed or negated"),
    ("x1", {"new_source": "Atlantis, XX"}, "new_source 'Atlantis, XX' is no known city"),
    ("x1", {"new_source": "Leuwen, BE"}, "if 'Leuven, BE' is meant"),
    ("x1", {"keep": "yes", "reviewer": ""}, "reviewer is empty"),
    ("x1", {"keep": "yes", "decided_on": ""}, "decided_on is 'empty'; give the day as YYYY-MM-DD"),
    ("x1", {"keep": "yes", "decided_on": "soon"}, "decided_on is 'soon'"),
    ("x1", {"keep": "yes", "transfer_id": "x9"}, "'x9' is in no row of run-1; export the sheet again"),
    ("x1", {"keep": "yes", "stage": "heard"}, "stage is 'heard' here and 'understood' in run-1"),
    ("x1", {"keep": "yes", "source": "none"}, "source is 'none' here and 'Leuven, BE' in run-1"),
]


@pytest.mark.parametrize(("transfer_id", "cells", "changed"), GOOD)
def test_a_row_becomes_a_decision(transfer_id: str, cells: dict[str, str], changed: dict[str, object]) -> None:
    """What is left empty is right as it was shown."""
    found = checked(filled({transfer_id: cells}))
    assert found.problems == ()
    assert found.decisions == (decision(transfer_id, **changed),)


@pytest.mark.parametrize(("transfer_id", "cells", "told"), BAD)
def test_a_mistake_is_one_line_and_stops_all(transfer_id: str, cells: dict[str, str], told: str) -> None:
    """File, row, value and remedy are named, and the good row beside it is not taken either."""
    found = checked(filled({"x4": {"keep": "yes"}, transfer_id: cells}, file="r.xlsx"))
    assert len(found.problems) == 1
    assert found.problems[0].startswith("r.xlsx row ")
    assert told in found.problems[0]
    assert found.decisions == ()


def test_rows_without_a_decision_stay_open() -> None:
    """A name or a remark alone decides nothing, even where it is wrong."""
    found = checked(filled({"x1": {"comment": "hm"}, "x2": {"decided_on": "soon"}}))
    assert (found.decisions, found.begun, found.problems) == ((), 2, ())


def test_two_rows_that_disagree_are_both_named() -> None:
    """Also where the days differ: of two sheets none is the later word. Agreeing rows are both kept."""
    first = filled({"x1": {"new_stage": "heard"}}, file="a.csv")
    second = filled({"x1": {"keep": "no", "decided_on": "2026-03-01"}}, file="b.csv")
    found = checked(first, second)
    assert len(found.problems) == 1
    assert found.problems[0].startswith("b.csv row 2: x1 is decided differently in a.csv row 2")
    agreeing = checked(first, filled({"x1": {"new_stage": "heard", "reviewer": "CD"}}))
    assert [one.reviewer for one in agreeing.decisions] == ["AB", "CD"]
    assert checked(first, first).decisions == (decision("x1", stage="heard"),)


def test_what_is_stored_is_no_news() -> None:
    """Also where the row was changed or removed since; a decision that replaces it must be later."""
    before = (decision("x1", stage="heard"),)
    again = checked(filled({"x1": {"new_stage": "heard"}}), stored=before)
    assert (again.decisions, again.known, again.problems) == ((), 1, ())
    gone = (Decision(**{name: getattr(before[0], name) for name in before[0].__slots__} | {"transfer_id": "x0"}),)
    removed = checked(filled({"x1": {"new_stage": "heard", "transfer_id": "x0"}}), stored=gone)
    assert (removed.known, removed.problems) == (1, ())
    replaced = checked(filled({"x1": {"keep": "no"}}), stored=before)
    assert "'AB' decided otherwise about x1 on 2026-01-05" in replaced.problems[0]
    later = {"keep": "no", "decided_on": "2026-01-06"}
    assert checked(filled({"x1": later}), stored=before).decisions == (decision("x1", **later | {"keep": False}),)


def test_a_removed_row_says_how_to_have_it_back() -> None:
    """It is not in the run, but it is known why."""
    gone = (
        Decision(**{name: getattr(decision("x1"), name) for name in decision("x1").__slots__} | {"transfer_id": "x0"}),
    )
    found = checked(filled({"x1": {"keep": "yes", "transfer_id": "x0", "reviewer": "CD"}}), stored=gone)
    assert "x0 was removed by a review; to have it back" in found.problems[0]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"x1": {"new_source": "Lahti, FI"}}, "x6 already is the transfer of this measure from that source"),
        ({"x1": {"new_source": "none"}, "x6": {"new_source": "none"}}, "already is the transfer of this measure"),
        ({"x1": {"new_source": "Lahti, FI"}, "x6": {"keep": "no"}}, None),
        ({"x1": {"new_source": "Lahti, FI"}, "x6": {"new_source": "Leuven, BE"}}, None),
        ({"x1": {"keep": "no"}, "x6": {"keep": "no"}}, None),
        ({"x1": {"keep": "yes"}, "x6": {"new_stage": "heard"}}, None),
    ],
)
def test_no_measure_is_taken_twice_from_one_source(cells: dict[str, dict[str, str]], told: str | None) -> None:
    """A corrected source that another row has already would count the transfer twice."""
    tables = world_of_two_sources()
    found = checked(filled(cells, tables=tables), tables=tables)
    assert all(told is not None and told in problem for problem in found.problems)
    assert bool(found.problems) is (told is not None)
