"""Topics: a map of segments, or bars where topics were made without a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

MOST_POINTS = 1500
"""More points than this slow the page and add nothing to the eye; every k-th is drawn."""
LABELLED = 14


def drawn(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points that a map shows: all, or every k-th in the order of their ids."""
    placed = points.dropna(subset=["x", "y"]).sort_values("segment_id")
    return placed.iloc[:: -(-len(placed) // MOST_POINTS) or 1]


def topic_map(
    points: pd.DataFrame, *, order: Sequence[str], names: Mapping[str, str], labels: pd.DataFrame
) -> go.Figure:
    """Return segments as points, one colour per topic of the upper level.

    Args:
        points: segment_id, topic_id, parent_id, x, y.
        order: Topic ids of the upper level, which give colours and legend.
        names: Label of each of them.
        labels: topic_id, label, n of the lower level; the largest are written on the map.
    """
    shown = drawn(points)
    group = shown["parent_id"].fillna(shown["topic_id"])
    hues = style.colours(order)
    text = labels.set_index("topic_id")["label"]
    traces = []
    for key in order:
        own = shown[group == key]
        traces.append(
            go.Scatter(
                x=list(own["x"]),
                y=list(own["y"]),
                mode="markers",
                name=names[key],
                marker={"size": 7, "color": hues[key], "opacity": 0.72, "line": {"width": 0}},
                customdata=[
                    [f"segment:{s}", text.get(t, "")] for s, t in zip(own["segment_id"], own["topic_id"], strict=True)
                ],
                hovertemplate="%{customdata[1]}<extra></extra>",
            )
        )
    traces.append(_written(points, labels))
    bare = {"visible": False, "fixedrange": True}
    return style.figure(
        traces,
        height=520,
        xaxis=bare,
        yaxis=bare,
        showlegend=False,
        hovermode="closest",
    )


def _written(points: pd.DataFrame, labels: pd.DataFrame) -> go.Scatter:
    centres = points.dropna(subset=["x", "y"]).groupby("topic_id")[["x", "y"]].median()
    largest = labels[labels["topic_id"].isin(centres.index)].sort_values(["n", "topic_id"], ascending=[False, True])
    rows = largest.head(LABELLED).set_index("topic_id").join(centres)
    return go.Scatter(
        x=list(rows["x"]),
        y=list(rows["y"]),
        mode="text",
        text=[_short(label) for label in rows["label"]],
        textfont={"size": 12, "color": style.INK, "shadow": style.HALO},
        hoverinfo="skip",
        showlegend=False,
    )


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
