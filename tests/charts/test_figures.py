"""Charts draw the values that they are given."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from feedback_nlp import charts, tally
from feedback_nlp.report import load_strings
from feedback_nlp.report.figures import figures
from tests.tally.small_world import small_world

NAMES = {"leuven": "Leuven", "?": "Not stated", "PT": "Portugal", "energy": "Energy", "nature": "Nature"}
WORDS = {"gave": "given", "took": "taken", "sources": "Sources", "learners": "Learners"}


def test_sankey_links_meet_their_nodes() -> None:
    """Every link joins the nodes of its keys, with its number; the unknown comes last in its column."""
    flows = pd.DataFrame(
        [("given", "?", "energy", 5), ("given", "leuven", "energy", 2), ("taken", "energy", "PT", 7)],
        columns=["side", "origin", "target", "n"],
    )
    figure = charts.sankey(flows, names=NAMES, themes=["energy", "nature"], heads=["Source", "Theme", "Learner"])
    node, link = figure.data[0].node, figure.data[0].link
    assert list(node.label) == ["Leuven", "Not stated", "Energy", "Portugal"]
    pairs = [(node.label[a], node.label[b], n) for a, b, n in zip(link.source, link.target, link.value, strict=True)]
    assert pairs == [("Not stated", "Energy", 5), ("Leuven", "Energy", 2), ("Energy", "Portugal", 7)]


def test_the_map_leaves_out_what_has_no_place() -> None:
    """A flow to a city without coordinates is not drawn; bands are by number of transfers."""
    cities = pd.DataFrame(
        {"city_id": ["a", "b", "c"], "name": ["A", "B", "C"], "lat": [50.0, 60.0, None], "lon": [5.0, 25.0, None]}
    )
    flows = pd.DataFrame({"source_city_id": ["a", "a"], "learner_city_id": ["b", "c"], "n": [3, 9]})
    totals = pd.DataFrame({"city_id": ["a", "b", "c"], "given": [12, 0, 0], "taken": [0, 3, 9]})
    one, several, many, pointed, learners, sources = charts.flow_map(flows, totals, cities=cities, words=WORDS).data
    assert (list(one.lon), list(many.lon), list(pointed.lon)) == ([], [], [])
    assert list(several.lon) == [5.0, 25.0, None]
    assert [row[1] for row in learners.customdata] == ["B"]
    assert [row[2] for row in sources.customdata] == [12]


def test_ladder_bars_stand_for_their_counts() -> None:
    """What is apart is not on a rung, and a share never stands without its n."""
    counts = pd.DataFrame(
        [("one", "heard", "affirmed", 3, 4), ("one", "negated", "apart", 1, 4)],
        columns=["cohort_id", "rung", "part", "n", "total"],
    )
    names = {rung: rung for rung in tally.RUNGS} | {"conditional": "on a condition", "apart": "apart"}
    affirmed, conditional, apart = charts.ladder(counts, cohorts={"one": "First"}, names=names).data
    assert dict(zip(affirmed.y, affirmed.x, strict=True))["heard"] == 3
    assert set(conditional.x) == {None}
    assert dict(zip(apart.y, apart.x, strict=True)) == {"negated": 1, "already": None}
    assert affirmed.customdata[0][2] == "3 / 4 (75 %)"


@pytest.mark.parametrize(("n", "opacity"), [(4, 0.4), (5, 1)])
def test_small_groups_are_faded(n: int, opacity: float) -> None:
    """A bar for fewer testimonials than the smallest group is faded, and its n is written on it."""
    counts = pd.DataFrame({"cohort_id": ["one"], "theme_id": ["energy"], "n": [n], "total": [40], "share": [n / 40]})
    figure = charts.themes(counts, order=["energy"], cohorts={"one": "First"}, names=NAMES, min_group=5)
    assert list(figure.data[0].marker.opacity) == [opacity]
    assert f"({n})" in figure.data[0].text[0]


def test_topics_without_a_map_become_bars() -> None:
    """Coordinates may be missing: the largest topics of the lower level are bars then."""
    tables = small_world()
    flat = {**tables, "topic_assignments": tables["topic_assignments"].assign(x=pd.NA, y=pd.NA)}
    strings = load_strings("en")
    assert figures(tables, strings=strings, min_group=5)["topics"]["data"][0]["type"] == "scatter"
    bars = figures(flat, strings=strings, min_group=5)["topics"]["data"][0]
    assert (bars["type"], bars["x"], bars["y"]) == ("bar", [2, 1], ["k1", "k2"])


def test_figures_are_plain_json() -> None:
    """No binary arrays, which the page's script could not compare, and no number that JSON lacks."""
    text = json.dumps(figures(small_world(), strings=load_strings("en"), min_group=5), allow_nan=False)
    assert "bdata" not in text


def test_the_matrix_shows_silence() -> None:
    """A lead that nobody cites is a cell of its own colour with a 0; rows that only head stay blank."""
    cells = pd.DataFrame(
        [("one", "s1", "leuven", 0, "silent")], columns=["cohort_id", "session_id", "city_id", "n", "state"]
    )
    figure = charts.matrix(
        cells,
        rows=[("one", ""), ("one", "s1")],
        columns=["leuven"],
        labels={"one|": "First", "one|s1": "Nature", "leuven": "Leuven"},
        words={"silent": "led, not cited", "none": "not cited"},
    )
    trace = figure.data[0]
    assert [list(row) for row in trace.z] == [[None], [2]]
    assert trace.text[1][0] == "0"
