"""Colours and layout that all charts share.

The page exchanges inks, accent, grid, land, border and halo for those of its dark mode; the rest stands on both.
Hues are Paul Tol's `muted` scheme (SRON/EPS/TN/09-002), which colour-blind readers can tell apart, evened in lightness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

INK = "#22313a"
SOFT_INK = "#5b6b73"
GRID = "#e3e7e6"
LAND = "#e9eeeb"
BORDER = "#c4cecb"
HALO = "0 0 3px #ffffff, 0 0 5px #ffffff"
ACCENT = "#12776f"
ACCENT_LIGHT = "#8fc7bf"
WARM = "#c2603a"
GREY = "#98a3a8"
CYCLE = (
    "#c96a78",
    "#a3973a",
    "#a65a9c",
    "#d0a63c",
    "#6f66c9",
    "#3fa394",
    "#3b8452",
    "#4f9fc8",
    "#8d5a3b",
    "#9a3f68",
)
"""Hues of themes and topics, in the order of the codebook."""
HUES = len(CYCLE)
COHORTS = ("#2f6f9f", "#ad6118", "#3b8452", "#8a5aa8", "#8a8f3a")
FONT = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
THIN = 0.4
"""Opacity of marks that stand for fewer cases than the smallest group that may be read."""


def colours(keys: Sequence[str]) -> dict[str, str]:
    """Return a colour for each key, in order, grey for "?" and "+"."""
    return {key: CYCLE[number % len(CYCLE)] for number, key in enumerate(keys)} | {"?": GREY, "+": GREY}


def faded(colour: str, opacity: float) -> str:
    """Return a `#rrggbb` colour as `rgba(…)`."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def percent(share: float) -> int:
    """Return a share as whole per cent, halves upwards, as the page's script rounds."""
    return int(100 * share + 0.5)


def share(n: int, total: int) -> str:
    """Return a number with what it is part of and the percentage, "0" for none."""
    return f"{n} / {total} ({percent(n / total)} %)" if n else "0"


def figure(traces: Sequence[Any], **layout: Any) -> go.Figure:
    """Return a figure in the report's style.

    Args:
        traces: Plotly traces.
        **layout: Layout properties that differ from the shared ones.
    """
    shared: dict[str, Any] = {
        "template": "none",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": INK},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {"bgcolor": "#22313a", "bordercolor": "#22313a", "font": {"color": "#ffffff", "size": 13}},
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "traceorder": "normal"},
    }
    return go.Figure(data=list(traces), layout=shared | layout)


def axis(**properties: Any) -> dict[str, Any]:
    """Return an axis with a light grid and neither line nor zero line."""
    shared = {
        "gridcolor": GRID,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
        "ticklabelstandoff": 6,
        "tickfont": {"color": INK},
    }
    return shared | properties


def categories(order: Sequence[str], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a vertical axis of categories.

    Args:
        order: Keys from top to bottom.
        names: Label of each key.
    """
    return axis(
        categoryorder="array",
        categoryarray=list(reversed(order)),
        tickvals=list(order),
        ticktext=[names[key] for key in order],
        showgrid=False,
    )
