"""Learning ladder: how far learning got, by cohort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

RUNGS = ("negated", "already", " ", "heard", "understood", "intends", "trialling", "embedded")
"""From bottom to top; the blank keeps what is no rung apart."""
PARTS = ("affirmed", "conditional", "apart")
OPACITY = {"conditional": 0.3, "apart": 0.45}


def ladder(counts: pd.DataFrame, *, cohorts: Mapping[str, str], names: Mapping[str, str]) -> go.Figure:
    """Return horizontal bars, one row per rung, one bar per cohort, conditions in a lighter tone.

    Args:
        counts: cohort_id, rung, part, n, total, as `tally.ladder` returns them.
        cohorts: Label of each cohort, in their order.
        names: Label of each rung, of the part `conditional` and of `apart`, the row between the rungs and the rest.
    """
    traces = []
    for number, (cohort, label) in enumerate(reversed(list(cohorts.items()))):
        colour = style.COHORTS[(len(cohorts) - 1 - number) % len(style.COHORTS)]
        rank = 2 * (len(cohorts) - number)
        traces += [_bar(counts, (cohort, label), part, colour, names, rank + i) for i, part in enumerate(PARTS)]
    return style.figure(
        traces,
        height=150 + 46 * (len(RUNGS) - 1) * max(len(cohorts), 1) ** 0.55,
        barmode="stack",
        bargap=0.28,
        xaxis=style.axis(tickformat="d", rangemode="tozero", side="bottom"),
        yaxis=style.axis(
            categoryorder="array",
            categoryarray=list(RUNGS),
            tickvals=list(RUNGS),
            ticktext=[names[rung] if rung.strip() else f"<i>{names['apart']}</i>" for rung in RUNGS],
            showgrid=False,
            range=[-0.6, len(RUNGS) - 0.4],
        ),
        margin={"l": 8, "r": 12, "t": 34, "b": 24},
    )


def _bar(
    counts: pd.DataFrame, of: tuple[str, str], part: str, colour: str, names: Mapping[str, str], rank: int
) -> go.Bar:
    cohort, label = of
    own = counts[(counts["cohort_id"] == cohort) & (counts["part"] == part)].set_index("rung")
    rungs: Sequence[str] = [rung for rung in RUNGS if (rung in {"negated", "already"}) == (part == "apart")]
    rungs = [rung for rung in rungs if rung.strip()]
    n = [int(own["n"].get(rung, 0)) for rung in rungs]
    total = int(counts.loc[counts["cohort_id"] == cohort, "total"].max()) if len(own) else 0
    conditional = part == "conditional"
    return go.Bar(
        x=[value or None for value in n],
        y=list(rungs),
        orientation="h",
        name=f"{label}, {names['conditional']}" if conditional else label,
        legendgroup=cohort,
        showlegend=part != "apart",
        legendrank=rank,
        offsetgroup=cohort,
        text=[str(value) if value else "" for value in n],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": "#ffffff" if part == "affirmed" else style.INK, "size": 12},
        customdata=[
            [f"ladder:{cohort}|{rung}|{part}", names[rung], style.share(n[i], total)] for i, rung in enumerate(rungs)
        ],
        marker={
            "color": style.faded(colour, OPACITY[part]) if part in OPACITY else colour,
            "line": {"width": 1.2 if conditional else 0, "color": colour},
        },
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{label}: %{{customdata[2]}}<extra></extra>",
    )
