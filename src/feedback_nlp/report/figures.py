"""All figures of a report, from its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from feedback_nlp import charts, tally
from feedback_nlp.report.embed import in_order
from feedback_nlp.report.strings import Strings
from feedback_nlp.tally import REST, UNKNOWN, Tables

MANY_LEARNERS = 24
"""Above it, the flows show learners by country at first."""
OTHER_CITIES = 12
"""Cities cited without having led that the matrix shows, the most cited ones."""


def figures(
    tables: Tables, *, strings: Strings, min_group: int, silent: set[tuple[str, str, str]] | None = None
) -> dict[str, Any]:
    """Return the figures by name, as plotly's JSON.

    Args:
        tables: All tables of a run, restricted to what the report is about.
        strings: Words of the page.
        min_group: Groups with fewer cases are faded.
        silent: Leads that the whole run does not cite; None where the tables are the whole run.
    """
    cohorts = cohort_labels(tables)
    themes = dict(zip(tables["themes"]["theme_id"], tables["themes"]["label"], strict=True))
    rows = tally.ledger(tables)
    drawn = {
        **_flow_charts(tables, themes, strings),
        "ladder": charts.ladder(
            tally.ladder(rows),
            cohorts={key: cohorts[key] for key in cohorts if key in set(rows["cohort_id"])},
            names={
                rung: strings(f"stage_{rung}" if rung not in {"negated", "already"} else f"status_{rung}")
                for rung in tally.RUNGS
            }
            | {"conditional": strings("status_conditional").lower(), "apart": strings("apart")},
        ),
        "matrix": _matrix(tables, cohorts, strings, silent),
        "themes": _themes(tables, themes, cohorts, min_group),
        "barriers": charts.barriers(
            tally.barriers(rows),
            order=_barrier_order(rows, themes),
            names=themes
            | {UNKNOWN: strings("unknown_theme")}
            | {status: strings(f"status_{status}") for status in ("conditional", "negated")},
        ),
        "topics": _topics(tables, min_group),
    }
    return {name: json.loads(figure.to_json()) for name, figure in drawn.items()}


def cohort_labels(tables: Tables) -> dict[str, str]:
    """Return the label of each cohort that has testimonials, in the order of their start."""
    ordered = in_order(tables["cohorts"])
    present = set(tables["testimonials"]["cohort_id"])
    pairs = zip(ordered["cohort_id"], ordered["label"], strict=True)
    return {key: label for key, label in pairs if key in present}


def learner_level(tables: Tables) -> tally.Level:
    """Return whether the flows show learners by city or, where they are many, by country."""
    return "country" if tables["testimonials"]["learner_city_id"].nunique() > MANY_LEARNERS else "city"


def _flow_charts(tables: Tables, themes: Mapping[str, str], strings: Strings) -> dict[str, go.Figure]:
    took = tally.taken(tally.ledger(tables))
    cities = tables["cities"]
    countries = set(tables["testimonials"]["learner_country"].dropna())
    names = {
        UNKNOWN: strings("unknown"),
        REST: strings("others"),
        **dict(zip(cities["city_id"], cities["name"], strict=True)),
        **themes,
        **{code: strings.country(code) for code in countries},
    }
    words = {
        "gave": strings("gave"),
        "took": strings("took"),
        "sources": strings("sources"),
        "learners": strings("learners"),
    }
    flows = tally.theme_flows(took, level=learner_level(tables))
    return {
        "sankey": charts.sankey(
            flows, names=names, themes=list(themes), heads=[strings(key) for key in ("source", "theme", "learner")]
        ),
        "map": charts.flow_map(tally.city_flows(took), tally.city_totals(took), cities=cities, words=words),
    }


def _matrix(
    tables: Tables, cohorts: Mapping[str, str], strings: Strings, silent: set[tuple[str, str, str]] | None
) -> go.Figure:
    cells = tally.expected_observed(tables, silent=silent)
    sessions = tables["sessions"]
    rows, labels = [], {}
    for cohort, cohort_label in cohorts.items():
        own = sessions[sessions["cohort_id"] == cohort]
        if len(cohorts) > 1:
            rows.append((cohort, ""))
            labels[f"{cohort}|"] = f"<b>{cohort_label}</b>"
        listed = [*zip(own["session_id"], own["label"], strict=True)]
        if ((cells["cohort_id"] == cohort) & (cells["session_id"] == UNKNOWN)).any():
            listed.append((UNKNOWN, strings("unknown_session")))
        for session, label in listed:
            rows.append((cohort, session))
            labels[f"{cohort}|{session}"] = _short(label)
    ordered = sessions[["session_id"]].merge(tables["session_leads"], on="session_id")
    leads = list(ordered["city_id"].drop_duplicates())
    others = cells[~cells["city_id"].isin(leads)].groupby("city_id")["n"].sum().rename("n").reset_index()
    extra = others.sort_values(["n", "city_id"], ascending=[False, True])["city_id"].head(OTHER_CITIES)
    names = dict(zip(tables["cities"]["city_id"], tables["cities"]["name"], strict=True))
    words = {state: strings(f"state_{state}") for state in (*tally.STATES, "none")}
    return charts.matrix(cells, rows=rows, columns=[*leads, *extra], labels=labels | names, words=words)


def _short(label: str) -> str:
    return label if len(label) <= 44 else label[:42].rstrip() + "…"  # noqa: PLR2004


def _themes(tables: Tables, themes: Mapping[str, str], cohorts: Mapping[str, str], min_group: int) -> go.Figure:
    counts = tally.themes_by_cohort(tables)
    sums = counts.groupby("theme_id")["n"].sum()
    order = sorted(themes, key=lambda theme: (-int(sums.get(theme, 0)), theme))
    return charts.themes(counts, order=order, cohorts=cohorts, names=themes, min_group=min_group)


def _barrier_order(rows: Any, themes: Mapping[str, str]) -> list[str]:
    counts = tally.barriers(rows).groupby("theme_id")["n"].sum()
    keys = [*themes, UNKNOWN]
    return sorted((key for key in keys if key in counts.index), key=lambda theme: (-int(counts[theme]), theme))


def _topics(tables: Tables, min_group: int) -> go.Figure:
    counts, points = tally.topic_counts(tables), tally.topic_points(tables)
    if not points["x"].notna().any():
        return charts.topic_bars(counts, min_group=min_group)
    parents = set(counts["parent_id"].dropna())
    lower = counts[~counts["topic_id"].isin(parents)]
    coloured = lower if len(lower) <= charts.HUES else counts[counts["parent_id"].isna()]
    names = dict(zip(coloured["topic_id"], coloured["label"], strict=True))
    return charts.topic_map(points, order=list(names), names=names, labels=lower)
