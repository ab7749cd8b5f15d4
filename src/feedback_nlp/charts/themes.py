"""Themes by cohort: the share of testimonials about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style


def themes(
    counts: pd.DataFrame,
    *,
    order: Sequence[str],
    cohorts: Mapping[str, str],
    names: Mapping[str, str],
    min_group: int,
) -> go.Figure:
    """Return horizontal bars, one row per theme, one bar per cohort.

    Args:
        counts: cohort_id, theme_id, n, total, share, as `tally.themes_by_cohort` returns them.
        order: Theme ids from top to bottom.
        cohorts: Label of each cohort, in their order.
        names: Label of each theme.
        min_group: Bars that stand for fewer testimonials are faded.
    """
    found = {
        (cohort, theme): (int(n), float(share))
        for cohort, theme, n, share in counts[["cohort_id", "theme_id", "n", "share"]].itertuples(
            index=False, name=None
        )
    }
    traces = []
    for number, (cohort, label) in enumerate(reversed(list(cohorts.items()))):
        rows = [found.get((cohort, theme), (0, 0.0)) for theme in order]
        n, share = [value for value, _ in rows], [part for _, part in rows]
        traces.append(
            go.Bar(
                x=share,
                y=list(order),
                orientation="h",
                name=label,
                legendrank=len(cohorts) - number,
                marker={
                    "color": style.COHORTS[(len(cohorts) - 1 - number) % len(style.COHORTS)],
                    "opacity": [style.THIN if value < min_group else 1 for value in n],
                },
                text=[f"{style.percent(part)} % ({value})" for part, value in zip(share, n, strict=True)],
                textposition="outside",
                cliponaxis=False,
                textfont={"size": 12, "color": style.SOFT_INK},
                customdata=[[f"about:{cohort}|{theme}", names[theme]] for theme in order],
                hovertemplate=f"<b>%{{customdata[1]}}</b><br>{label}: %{{text}}<extra></extra>",
            )
        )
    return style.figure(
        traces,
        height=70 + len(order) * (16 + 20 * max(len(cohorts), 1)),
        barmode="group",
        bargap=0.3,
        bargroupgap=0.08,
        xaxis=style.axis(tickformat=".0%", rangemode="tozero"),
        yaxis=style.axis(
            categoryorder="array",
            categoryarray=list(reversed(order)),
            tickvals=list(order),
            ticktext=[names[theme] for theme in order],
            showgrid=False,
        ),
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
        margin={"l": 8, "r": 70, "t": 34, "b": 24},
    )
