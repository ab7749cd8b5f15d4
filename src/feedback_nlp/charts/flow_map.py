"""Map of Europe with a line from each source to each learner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import degrees, log, pi, radians, sqrt, tan
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from feedback_nlp.charts import style

WIDTHS = ((1, 1.1), (2, 2.2), (4, 4.0))
"""Smallest number of transfers of each band of lines, and its width in pixels."""
LABELLED = 10
APART = (5.0, 1.6)
"""Degrees east and north that two labels must be apart, or the smaller city goes without."""
ASPECT = 1.15
EUROPE = {"lon": (-25.0, 45.0), "lat": (33.0, 71.5)}


def flow_map(flows: pd.DataFrame, totals: pd.DataFrame, *, cities: pd.DataFrame, words: Mapping[str, str]) -> go.Figure:
    """Return the map: lines in three widths, lines pointed at, learners, sources.

    Args:
        flows: source_city_id, learner_city_id, n.
        totals: city_id, given, taken.
        cities: city_id, name, lat, lon; cities without coordinates are not drawn.
        words: `gave`, `took`, `sources` and `learners` in the language of the page.
    """
    placed = cities.dropna(subset=["lat", "lon"]).set_index("city_id")
    known = totals[totals["city_id"].isin(placed.index)].set_index("city_id")
    traces = [_lines(band, width, placed) for band, (_, width) in zip(_bands(flows), WIDTHS, strict=True)]
    traces.append(_pointed())
    traces.append(_learners(_markers(known[known["taken"] > 0]["taken"], placed), words))
    labels = _labels(known["given"], placed)
    traces.append(_sources(_markers(known[known["given"] > 0]["given"], placed), labels, words))
    return style.figure(traces, height=600, geo=_geo(placed.loc[known.index]), margin={"l": 0, "r": 0, "t": 30, "b": 0})


def _pointed() -> go.Scattergeo:
    """Flows that the reader points at in another chart; none at first."""
    line = {"width": 2.6, "color": style.WARM}
    return go.Scattergeo(lon=[], lat=[], mode="lines", line=line, opacity=0.95, hoverinfo="skip", showlegend=False)


def _learners(markers: dict[str, list[Any]], words: Mapping[str, str]) -> go.Scattergeo:
    return go.Scattergeo(
        markers,
        name=words["learners"],
        mode="markers",
        marker={"color": style.WARM, "size": 5, "opacity": 0.75, "line": {"width": 0}},
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{words['took']}: %{{customdata[2]}}<extra></extra>",
    )


def _sources(markers: dict[str, list[Any]], labels: Mapping[str, str], words: Mapping[str, str]) -> go.Scattergeo:
    return go.Scattergeo(
        markers,
        name=words["sources"],
        mode="markers+text",
        text=[labels.get(row[0].removeprefix("city:"), "") for row in markers["customdata"]],
        textposition="top center",
        textfont={"size": 12, "color": style.INK, "shadow": style.HALO},
        marker={
            "color": style.ACCENT,
            "opacity": 0.88,
            "size": [7 + 3.2 * sqrt(row[2]) for row in markers["customdata"]],
            "line": {"width": 1, "color": "#ffffff"},
        },
        hovertemplate=f"<b>%{{customdata[1]}}</b><br>{words['gave']}: %{{customdata[2]}}<extra></extra>",
    )


def _bands(flows: pd.DataFrame) -> list[pd.DataFrame]:
    floors = [floor for floor, _ in WIDTHS]
    ceilings = [*floors[1:], None]
    return [
        flows[(flows["n"] >= low) & (flows["n"] < high)] if high else flows[flows["n"] >= low]
        for low, high in zip(floors, ceilings, strict=True)
    ]


def _lines(band: pd.DataFrame, width: float, placed: pd.DataFrame) -> go.Scattergeo:
    at = {str(key): (float(lon), float(lat)) for key, lon, lat in placed[["lon", "lat"]].itertuples(name=None)}
    lon: list[float | None] = []
    lat: list[float | None] = []
    for source, learner in zip(band["source_city_id"], band["learner_city_id"], strict=True):
        if source in at and learner in at:
            lon += [at[source][0], at[learner][0], None]
            lat += [at[source][1], at[learner][1], None]
    return go.Scattergeo(
        lon=lon,
        lat=lat,
        mode="lines",
        line={"width": width, "color": style.ACCENT},
        opacity=0.28,
        hoverinfo="skip",
        showlegend=False,
    )


def _markers(counts: pd.Series[int], placed: pd.DataFrame) -> dict[str, list[Any]]:
    rows = placed.loc[counts.index]
    return {
        "lon": list(rows["lon"]),
        "lat": list(rows["lat"]),
        "customdata": [
            [f"city:{city}", name, int(n)] for city, name, n in zip(counts.index, rows["name"], counts, strict=True)
        ],
    }


def _labels(given: pd.Series[int], placed: pd.DataFrame) -> dict[str, str]:
    frame = given[given > 0].rename("n").rename_axis("city_id").reset_index()
    largest = frame.sort_values(["n", "city_id"], ascending=[False, True])["city_id"]
    rows = placed.loc[largest, ["name", "lon", "lat"]]
    kept: dict[str, tuple[str, float, float]] = {}
    for key, name, lon, lat in rows.itertuples(name=None):
        clear = all(abs(lon - x) >= APART[0] or abs(lat - y) >= APART[1] for _, x, y in kept.values())
        if clear and len(kept) < LABELLED:
            kept[str(key)] = (str(name), float(lon), float(lat))
    return {key: name for key, (name, _, _) in kept.items()}


def _geo(rows: pd.DataFrame) -> dict[str, Any]:
    lon, lat = _range(list(rows["lon"]), EUROPE["lon"]), _range(list(rows["lat"]), EUROPE["lat"])
    return {
        "scope": "europe",
        "resolution": 50,
        "projection": {"type": "mercator"},
        "fitbounds": False,
        "lonaxis": {"range": _widened(lon, lat)},
        "lataxis": {"range": lat},
        "showland": True,
        "landcolor": style.LAND,
        "showcountries": True,
        "countrycolor": style.BORDER,
        "countrywidth": 0.7,
        "showcoastlines": False,
        "showframe": False,
        "showlakes": False,
        "bgcolor": "rgba(0,0,0,0)",
    }


def _range(values: Sequence[float], limits: tuple[float, float]) -> list[float]:
    inside = [float(value) for value in values if limits[0] <= value <= limits[1]]
    if not inside:
        return list(limits)
    pad = 2.5
    return [max(min(inside) - pad, limits[0]), min(max(inside) + 1.5 * pad, limits[1])]


def _widened(lon: Sequence[float], lat: Sequence[float]) -> list[float]:
    """Enough of the east and west for the map to fill its box instead of standing in it as a strip."""
    low, high = (degrees(log(tan(pi / 4 + radians(value) / 2))) for value in lat)
    missing = max((high - low) * ASPECT - (lon[1] - lon[0]), 0) / 2
    return [lon[0] - missing, lon[1] + missing]
