"""Put what was found into the tables of the data package."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from feedback_nlp.tables import conform, empty_table
from feedback_nlp.topics.changes import Identified
from feedback_nlp.topics.find import FoundTopics, Level
from feedback_nlp.topics.labels import Passage
from feedback_nlp.topics.plane import places_on_plane
from feedback_nlp.topics.screening import Screening
from feedback_nlp.topics.tables import CENTROIDS, ScreeningCounts, TopicTables, pack
from feedback_nlp.topics.vectors import Floats, Ints

JUNK = "junk"
NEAR_DUPLICATE = "near-duplicate"
_DECIMALS = 4


def passages(segments: pd.DataFrame, quotable: Collection[str] | None) -> list[Passage]:
    """Return the segments as texts that topics may be shown by.

    Args:
        segments: Table `segments`.
        quotable: Ids of the testimonials that may be quoted; None allows all.
    """
    allowed = None if quotable is None else frozenset(quotable)
    columns = (segments[name].tolist() for name in ("segment_id", "testimonial_id", "text"))
    return [
        Passage(segment_id, testimonial_id, text, allowed is None or testimonial_id in allowed)
        for segment_id, testimonial_id, text in zip(*columns, strict=True)
    ]


def marked(segments: pd.DataFrame, screening: Screening) -> pd.DataFrame:
    """Return the table `segments` with the reason why a segment was not clustered."""
    reason = np.full(len(segments), None, dtype=object)
    reason[screening.junk] = JUNK
    reason[screening.repeats] = NEAR_DUPLICATE
    return conform(segments.assign(screened=reason), "segments")


def assign(segment_ids: np.ndarray, screening: Screening, found: FoundTopics, vectors: Floats) -> pd.DataFrame:
    """Return the topic number of every segment that has a topic.

    A near-duplicate has the topic, the probability and the place of the segment that it repeats.

    Args:
        segment_ids: Ids of all segments, shape (n,).
        screening: What was left out of the clustering.
        found: What was found about the rest.
        vectors: Whole-number vectors of the rest.

    Returns:
        Columns segment_id, topic, probability, x, y.
    """
    place_in_kept = np.full(len(segment_ids), -1, dtype=np.int64)
    place_in_kept[screening.kept] = np.arange(len(screening.kept))
    with_topic = np.flatnonzero(~screening.junk)
    source = place_in_kept[screening.representative[with_topic]]
    plane = places_on_plane(vectors, found.lower.topic)
    return pd.DataFrame(
        {
            "segment_id": segment_ids[with_topic],
            "topic": found.lower.topic[source],
            "probability": np.round(found.centrality[source].astype(np.float64), _DECIMALS),
            "x": plane[source, 0],
            "y": plane[source, 1],
        }
    )


def members(assigned: pd.DataFrame, level: Level, group: Ints) -> list[tuple[frozenset[str], Floats]]:
    """Return the segment ids and the centroid of each topic of a level.

    Args:
        assigned: As `assign` gives it.
        level: The level.
        group: Topic of that level that each topic number belongs to, -1 for none.
    """
    parts = assigned.groupby(group[assigned["topic"].to_numpy()])["segment_id"]
    ids = {int(key): frozenset(part) for key, part in parts}
    return [(ids[number], centroid) for number, centroid in enumerate(level.centroids)]


def topic_rows(
    found: FoundTopics, assigned: pd.DataFrame, identified: Identified, *, min_stability: float, run_id: str
) -> pd.DataFrame:
    """Return the table `topics`: topics and their parents."""
    sizes = np.bincount(assigned["topic"], minlength=len(found.parent))
    upper_sizes = [int(sizes[found.parent == number].sum()) for number in range(len(identified.upper))]
    parent_ids = [identified.upper[number] if number >= 0 else None for number in found.parent]
    lower = _level_rows(found.lower, identified.lower, sizes.tolist(), parent_ids)
    upper = _level_rows(found.upper, identified.upper, upper_sizes, [None] * len(upper_sizes))
    rows = pd.concat([lower, upper], ignore_index=True) if len(upper) else lower
    return conform(
        rows.assign(
            unstable=rows["stability"] < min_stability,
            first_seen_run=[identified.first_seen.get(topic_id, run_id) for topic_id in rows["topic_id"]],
        ),
        "topics",
    )


def _level_rows(
    level: Level, ids: Sequence[str], sizes: Sequence[int], parent_ids: Sequence[str | None]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "topic_id": ids,
            "label": level.labels,
            "keywords": [";".join(terms) for terms in level.keywords],
            "n_segments": sizes,
            "stability": np.round(level.stability, _DECIMALS),
            "parent_id": parent_ids,
            "quotes": [";".join(shown) or None for shown in level.quotes],
        }
    )


def assignment_rows(assigned: pd.DataFrame, identified: Identified) -> pd.DataFrame:
    """Return the table `topic_assignments`."""
    ids = np.array(identified.lower, dtype=object)[assigned["topic"].to_numpy()]
    return conform(assigned.assign(topic_id=ids).drop(columns="topic"), "topic_assignments")


def centroid_rows(
    found: FoundTopics, identified: Identified, *, model: str, encoder: str, resolution: float
) -> pd.DataFrame:
    """Return the table `topic_centroids`, for the comparison with the next run."""
    ids = [*identified.lower, *identified.upper]
    centroids = [*found.lower.centroids, *found.upper.centroids]
    rows = {"topic_id": ids, "vector": [pack(centroid) for centroid in centroids]}
    return conform(pd.DataFrame(rows).assign(model=model, encoder=encoder, resolution=resolution), CENTROIDS)


def no_topics(segments: pd.DataFrame, counts: ScreeningCounts) -> TopicTables:
    """Return the tables of a run whose segments all say nothing."""
    return TopicTables(
        segments=segments,
        topics=empty_table("topics"),
        assignments=empty_table("topic_assignments"),
        changes=empty_table("topic_changes"),
        centroids=empty_table(CENTROIDS),
        screening=counts,
        resolution=1.0,
        recall=1.0,
    )
