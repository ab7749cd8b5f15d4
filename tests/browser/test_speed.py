"""5,000 testimonials stay usable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page

from tests.report.sample_pages import sample_page
from tests.report.sample_tables import build_tables

pytestmark = pytest.mark.browser
PAINT_MS, FILTER_MS = 2000, 300
LOOPS = 8
"""A filter may take 300 ms, and on a slow machine, where eight of these loops take longer, as long as they do."""
LOOP = """() => {
  const counts = new Map();
  let sum = 0;
  for (let i = 0; i < 3e6; i++) {
    sum = (sum * 31 + i) | 0;
    if (i % 16 === 0) counts.set(`k${sum & 4095}`, i);
  }
  return counts.size;
}"""
FILTERS = ({"cohort": "2024-1"}, {"theme": "energy"}, {"text": "heat"}, {"source": "?"}, {})
APPLY = """filter => new Promise((done) => {
  setFilter(filter);
  requestAnimationFrame(() => setTimeout(done));
})"""


def _busy_ms(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def test_five_thousand_testimonials(open_page: Callable[..., Page], tmp_path: Path) -> None:
    """First paint within 2 s; each filter, with all that it redraws, within 300 ms, or on a slow machine eight loops.

    A filter is timed by what the page's thread is busy for, so that other work on the machine does not count.
    """
    path = tmp_path / "index.html"
    path.write_text(sample_page(build_tables(5000)), encoding="utf-8")
    page = open_page(path.as_uri())
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") < PAINT_MS
    page.wait_for_selector("#chart-sankey .sankey-link", state="attached")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy_ms(script: str, argument: dict[str, str] | None = None) -> float:
        before = _busy_ms(devtools)
        page.evaluate(script, argument)
        return _busy_ms(devtools) - before

    for section in ("flows", "topics"):
        page.evaluate("name => document.getElementById(name).scrollIntoView()", section)
        page.wait_for_timeout(500)
        for asked in FILTERS:
            # The speed of a shared machine changes from one second to the next, so the loop runs on both sides.
            before, took, after = busy_ms(LOOP), busy_ms(APPLY, asked), busy_ms(LOOP)
            assert took < max(FILTER_MS, LOOPS * (before + after) / 2), (section, asked, before, after)
