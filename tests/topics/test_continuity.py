from __future__ import annotations

import numpy as np
import pytest

from feedback_nlp.topics.continuity import TopicState, compare


def topic(name: str, segments: str, direction: int = 0) -> TopicState:
    """Return a topic of one-letter segments, in the direction of an axis."""
    return TopicState(name, frozenset(segments), np.eye(8, dtype=np.float32)[direction])


def fates(before: list[TopicState], after: list[TopicState], *, same_encoder: bool = True) -> set[tuple[object, ...]]:
    found = compare(before, after, same_encoder=same_encoder)
    return {
        (
            None if change.before is None else before[change.before].topic_id,
            None if change.after is None else after[change.after].topic_id,
            change.kind,
        )
        for change in found
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [topic("n", "ab")], {(None, "n", "born")}),
        ([topic("o", "ab")], [], {("o", None, "gone")}),
        ([topic("o", "abcd")], [topic("n", "abcdxyz")], {("o", "n", "kept")}),
        (
            [topic("o", "abcd"), topic("p", "efgh", 1)],
            [topic("n", "efg", 1), topic("m", "abc")],
            {("p", "n", "kept"), ("o", "m", "kept")},
        ),
        (
            [topic("o", "abcdefgh")],
            [topic("n", "abcdef"), topic("m", "gh", 1)],
            {("o", "n", "kept"), (None, "m", "split")},
        ),
        (
            [topic("o", "abcdef"), topic("p", "gh", 1)],
            [topic("n", "abcdefgh")],
            {("o", "n", "merged"), ("p", None, "merged")},
        ),
        (
            [topic("o", "abc")],
            [topic("n", "abc"), topic("m", "uvwxyz", 3)],
            {("o", "n", "kept"), (None, "m", "born")},
        ),
        ([topic("o", "abcd")], [topic("n", "wxyz", 5)], {("o", None, "gone"), (None, "n", "born")}),
        ([topic("o", "abcd")], [topic("n", "wxyz")], {("o", "n", "kept")}),
    ],
)
def test_fates(before: list[TopicState], after: list[TopicState], expected: set[tuple[object, ...]]) -> None:
    """Topics are kept, born, split, merged or gone by the segments they share and the direction they have."""
    assert fates(before, after) == expected


def test_directions_of_two_encoders_do_not_compare() -> None:
    """Without common segments, equal vectors of different encoders do not make a topic the same."""
    before, after = [topic("o", "abcd")], [topic("n", "wxyz")]
    assert fates(before, after, same_encoder=False) == {("o", None, "gone"), (None, "n", "born")}
    assert fates(before, [topic("n", "abcd", 4)], same_encoder=False) == {("o", "n", "kept")}


def test_each_topic_has_one_fate() -> None:
    """Every topic of either run occurs once as what was kept, gone or new."""
    before = [topic(f"o{i}", segments, i) for i, segments in enumerate(["abcd", "efgh", "ijkl"])]
    after = [topic(f"n{i}", segments, i) for i, segments in enumerate(["abef", "cdgh", "ijkl", "xyz"])]
    found = compare(before, after, same_encoder=True)
    assert sorted(c.after for c in found if c.after is not None) == [0, 1, 2, 3]
    assert sorted(c.before for c in found if c.before is not None) == [0, 1, 2]
