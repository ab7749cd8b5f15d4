"""What stands in the way: conditions and decisions against, by theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

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
        for theme, status, n, total in counts[["theme_id", "status", "n", "total"]].itertuples(index=False, name=None)
    }
    traces = []
    for status, colour in HUES.items():
        rows = [found.get((theme, status), (0, 0)) for theme in order]
        n, of = [value for value, _ in rows], [total for _, total in rows]
        traces.append(
            go.Bar(
                x=n,
                y=list(order),
                orientation="h",
                name=names[status],
                marker={"color": colour},
                text=[str(value or "") for value in n],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"color": "#1d2a31", "size": 12},
                customdata=[
                    [f"barrier:{theme}|{status}", names[theme], style.share(value, total)]
                    for theme, value, total in zip(order, n, of, strict=True)
                ],
                hovertemplate=f"<b>%{{customdata[1]}}</b><br>{names[status]}: %{{customdata[2]}}<extra></extra>",
            )
        )
    return style.figure(
        traces,
        height=80 + 34 * len(order),
        barmode="stack",
        bargap=0.35,
        xaxis=style.axis(tickformat="d", rangemode="tozero"),
        yaxis=style.axis(
            categoryorder="array",
            categoryarray=list(reversed(order)),
            tickvals=list(order),
            ticktext=[names[theme] for theme in order],
            showgrid=False,
        ),
        margin={"l": 8, "r": 12, "t": 34, "b": 24},
    )
