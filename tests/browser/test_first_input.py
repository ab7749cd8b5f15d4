"""A page of two testimonials without a programme still makes a whole report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from feedback_nlp.tally import Selection, select
from tests.report.sample_pages import sample_page
from tests.tally.small_world import small_world

pytestmark = pytest.mark.browser


def _two() -> dict[str, pd.DataFrame]:
    tables = small_world()
    bare = {name: tables[name].head(0) for name in ("session_leads", "topic_assignments", "topics", "topic_changes")}
    return {**select(tables, Selection(text="leuven")), **bare}


def test_little_data(open_page: Callable[..., Page], tmp_path: Path) -> None:
    """No lead, no topic, nothing under way or refused: sentences say so, and no chart fails."""
    tables = _two()
    early = tables["transfers"].assign(stage="heard", status="affirmed")
    path = tmp_path / "index.html"
    path.write_text(sample_page({**tables, "transfers": early}), encoding="utf-8")
    page = open_page(path.as_uri())
    for chart in page.locator(".plot:visible").all():
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(80)
    assert page.inner_text("#headline").endswith("none is being tried or in place yet.")
    assert page.inner_text("#take-matrix").startswith("The programme names no lead city")
    assert page.inner_text("#take-topics") == "No topics in this run."
    assert page.locator("#chart-barriers").is_hidden()
    page.fill("#filter-text", "nobody wrote this")
    page.wait_for_function("document.querySelector('#selected').textContent === '0 testimonials of 2'")
    assert page.inner_text("#headline") == "No transfer in this selection."


def test_no_transfer_at_all(open_page: Callable[..., Page], tmp_path: Path) -> None:
    """Testimonials that name no measure make a report without an error in any chart."""
    tables = _two()
    none = {name: tables[name].head(0) for name in ("transfers", "measures", "measure_groups")}
    path = tmp_path / "index.html"
    path.write_text(sample_page({**tables, **none}), encoding="utf-8")
    page = open_page(path.as_uri())
    for chart in page.locator(".plot:visible").all():
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(80)
    assert page.inner_text("#headline") == "No transfer in this selection."
    assert page.locator("#selected").inner_text() == "2 testimonials of 2"
