"""Topics: a map of segments, or bars where topics were made without a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

MOST_POINTS = 1500
"""More points than this slow the page and add nothing to the eye; every k-th is drawn."""
LABELLED = 14
APART = (0.2, 0.05)
"""Shares of the map's width and height that two labels must be apart, or the smaller topic goes without."""


def drawn(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points that a map shows: all, or every k-th in the order of their ids."""
    placed = points.dropna(subset=["x", "y"]).sort_values("segment_id")
    return placed.iloc[:: -(-len(placed) // MOST_POINTS) or 1]


def topic_map(
    points: pd.DataFrame, *, order: Sequence[str], names: Mapping[str, str], labels: pd.DataFrame
) -> go.Figure:
    """Return segments as points, one colour per topic, or per topic of the upper level where topics are many.

    Args:
        points: segment_id, topic_id, parent_id, x, y.
        order: Ids of the topics, of either level, that give the colours.
        names: Label of each of them.
        labels: topic_id, label, n of the lower level; the largest are written on the map.
    """
    shown = drawn(points)
    group = shown["topic_id"].where(shown["topic_id"].isin(order), shown["parent_id"])
    hues = style.colours(order)
    text = dict(zip(labels["topic_id"], labels["label"], strict=True))
    traces = [
        _cloud(shown[group == key], text).update(name=names[key], meta=key, marker_color=hues[key]) for key in order
    ]
    bare = {"visible": False, "fixedrange": True}
    return style.figure(
        [*traces, _written(points, labels)], height=520, xaxis=bare, yaxis=bare, showlegend=False, hovermode="closest"
    )


def _cloud(points: pd.DataFrame, text: Mapping[str, str]) -> go.Scatter:
    pairs = zip(points["segment_id"], points["topic_id"], strict=True)
    return go.Scatter(
        x=list(points["x"]),
        y=list(points["y"]),
        mode="markers",
        marker={"size": 7, "opacity": 0.72, "line": {"width": 0}},
        customdata=[[f"segment:{segment}", text.get(topic, "")] for segment, topic in pairs],
        hovertemplate="%{customdata[1]}<extra></extra>",
    )


def _written(points: pd.DataFrame, labels: pd.DataFrame) -> go.Scatter:
    centres = points.dropna(subset=["x", "y"]).groupby("topic_id")[["x", "y"]].median()
    largest = labels[labels["topic_id"].isin(centres.index)].sort_values(["n", "topic_id"], ascending=[False, True])
    clear = _apart(largest["topic_id"], centres, points)
    rows = largest[largest["topic_id"].isin(clear)].set_index("topic_id").join(centres)
    return go.Scatter(
        x=list(rows["x"]),
        y=list(rows["y"]),
        mode="text",
        text=[_short(label) for label in rows["label"]],
        textfont={"size": 12, "color": style.INK, "shadow": style.HALO},
        hoverinfo="skip",
        showlegend=False,
    )


def _apart(order: pd.Series[str], centres: pd.DataFrame, points: pd.DataFrame) -> list[str]:
    """The first topics whose labels would not lie on one another."""
    width, height = (float(points[name].max() - points[name].min()) or 1.0 for name in ("x", "y"))
    at = {str(key): (x / width, y / height) for key, x, y in centres[["x", "y"]].itertuples(name=None)}
    kept: list[str] = []
    for key in order:
        distances = [(abs(at[key][0] - at[other][0]), abs(at[key][1] - at[other][1])) for other in kept]
        if len(kept) < LABELLED and all(dx >= APART[0] or dy >= APART[1] for dx, dy in distances):
            kept.append(key)
    return kept


def _short(label: str) -> str:
    return label if len(label) <= 30 else label[:28].rstrip() + "…"  # noqa: PLR2004


def topic_bars(counts: pd.DataFrame, *, min_group: int) -> go.Figure:
    """Return one bar per topic of the lower level, largest first.

    Args:
        counts: topic_id, label, parent_id, n.
        min_group: Bars that stand for fewer segments are faded.
    """
    parents = set(counts["parent_id"].dropna())
    rows = counts[~counts["topic_id"].isin(parents)].sort_values(["n", "topic_id"], ascending=[False, True]).head(20)
    trace = go.Bar(
        x=list(rows["n"]),
        y=list(rows["topic_id"]),
        orientation="h",
        marker={"color": style.ACCENT, "opacity": [style.THIN if n < min_group else 1 for n in rows["n"]]},
        text=[str(n) for n in rows["n"]],
        textposition="outside",
        cliponaxis=False,
        customdata=[[f"topic:{topic}", label] for topic, label in zip(rows["topic_id"], rows["label"], strict=True)],
        hovertemplate="<b>%{customdata[1]}</b>: %{x}<extra></extra>",
    )
    ticks = {"tickvals": list(rows["topic_id"]), "ticktext": [_short(label) for label in rows["label"]]}
    return style.figure(
        [trace],
        height=60 + 26 * len(rows),
        xaxis=style.axis(tickformat="d", rangemode="tozero"),
        yaxis=style.axis(autorange="reversed", showgrid=False, **ticks),
        margin={"l": 8, "r": 40, "t": 8, "b": 24},
    )
