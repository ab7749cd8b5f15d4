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
    used = [key for key in (*themes, "?") if key in set(given["target"])]
    columns = {"source": _by_size(given, "origin"), "theme": used, "learner": _by_size(taken, "target")}
    nodes = [(kind, key) for kind, keys in columns.items() for key in keys]
    hues = style.colours(themes)
    trace = go.Sankey(
        node={
            "label": [names[key] for _, key in nodes],
            "color": [hues[key] if kind == "theme" else style.GREY for kind, key in nodes],
            "customdata": [f"{kind}:{key}" for kind, key in nodes],
            "pad": 12,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label}: %{value}<extra></extra>",
        },
        link=_links(given, taken, nodes, hues),
        arrangement="fixed",
        valueformat="d",
        textfont={"color": style.INK, "size": 13, "shadow": "none"},
    )
    return style.figure(
        [trace],
        height=min(580, 150 + 30 * max(len(keys) for keys in columns.values())),
        margin={"l": 4, "r": 4, "t": 30, "b": 6},
        annotations=[_head(*pair) for pair in enumerate(heads)],
    )


def _links(
    given: pd.DataFrame, taken: pd.DataFrame, nodes: Sequence[tuple[str, str]], hues: Mapping[str, str]
) -> dict[str, Any]:
    at = {node: number for number, node in enumerate(nodes)}
    return {
        "source": [at["source", k] for k in given["origin"]] + [at["theme", k] for k in taken["origin"]],
        "target": [at["theme", k] for k in given["target"]] + [at["learner", k] for k in taken["target"]],
        "value": [*given["n"], *taken["n"]],
        "color": [style.faded(hues[k], 0.38) for k in (*given["target"], *taken["origin"])],
        "customdata": [
            f"flow:{side}|{origin}|{target}"
            for part in (given, taken)
            for side, origin, target in zip(part["side"], part["origin"], part["target"], strict=True)
        ],
        "hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>",
    }


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
