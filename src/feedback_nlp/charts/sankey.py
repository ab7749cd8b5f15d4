"""Sankey diagram: source city → theme → learner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style


def sankey(flows: pd.DataFrame, *, names: Mapping[str, str], themes: Sequence[str], heads: Sequence[str]) -> go.Figure:
    """Return the flows as bands, coloured by theme.

    Args:
        flows: side (`given` or `taken`), origin, target, n, as `tally.theme_flows` returns them.
        names: Label of every key that occurs.
        themes: Theme ids in the order of the codebook.
        heads: Names of the three columns.
    """
    given, taken = (flows[flows["side"] == side] for side in ("given", "taken"))
    sources = _by_size(given, "origin")
    used = [key for key in (*themes, "?") if key in set(given["target"])]
    learners = _by_size(taken, "target")
    keys = [("source", k) for k in sources] + [("theme", k) for k in used] + [("learner", k) for k in learners]
    at = {key: number for number, key in enumerate(keys)}
    hues = style.colours(themes)
    link = {
        "source": [at["source", k] for k in given["origin"]] + [at["theme", k] for k in taken["origin"]],
        "target": [at["theme", k] for k in given["target"]] + [at["learner", k] for k in taken["target"]],
        "value": [*given["n"], *taken["n"]],
        "color": [style.faded(hues[k], 0.38) for k in (*given["target"], *taken["origin"])],
        "customdata": [
            f"flow:{side}|{origin}|{target}"
            for part in (given, taken)
            for side, origin, target in zip(part["side"], part["origin"], part["target"], strict=True)
        ],
    }
    node = {
        "label": [names[key] for _, key in keys],
        "color": [hues[key] if kind == "theme" else style.GREY for kind, key in keys],
        "customdata": [f"{kind}:{key}" for kind, key in keys],
        "pad": 12,
        "thickness": 14,
        "line": {"width": 0},
    }
    trace = go.Sankey(
        node=node | {"hovertemplate": "%{label}: %{value}<extra></extra>"},
        link=link | {"hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>"},
        arrangement="fixed",
        valueformat="d",
        textfont={"color": style.INK, "size": 13, "shadow": "none"},
    )
    return style.figure(
        [trace],
        height=580,
        margin={"l": 4, "r": 4, "t": 30, "b": 6},
        annotations=[_head(*pair) for pair in enumerate(heads)],
    )


def _head(number: int, text: str) -> dict[str, Any]:
    return {
        "x": number / 2,
        "y": 1,
        "yshift": 10,
        "xref": "paper",
        "yref": "paper",
        "xanchor": ("left", "center", "right")[number],
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
        "font": {"color": style.SOFT_INK, "size": 12},
    }


def _by_size(flows: pd.DataFrame, end: str) -> list[str]:
    totals = flows.groupby(end)["n"].sum().rename("n").rename_axis("key").reset_index()
    rank = totals.assign(last=totals["key"].isin(["?", "+"]))
    return list(rank.sort_values(["last", "n", "key"], ascending=[True, False, True])["key"])
