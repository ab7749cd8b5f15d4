"""Decisions refuse what nobody can mean, and the latest one holds."""

from __future__ import annotations

import pytest

from feedback_nlp.errors import RecordError
from feedback_nlp.review import standing
from tests.review.sheets import decision


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"stage": "dreamt"}, "'dreamt'.*heard, understood"),
        ({"status": "maybe"}, "'maybe'.*affirmed, conditional"),
        ({"stage": "heard", "status": "already"}, "'heard' does not go with status 'already'.*affirmed or negated"),
        ({"reviewer": " "}, "reviewer is empty"),
        ({"decided_on": "5.1.2026"}, "YYYY-MM-DD"),
        ({"decided_on": "20260105"}, "YYYY-MM-DD"),
        ({"decided_on": "2026-02-30"}, "YYYY-MM-DD"),
    ],
)
def test_illegal_decisions_are_refused(changed: dict[str, str], told: str) -> None:
    """The message names the value and what is allowed."""
    with pytest.raises(RecordError, match=told):
        decision("x1", **changed)


def test_the_latest_decision_holds() -> None:
    """Whatever the order, of two days the later one; of one day and one judgement, one of the two."""
    early, late = decision("x1", stage="heard"), decision("x1", stage="intends", decided_on="2026-01-06")
    other = decision("x3", keep=False)
    assert standing([early, late, other]) == standing([other, late, early]) == (late, other)
    agreeing = decision("x1", stage="heard", reviewer="CD")
    assert standing([early, agreeing]) == standing([agreeing, early]) == (early,)


@pytest.mark.parametrize("order", [1, -1])
def test_two_judgements_of_one_day_contradict_each_other(order: int) -> None:
    """Both reviewers, the row and the day are named, unless a later decision settles it."""
    pair = [decision("x1", stage="heard"), decision("x1", keep=False, reviewer="CD")][::order]
    with pytest.raises(RecordError, match="x1 is decided in two ways on 2026-01-05, by 'AB' and 'CD'"):
        standing(pair)
    settled = decision("x1", stage="intends", decided_on="2026-02-01")
    assert standing([*pair, settled]) == (settled,)
