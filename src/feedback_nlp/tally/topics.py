"""What people talk about: topics with their segments, and where each segment lies on the map."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.tally.ledger import Tables


def topic_counts(tables: Tables) -> pd.DataFrame:
    """Return one row per topic of either level.

    Args:
        tables: All tables of a run, possibly restricted to a selection.

    Returns:
        topic_id, label, parent_id, stability, unstable, n (segments in the selection), n_testimonials; the topics
        table's order.
    """
    placed = topic_points(tables)
    lower = placed[["topic_id", "segment_id", "testimonial_id"]]
    upper = placed[["parent_id", "segment_id", "testimonial_id"]].dropna().rename(columns={"parent_id": "topic_id"})
    counts = (
        pd.concat([lower, upper])
        .groupby("topic_id")
        .agg(n=("segment_id", "nunique"), n_testimonials=("testimonial_id", "nunique"))
    )
    frame = tables["topics"][["topic_id", "label", "parent_id", "stability", "unstable"]]
    return (
        frame.merge(counts, on="topic_id", how="left")
        .fillna({"n": 0, "n_testimonials": 0})
        .astype({"n": int, "n_testimonials": int})
    )


def topic_points(tables: Tables) -> pd.DataFrame:
    """Return one row per assigned segment.

    Args:
        tables: All tables of a run, possibly restricted to a selection.

    Returns:
        segment_id, testimonial_id, topic_id, parent_id, x, y (missing where topics were made without a map).
    """
    parents = tables["topics"].set_index("topic_id")["parent_id"]
    texts = tables["segments"].set_index("segment_id")["testimonial_id"]
    frame = tables["topic_assignments"]
    return frame.assign(parent_id=frame["topic_id"].map(parents), testimonial_id=frame["segment_id"].map(texts))[
        ["segment_id", "testimonial_id", "topic_id", "parent_id", "x", "y"]
    ]
