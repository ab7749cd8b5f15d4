"""Groups of measures, segments and topics of the invented testimonials."""

from __future__ import annotations

import math
from typing import Any

from feedback_nlp.records import content_id
from tests.report import sample_places as world

Rows = dict[str, list[dict[str, Any]]]


def add_segments(
    rows: Rows, testimonial: dict[str, Any], claims: list[dict[str, Any]], cited: list[dict[str, int]]
) -> None:
    """Add a segment for each claim, placed near those of its theme."""
    for claim, at in zip(claims, cited, strict=True):
        segment_id = content_id("s", testimonial["testimonial_id"], at["start"])
        rows["segments"].append(
            {
                "segment_id": segment_id,
                "testimonial_id": testimonial["testimonial_id"],
                "start": at["start"],
                "end": at["end"],
                "text": testimonial["text"][at["start"] : at["end"]],
            }
        )
        theme = list(world.THEMES).index(claim["theme"])
        half = world.MEASURES[claim["theme"]].index(claim["measure"]) % 2
        angle = theme * 0.785 + half * 0.3
        jitter = (int(segment_id[-4:], 16) / 65536, int(segment_id[-8:-4], 16) / 65536)
        rows["topic_assignments"].append(
            {
                "segment_id": segment_id,
                "topic_id": content_id("k", claim["theme"], half),
                "probability": round(0.5 + jitter[0] / 2, 3),
                "x": round(4 * math.cos(angle) + 1.4 * jitter[0] * math.sin(6.28 * jitter[1]), 3),
                "y": round(3 * math.sin(angle) + 1.1 * jitter[1] * math.cos(6.28 * jitter[0]), 3),
            }
        )


def add_groups(rows: Rows) -> None:
    """Add the groups of the measures so far."""
    groups: dict[str, dict[str, Any]] = {}
    learners = {row["testimonial_id"]: row["learner_city_id"] for row in rows["testimonials"]}
    sources = {row["measure_id"]: row["source_city_id"] for row in rows["transfers"]}
    for row in rows["measures"]:
        group = groups.setdefault(
            row["measure_group_id"], {"label": row["canonical"], "t": set(), "l": set(), "s": set()}
        )
        group["t"].add(row["testimonial_id"])
        group["l"].add(learners[row["testimonial_id"]])
        group["s"].add(sources[row["measure_id"]])
    for group_id, group in groups.items():
        rows["measure_groups"].append(
            {
                "measure_group_id": group_id,
                "label": group["label"],
                "n_testimonials": len(group["t"]),
                "n_learners": len(group["l"] - {None}),
                "n_sources": len(group["s"] - {None}),
            }
        )


def add_topics(rows: Rows) -> None:
    """Add two topics per theme under one, and how they changed."""
    for number, (theme_id, label) in enumerate(world.THEMES.items()):
        parent = content_id("K", theme_id)
        children = []
        for half in (0, 1):
            topic_id = content_id("k", theme_id, half)
            measures = world.MEASURES[theme_id][half::2]
            n = sum(row["topic_id"] == topic_id for row in rows["topic_assignments"])
            if n:
                children.append(n)
                rows["topics"].append(_topic(topic_id, measures[0], ";".join(measures), n, parent, number + half))
                rows["topic_changes"].append(_change(topic_id, ("kept", "born", "split")[number % 3], n))
        if children:
            rows["topics"].append(_topic(parent, label, label.lower(), sum(children), None, number))
    rows["topic_changes"].append(_change("k-gone", "gone", 0) | {"label_before": "study visits and travel"})


def _topic(topic_id: str, label: str, keywords: str, n: int, parent: str | None, number: int) -> dict[str, Any]:
    return {
        "topic_id": topic_id,
        "label": label.removeprefix("a ").removeprefix("an "),
        "keywords": keywords,
        "n_segments": n,
        "stability": 0.5 + (number * 37 % 50) / 100,
        "unstable": number * 37 % 50 < 10,
        "parent_id": parent,
        "first_seen_run": "run-1",
        "quotes": None,
    }


def _change(topic_id: str, change: str, n: int) -> dict[str, Any]:
    return {
        "topic_id": topic_id,
        "change": change,
        "n_before": max(n - 4, 0) if change != "born" else 0,
        "n_after": n,
        "similarity": None if change in {"born", "gone"} else 0.94,
        "share_new": 0.3,
        "cause": "data",
    }
