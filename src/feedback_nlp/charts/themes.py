"""Themes by cohort: the share of testimonials about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

COLUMNS = ("cohort_id", "theme_id", "n", "share")


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
        for cohort, theme, n, share in zip(*(counts[name] for name in COLUMNS), strict=True)
    }
    traces = []
    for number, cohort in reversed(list(enumerate(cohorts))):
        values = [found.get((cohort, theme), (0, 0.0)) for theme in order]
        keys = [[f"about:{cohort}|{theme}", names[theme]] for theme in order]
        traces.append(
            _bar(values, keys, label=cohorts[cohort], number=number, min_group=min_group).update(y=list(order))
        )
    return style.figure(
        traces,
        height=70 + len(order) * (16 + 20 * max(len(cohorts), 1)),
        barmode="group",
        bargap=0.3,
        bargroupgap=0.08,
        xaxis=style.axis(tickformat=".0%", rangemode="tozero"),
        yaxis=style.categories(order, names),
        margin={"l": 8, "r": 70, "t": 34, "b": 24},
    )


def _bar(
    values: Sequence[tuple[int, float]], keys: list[list[str]], *, label: str, number: int, min_group: int
) -> go.Bar:
    return go.Bar(
        x=[share for _, share in values],
        orientation="h",
        name=label,
        legendrank=number + 1,
        marker={
            "color": style.COHORTS[number % len(style.COHORTS)],
            "opacity": [style.THIN if n < min_group else 1 for n, _ in values],
        },
        text=[f"{style.percent(share)} % ({n})" for n, share in values],
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 12, "color": style.SOFT_INK},
        customdata=keys,
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{label}: %{{text}}<extra></extra>",
    )
