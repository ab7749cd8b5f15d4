"""Intervals of shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.errors import RecordError
from feedback_nlp.tally import Accuracy, accuracy_table, wilson


@pytest.mark.parametrize(
    ("correct", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson(correct: int, total: int, low: float, high: float) -> None:
    """Published values of the interval (the last from Newcombe 1998, table I)."""
    assert wilson(correct, total) == pytest.approx((low, high), abs=5e-4)


@given(total=st.integers(1, 5000), data=st.data())
def test_the_interval_encloses_the_share(total: int, data: st.DataObject) -> None:
    """0 <= low <= share <= high <= 1 for every count."""
    correct = data.draw(st.integers(0, total))
    low, high = wilson(correct, total)
    assert 0 <= low <= correct / total + 1e-12
    assert correct / total - 1e-12 <= high <= 1


def test_more_right_cases_than_cases_are_refused() -> None:
    """The error shows the value."""
    with pytest.raises(RecordError, match="between 0 and 3, got 4"):
        Accuracy("cities", "recall", 4, 3)


def test_accuracy_table_has_one_row_per_check() -> None:
    """Share and interval stand beside n."""
    frame = accuracy_table([Accuracy("cities", "recall", 9, 10)])
    assert frame.loc[0, ["name", "correct", "total"]].tolist() == ["cities", 9, 10]
    assert frame.loc[0, "low"] < frame.loc[0, "share"] < frame.loc[0, "high"]
