"""Ids for topics, and the table that says what became of the topics of the run before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from feedback_nlp.records import content_id
from feedback_nlp.tables import conform, empty_table
from feedback_nlp.topics.continuity import Change, TopicState, compare
from feedback_nlp.topics.tables import PreviousTopics, unpack
from feedback_nlp.topics.vectors import Floats


@dataclass(frozen=True, slots=True)
class Identified:
    """Topics with their ids.

    Attributes:
        lower: Id of each topic.
        upper: Id of each parent.
        first_seen: Run in which a topic that was known before first appeared, by id.
        changes: Table `topic_changes`.
    """

    lower: list[str]
    upper: list[str]
    first_seen: Mapping[str, str]
    changes: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The previous run, read for comparison."""

    lower: list[TopicState]
    upper: list[TopicState]
    labels: Mapping[str, str]
    first_seen: Mapping[str, str]
    segments: frozenset[str]
    model: str | None
    encoder: str | None


def identify(
    lower: Sequence[tuple[frozenset[str], Floats]],
    upper: Sequence[tuple[frozenset[str], Floats]],
    *,
    previous: PreviousTopics | None,
    model: str,
    encoder: str,
) -> Identified:
    """Return ids for topics, those of the previous run where a topic is still there.

    Args:
        lower: Segment ids and centroid of each topic.
        upper: The same of each parent.
        previous: The previous run.
        model: Encoder, settings and method of this run in one string.
        encoder: Name of the encoder, which says whether centroids can be compared.
    """
    earlier = _read(previous)
    same = earlier.encoder == encoder
    after, after_upper = _states(lower), _states(upper)
    fates = compare(earlier.lower, after, same_encoder=same)
    lower_ids = _ids(after, earlier.lower, fates, taken=())
    upper_fates = compare(earlier.upper, after_upper, same_encoder=same)
    upper_ids = _ids(after_upper, earlier.upper, upper_fates, taken=lower_ids)
    rows = [_row(fate, lower_ids, after, earlier, model=model) for fate in fates]
    changes = conform(pd.DataFrame(rows), "topic_changes") if rows else empty_table("topic_changes")
    return Identified(lower_ids, upper_ids, earlier.first_seen, changes)


def _states(topics: Iterable[tuple[frozenset[str], Floats]]) -> list[TopicState]:
    return [TopicState(content_id("topic", *sorted(ids)), ids, centroid) for ids, centroid in topics]


def _read(previous: PreviousTopics | None) -> _Earlier:
    if previous is None or previous.topics.empty:
        return _Earlier([], [], {}, {}, frozenset(), None, None)
    topics = previous.topics
    packed = dict(zip(previous.centroids["topic_id"].tolist(), previous.centroids["vector"].tolist(), strict=True))
    vectors = {topic_id: unpack(vector) for topic_id, vector in packed.items()}
    members = {str(key): frozenset(part) for key, part in previous.assignments.groupby("topic_id")["segment_id"]}
    children: dict[str, list[str]] = {}
    below = topics.dropna(subset="parent_id")
    for parent, child in zip(below["parent_id"].tolist(), below["topic_id"].tolist(), strict=True):
        children.setdefault(parent, []).append(child)
    upper = {
        parent: frozenset().union(*(members.get(child, frozenset()) for child in own))
        for parent, own in children.items()
    }

    def states(groups: Mapping[str, frozenset[str]]) -> list[TopicState]:
        return [TopicState(key, groups[key], vectors[key]) for key in sorted(groups) if key in vectors]

    return _Earlier(
        states(members),
        states(upper),
        dict(zip(topics["topic_id"], topics["label"], strict=True)),
        dict(zip(topics["topic_id"], topics["first_seen_run"], strict=True)),
        frozenset().union(*members.values()),
        previous.centroids["model"].iloc[0],
        previous.centroids["encoder"].iloc[0],
    )


def _ids(
    after: Sequence[TopicState], before: Sequence[TopicState], fates: Iterable[Change], *, taken: Iterable[str]
) -> list[str]:
    """Return an id for each topic of this run; a new id never repeats one of the previous run."""
    used = {topic.topic_id for topic in before} | set(taken)
    ids = []
    for fate in fates:
        if fate.after is None:
            continue
        if fate.before is not None:
            ids.append(before[fate.before].topic_id)
            continue
        fresh = after[fate.after].topic_id
        while fresh in used:
            fresh = content_id("topic", fresh)
        used.add(fresh)
        ids.append(fresh)
    return ids


def _row(
    fate: Change, ids: Sequence[str], after: Sequence[TopicState], earlier: _Earlier, *, model: str
) -> dict[str, object]:
    old = frozenset() if fate.before is None else earlier.lower[fate.before].segment_ids
    new = frozenset() if fate.after is None else after[fate.after].segment_ids
    related = [ids[position] if fate.after is None else earlier.lower[position].topic_id for position in fate.related]
    own_id = earlier.lower[fate.before].topic_id if fate.after is None and fate.before is not None else None
    everything = frozenset().union(*(topic.segment_ids for topic in after))
    return {
        "topic_id": own_id if fate.after is None else ids[fate.after],
        "change": fate.kind,
        "related_ids": ";".join(sorted(related)) or None,
        "n_before": len(old),
        "n_after": len(new),
        "similarity": fate.similarity,
        "share_new": round(len(new - earlier.segments) / len(new), 4) if new else None,
        "cause": _cause(
            unchanged=fate.kind == "kept" and old == new,
            data_here=bool(new - earlier.segments or old - everything),
            data=earlier.segments != everything,
            model=earlier.model not in {None, model},
        ),
        "label_before": None if fate.before is None else earlier.labels.get(earlier.lower[fate.before].topic_id),
    }


def _cause(*, unchanged: bool, data_here: bool, data: bool, model: bool) -> str:
    """Return what explains a change: other segments, another model or settings, both or neither."""
    if unchanged or not (data or model):
        return "none"
    if model and data:
        return "both" if data_here else "model"
    return "model" if model else "data"
