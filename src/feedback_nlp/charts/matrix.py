"""Expected against observed: sessions down, cities across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

CODES = {"unplanned": 1, "silent": 2, "unstated": 3, "cited": 4, "outside": 5}
COLOURS = ("rgba(130,145,150,0.10)", "#b9d3e6", "#e9b79f", "#d8e7d2", style.ACCENT_LIGHT, "rgba(130,145,150,0.26)")
"""No citation; then in the order of the codes."""


def matrix(
    cells: pd.DataFrame,
    *,
    rows: Sequence[tuple[str, str]],
    columns: Sequence[str],
    labels: Mapping[str, str],
    words: Mapping[str, str],
) -> go.Figure:
    """Return the matrix as a heat map of states, with the number of testimonials in each cell.

    Args:
        cells: cohort_id, session_id, city_id, n, state, as `tally.expected_observed` returns them.
        rows: Pairs of cohort id and session id, from top to bottom; an empty session id is a row that only heads.
        columns: City ids from left to right.
        labels: Label of every `cohort|session` and every city.
        words: Each state and `none`, in the language of the page.
    """
    values = zip(*(cells[name] for name in ("cohort_id", "session_id", "city_id", "n", "state")), strict=True)
    found = {(cohort, session, city): (int(n), str(state)) for cohort, session, city, n, state in values}
    grid = [[found.get((*row, city), (0, "none")) for city in columns] for row in rows]
    keys = ["|".join(row) for row in rows]
    trace = _heatmap(grid, [bool(session) for _, session in rows]).update(
        x=list(columns),
        y=keys,
        customdata=[
            [
                [f"cell:{key}|{city}", labels[key], labels[city], words[state]]
                for city, (_, state) in zip(columns, line, strict=True)
            ]
            for key, line in zip(keys, grid, strict=True)
        ],
    )
    across = {"tickvals": list(columns), "ticktext": [labels[city] for city in columns]}
    down = {"tickvals": keys, "ticktext": [labels[key] for key in keys]}
    return style.figure(
        [trace],
        height=110 + 32 * len(rows),
        xaxis=style.axis(side="top", tickangle=-50, showgrid=False, **across),
        yaxis=style.axis(autorange="reversed", showgrid=False, **down),
    )


def _heatmap(grid: Sequence[Sequence[tuple[int, str]]], drawn: Sequence[bool]) -> go.Heatmap:
    return go.Heatmap(
        z=[
            [CODES.get(state, 0) if shown else None for _, state in line]
            for line, shown in zip(grid, drawn, strict=True)
        ],
        text=[["0" if state == "silent" else str(n or "") for n, state in line] for line in grid],
        texttemplate="%{text}",
        textfont={"color": "#1d2a31", "size": 13},
        hoverongaps=False,
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}: %{customdata[3]} (%{text})<extra></extra>",
        zmin=-0.5,
        zmax=len(COLOURS) - 0.5,
        colorscale=_steps(),
        showscale=False,
        xgap=3,
        ygap=3,
    )


def _steps() -> list[list[object]]:
    share = 1 / len(COLOURS)
    return [[at, colour] for i, colour in enumerate(COLOURS) for at in (i * share, (i + 1) * share)]
