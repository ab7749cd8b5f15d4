"""The list of reports."""

from __future__ import annotations

import re

from feedback_nlp.report import RunFacts, load_strings, render_index


def _run(run_id: str, created_on: str, **counts: int) -> RunFacts:
    return RunFacts(run_id=run_id, created_on=created_on, counts=counts, cohorts=("Cohort 1",))


def test_newest_first_with_changes() -> None:
    """Each run is compared with the one before it; a count that one of them lacks shows no change."""
    runs = [_run("a", "2025-01-01", testimonials=100, measures=9), _run("b", "2025-06-01", testimonials=130)]
    html = render_index(runs, strings=load_strings("en"), title="Programme")
    assert re.findall(r'href="([^"]+)/index.html"', html) == ["b", "a"]
    assert html.count('class="since"') == 1
    assert "+30" in html


def test_no_run_yet() -> None:
    """An empty list says so."""
    assert "There is no report yet." in render_index([], strings=load_strings("en"), title="Programme")
