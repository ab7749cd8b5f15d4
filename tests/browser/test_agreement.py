"""The page's script counts as `tally` does, and draws what `charts` draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page

from feedback_nlp import tally
from feedback_nlp.records import STAGES, STATUSES
from feedback_nlp.tally import Selection

pytestmark = pytest.mark.browser
SELECTIONS: tuple[dict[str, str], ...] = (
    {},
    {"cohort": "2025-2"},
    {"phase": "2024-1/3"},
    {"session": "s5"},
    {"session": "?"},
    {"theme": "energy", "stage": "intends"},
    {"status": "negated"},
    {"country": "PT"},
    {"country": "?"},
    {"source": "?"},
    {"text": "TRUȘENI"},
    {"text": "council", "cohort": "2024-1"},
    {"text": "nothing says this"},
)


@pytest.fixture(scope="module")
def source(tables: dict[str, pd.DataFrame]) -> str:
    """Id of a city that many cite."""
    return str(tables["transfers"]["source_city_id"].value_counts().index[0])


def _tuples(frame: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return [list(row) for row in frame[list(columns)].itertuples(index=False, name=None)]


SCRIPT = """filter => {
  const view = select(filter);
  const rows = (list, ...names) => list.map((row) => names.map((name) => row[name]));
  return {
    counts: keyCounts(view),
    country: rows(themeFlows(view.took, "country"), "side", "origin", "target", "n"),
    city: rows(themeFlows(view.took, "city"), "side", "origin", "target", "n"),
    flows: rows(cityFlows(view.took), "source", "learner", "n"),
    totals: rows(cityTotals(view.took), "city", "given", "taken"),
    ladder: rows(ladder(view.transfers), "cohort", "rung", "part", "n", "total"),
    measures: travellingMeasures(view.transfers).map((m) =>
      [m.group, m.nTransfers, m.nTestimonials, m.learners, m.sources, m.themes, m.stages, m.statuses]),
    matrix: rows(expectedObserved(view), "cohort", "session", "city", "n", "state"),
    themes: rows(themesByCohort(view), "cohort", "theme", "n", "total"),
    fresh: rows(newMeasures(view), "cohort", "theme", "group"),
    topics: rows(topicCounts(view), "topic", "n", "nTestimonials"),
    barriers: rows(barriers(view.transfers), "theme", "status", "n", "total"),
  };
}"""


def _expected(tables: dict[str, pd.DataFrame], asked: dict[str, str]) -> dict[str, Any]:
    kept = tally.select(tables, Selection(**asked))
    rows = tally.ledger(kept)
    took = rows if "status" in asked else tally.taken(rows)
    flow = ("side", "origin", "target", "n")
    return {
        "counts": tally.key_counts(kept),
        "country": _tuples(tally.theme_flows(took, level="country"), *flow),
        "city": _tuples(tally.theme_flows(took, level="city"), *flow),
        "flows": _tuples(tally.city_flows(took), "source_city_id", "learner_city_id", "n"),
        "totals": _tuples(tally.city_totals(took), "city_id", "given", "taken"),
        "ladder": _tuples(tally.ladder(rows), "cohort_id", "rung", "part", "n", "total"),
        "measures": [_measure(row) for row in tally.travelling_measures(kept).to_dict("records")],
        "matrix": _tuples(
            tally.expected_observed(kept, silent=tally.silent_leads(tables)),
            "cohort_id",
            "session_id",
            "city_id",
            "n",
            "state",
        ),
        "themes": _tuples(tally.themes_by_cohort(kept), "cohort_id", "theme_id", "n", "total"),
        "fresh": _tuples(tally.new_measures(kept), "cohort_id", "theme_id", "measure_group_id"),
        "topics": _tuples(tally.topic_counts(kept), "topic_id", "n", "n_testimonials"),
        "barriers": _tuples(tally.barriers(rows), "theme_id", "status", "n", "total"),
    }


def _measure(row: dict[Any, Any]) -> list[Any]:
    lists = [list(row[name]) for name in ("learners", "sources", "theme_ids")]
    counts = [[row[stage] for stage in STAGES], [row[status] for status in STATUSES]]
    return [row["measure_group_id"], row["n_transfers"], row["n_testimonials"], *lists, *counts]


DIFFERENCES = """() => {
  const round = (value) => typeof value === "number" ? Number(value.toPrecision(9)) : value;
  const plain = (value) => JSON.stringify(value, (_, item) => round(item));
  const nested = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const told = [];
  const compare = (place, ours, theirs) => {
    if (nested(ours)) for (const key of Object.keys(ours)) compare([...place, key], ours[key], theirs?.[key]);
    else if (plain(ours) !== plain(theirs)) told.push([...place, plain(ours), plain(theirs)]);
  };
  for (const [name, figure] of Object.entries(FIGURES)) {
    MARKS[name](select({}), figure, RAW.level, []).forEach((mark, i) => compare([name, i], mark, figure.data[i]));
  }
  return told;
}"""


def test_script_and_tally_agree(
    open_page: Callable[..., Page], report: str, tables: dict[str, pd.DataFrame], source: str
) -> None:
    """For every kind of filter, both give the same rows in the same order."""
    page = open_page(report)
    for asked in (*SELECTIONS, {"source": source}, {"source": source, "theme": "energy"}):
        found = page.evaluate(SCRIPT, asked)
        for name, rows in _expected(tables, asked).items():
            assert found[name] == rows, (name, asked)


def test_script_and_charts_agree(open_page: Callable[..., Page], report: str) -> None:
    """Without a filter, the script puts into each figure the very arrays that `charts` put there."""
    page = open_page(report)
    differences = page.evaluate(DIFFERENCES)
    assert differences == []


def test_headline_and_basis_agree(open_page: Callable[..., Page], report: str) -> None:
    """The script leaves the words that Python wrote as they are."""
    page = open_page(report)
    assert page.title().endswith(page.inner_text("#headline"))
