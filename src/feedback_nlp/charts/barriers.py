"""What stands in the way: conditions and decisions against, by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

COLUMNS = ("theme_id", "status", "n", "total")
HUES = {"conditional": "#d9a441", "negated": style.WARM}


def barriers(counts: pd.DataFrame, *, order: Sequence[str], names: Mapping[str, str]) -> go.Figure:
    """Return horizontal stacked bars, one row per theme.

    Args:
        counts: theme_id, status, n, total, as `tally.barriers` returns them.
        order: Theme ids from top to bottom.
        names: Label of each theme and of both statuses.
    """
    found = {
        (theme, status): (int(n), int(total))
        for theme, status, n, total in zip(*(counts[name] for name in COLUMNS), strict=True)
    }
    traces = [_bar(found, status, order, names) for status in HUES]
    return style.figure(
        traces,
        height=80 + 34 * len(order),
        barmode="stack",
        bargap=0.35,
        xaxis=style.axis(tickformat="d", rangemode="tozero"),
        yaxis=style.categories(order, names),
        margin={"l": 8, "r": 12, "t": 34, "b": 24},
    )


def _bar(
    found: Mapping[tuple[str, str], tuple[int, int]], status: str, order: Sequence[str], names: Mapping[str, str]
) -> go.Bar:
    values = [found.get((theme, status), (0, 0)) for theme in order]
    return go.Bar(
        x=[n for n, _ in values],
        y=list(order),
        orientation="h",
        name=names[status],
        marker={"color": HUES[status]},
        text=[str(n or "") for n, _ in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": "#1d2a31", "size": 12},
        customdata=[
            [f"barrier:{theme}|{status}", names[theme], style.share(n, total)]
            for theme, (n, total) in zip(order, values, strict=True)
        ],
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{names[status]}: %{{customdata[2]}}<extra></extra>",
    )
