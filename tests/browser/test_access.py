"""The report for everyone: axe, keyboard, phone, dark, paper, another language."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from feedback_nlp.report import load_strings, render_index
from tests.report.sample_pages import sample_page, sample_run

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
ROOM = 4
"""Pixels by which the boxes of two lines may meet without their letters meeting."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    ]


def _seen(page: Page) -> None:
    """Scroll through the page, so that every chart is drawn."""
    for chart in page.locator(".plot").all():
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(60)


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}],
    ids=["desktop", "dark", "phone"],
)
def test_axe_finds_nothing_serious(open_page: Open, report: str, options: dict[str, Any]) -> None:
    """Neither on the page with all charts, nor on tables, nor in the drawer."""
    page = open_page(report, **options)
    _seen(page)
    assert _violations(page) == []
    page.locator("#chart-themes [data-act=table]").click()
    page.locator("#barrier-quotes button.link").first.click()
    expect(page.locator("#drawer .card").first).to_be_visible()
    page.wait_for_timeout(100)
    assert _violations(page) == []


def test_the_keyboard_reaches_evidence_and_comes_back(open_page: Open, report: str) -> None:
    """Tab, Enter and Escape alone: filter, open a measure, read, close, and the focus is where it was."""
    page = open_page(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("select[name=cohort]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#chips .chip")).to_have_count(1)
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#measures-table') && document.activeElement.dataset.mark"):
            break
    mark = page.evaluate("document.activeElement.dataset.mark")
    assert mark.startswith("measure:")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    page.keyboard.press("Enter")
    expect(page.locator("#drawer .card").first).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.mark") == mark


def test_a_phone_scrolls_only_downwards(open_page: Open, report: str) -> None:
    """At 390 pixels nothing sticks out, the count stays visible and the filters open."""
    page = open_page(report, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    _seen(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("innerWidth") == 390
    expect(page.locator("#selected")).to_be_in_viewport()
    page.click("#filter-panel summary")
    page.select_option("select[name=stage]", "embedded")
    expect(page.locator("#selected")).not_to_have_text("150 testimonials of 150")


def test_names_in_the_flows_do_not_run_into_one_another_on_a_phone(open_page: Open, report: str) -> None:
    """Themes in the middle leave room for the names of the last column."""
    page = open_page(report, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator(".plot[data-chart=sankey]").scroll_into_view_if_needed()
    page.wait_for_selector(".plot[data-chart=sankey] .node-label")
    boxes = page.eval_on_selector_all(
        ".plot[data-chart=sankey] .node-label",
        """labels => labels.map(label => {
            const {left, right, top, bottom} = label.getBoundingClientRect();
            return {name: label.textContent, left, right, top, bottom};
        })""",
    )
    meeting = [
        (one["name"], other["name"])
        for one, other in combinations(boxes, 2)
        if one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - ROOM
        and other["top"] < one["bottom"] - ROOM
    ]
    assert len(boxes) > 20
    assert not meeting


def test_paper_gets_every_chart_and_no_controls(open_page: Open, report: str, tmp_path: Path) -> None:
    """The PDF has several A4 pages; charts that were never scrolled to are on it, as wide as the page."""
    page = open_page(report)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".plot .main-svg").count() >= 7
    assert not page.locator(".side").is_visible()
    assert page.evaluate(
        "[...document.querySelectorAll('.plot')].every((p) => p.scrollWidth <= p.parentElement.clientWidth + 1)"
    )
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    content = (tmp_path / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") >= 6


def test_french(open_page: Open, tables: dict[str, Any], tmp_path: Path) -> None:
    """The page speaks its language throughout, headline and drawer included."""
    path = tmp_path / "rapport.html"
    path.write_text(sample_page(tables, language="fr"), encoding="utf-8")
    page = open_page(path.as_uri())
    assert page.get_attribute("html", "lang") == "fr"
    assert page.title().endswith(page.inner_text("#headline"))
    assert page.inner_text("#title-flows") == load_strings("fr")("flows")
    page.click("#measures-table button.link >> nth=0")
    assert page.inner_text("#drawer .narrow, #drawer .legend .measure") == load_strings("fr")("legend_measure")


def test_the_list_of_reports_is_accessible(open_page: Open, tables: dict[str, Any], tmp_path: Path) -> None:
    """Newest first, with what changed since the run before."""
    runs = [sample_run(tables, run_id="2025-03-01-aa"), sample_run(tables)]
    path = tmp_path / "index.html"
    html = render_index(runs, strings=load_strings("en"), title="Peer-learning programme")
    path.write_text(html.replace("<body", "<body data-ready").replace("<html", '<html class="ready"'), encoding="utf-8")
    page = open_page(path.as_uri())
    assert page.locator("tbody th").all_inner_texts() == ["2026-02-27-a1b2c3", "2025-03-01-aa"]
    assert _violations(page) == []
