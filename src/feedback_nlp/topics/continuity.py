"""Give topics the ids they had in the run before, and say what became of each.

Topics of two runs are matched one to one (Hungarian assignment) by how many segments they share, and by the direction
of their centroids where the encoder is the same. What is left over was born, split, merged or is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from feedback_nlp.topics.vectors import Floats, unit_rows

SAME_FROM = 0.5
_MOST = 0.5
_KNOWN_SHARE = 1 / 3
_ALIKE_COSINE = 0.75


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic in one run.

    Attributes:
        topic_id: Its id; for a new topic the one it gets if it was born.
        segment_ids: Ids of its segments.
        centroid: Mean direction, shape (d,).
    """

    topic_id: str
    segment_ids: frozenset[str]
    centroid: Floats


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a topic.

    Attributes:
        before: Position among the topics of the previous run, None if born.
        after: Position among the topics of this run, None if gone.
        kind: `kept`, `born`, `merged`, `split` or `gone`.
        related: Positions in the other run that it was merged or split from, or went into.
        similarity: Cosine of the centroids, None where they are of different encoders or there is no partner.
    """

    before: int | None
    after: int | None
    kind: str
    related: tuple[int, ...] = ()
    similarity: float | None = None


def compare(before: Sequence[TopicState], after: Sequence[TopicState], *, same_encoder: bool) -> list[Change]:
    """Return what became of every topic of two runs.

    Args:
        before: Topics of the previous run.
        after: Topics of this run.
        same_encoder: Whether the centroids of both are of one encoder, and so can be compared.

    Returns:
        One change per topic of this run, in order, then one per topic that is gone.
    """
    if not before:
        return [Change(None, position, "born") for position in range(len(after))]
    if not after:
        return [Change(position, None, "gone") for position in range(len(before))]
    shared = _shared(before, after)
    cosines = _cosines(before, after) if same_encoder else None
    partner_of = {new: old for old, new in _partners(_affinity(shared, cosines))}
    went_into = _most_of(shared, shared.sum(axis=1, keepdims=True))
    known = shared.sum(axis=0, keepdims=True)
    sizes = np.array([len(topic.segment_ids) for topic in after])
    came_from = _most_of(shared, known) & (known >= _KNOWN_SHARE * sizes)
    changes = [_fate_of_new(new, partner_of.get(new), went_into, came_from, cosines) for new in range(len(after))]
    gone = sorted(set(range(len(before))) - set(partner_of.values()))
    return changes + [_fate_of_old(old, went_into) for old in gone]


def _fate_of_new(
    new: int,
    partner: int | None,
    went_into: NDArray[np.bool_],
    came_from: NDArray[np.bool_],
    cosines: NDArray[np.float64] | None,
) -> Change:
    entered = np.flatnonzero(went_into[:, new]).tolist()
    if partner is None and len(entered) > 1:
        return Change(None, new, "merged", tuple(entered))
    if partner is None:
        origins = tuple(np.flatnonzero(came_from[:, new]).tolist())
        return Change(None, new, "split" if origins else "born", origins)
    similarity = None if cosines is None else float(cosines[partner, new])
    absorbed = tuple(old for old in entered if old != partner)
    return Change(partner, new, "merged" if absorbed else "kept", absorbed, similarity)


def _fate_of_old(old: int, went_into: NDArray[np.bool_]) -> Change:
    heirs = tuple(np.flatnonzero(went_into[old]).tolist())
    return Change(old, None, "merged" if heirs else "gone", heirs)


def _shared(before: Sequence[TopicState], after: Sequence[TopicState]) -> NDArray[np.float64]:
    """Return how many segments each pair of topics has in common, shape (before, after)."""
    owner = {segment: old for old, topic in enumerate(before) for segment in topic.segment_ids}
    shared = np.zeros((len(before), len(after)))
    for new, topic in enumerate(after):
        for segment in topic.segment_ids & owner.keys():
            shared[owner[segment], new] += 1
    return shared


def _affinity(shared: NDArray[np.float64], cosines: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Return how much each pair is the same topic, 0 to 1.

    Only segments of both runs count, so that new ones do not speak against a topic.
    """
    known_after = shared.sum(axis=0, keepdims=True)
    still_there = shared.sum(axis=1, keepdims=True)
    union = known_after + still_there - shared
    overlap = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    if cosines is None:
        return np.asarray(overlap)
    alike = np.clip((cosines - _ALIKE_COSINE) / (1 - _ALIKE_COSINE), 0, 1)
    unseen = (known_after == 0) | (still_there == 0)
    return np.asarray(np.where(unseen, alike, (2 * overlap + alike) / 3 * (overlap > 0)))


def _partners(affinity: NDArray[np.float64]) -> list[tuple[int, int]]:
    rows, columns = linear_sum_assignment(-affinity)
    return [(int(o), int(n)) for o, n in zip(rows, columns, strict=True) if affinity[o, n] >= SAME_FROM]


def _most_of(shared: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((shared > _MOST * totals) & (shared > 0))


def _cosines(before: Sequence[TopicState], after: Sequence[TopicState]) -> NDArray[np.float64]:
    old = unit_rows(np.stack([topic.centroid for topic in before])).astype(np.float64)
    new = unit_rows(np.stack([topic.centroid for topic in after])).astype(np.float64)
    return np.clip(np.round(old @ new.T, 6), -1, 1)
