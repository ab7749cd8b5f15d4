"""What a programme manager does with the report."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from feedback_nlp import tally
from feedback_nlp.tally import Selection

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

POINT_ON_LINK = """() => {
  for (const link of document.querySelectorAll("#chart-sankey .sankey-link")) {
    const box = link.getBoundingClientRect();
    for (let share = 0.1; share < 0.9; share += 0.02) {
      const x = box.left + box.width * 0.4, y = box.top + box.height * share;
      if (document.elementFromPoint(x, y) === link) return [x, y];
    }
  }
  return null;
}"""


def _selected(page: Page) -> int:
    return int(page.inner_text("#selected").split()[0])


def test_filters_change_every_count(open_page: Open, report: str, tables: dict[str, pd.DataFrame]) -> None:
    """Cohort, then theme: the counts are those that tally gives, and reset brings all back."""
    page = open_page(report)
    page.select_option("select[name=cohort]", "2025-2")
    page.select_option("select[name=theme]", "energy")
    counts = tally.key_counts(tally.select(tables, Selection(cohort="2025-2", theme="energy")))
    assert _selected(page) == counts["testimonials"]
    for name in ("testimonials", "learners", "transfers", "measures", "sources", "underway"):
        assert page.inner_text(f"[data-count={name}]") == str(counts[name])
    assert page.locator("#chips .chip").all_inner_texts() == ["Cohort 2 ×", "Energy ×"]
    page.click("#reset")
    assert _selected(page) == 150
    expect(page.locator("#reset")).to_be_disabled()


def test_search_finds_words_and_not_what_may_not_be_quoted(open_page: Open, report: str) -> None:
    """Search ignores case and diacritics, and every card that is left holds the words."""
    page = open_page(report)
    page.fill("#filter-text", "VOTED IN JUNE")
    page.wait_for_function("document.querySelector('#selected').textContent !== '150 testimonials of 150'")
    page.click("[data-mark='count:testimonials']")
    texts = page.locator("#drawer blockquote").all_inner_texts()
    assert texts
    assert all("voted in June" in text for text in texts)


def test_a_band_opens_the_quotes_behind_it(open_page: Open, report: str) -> None:
    """A click on the Sankey diagram shows testimonials with city, measure and evidence marked; Escape closes."""
    page = open_page(report)
    page.locator("#chart-sankey").scroll_into_view_if_needed()
    page.wait_for_selector("#chart-sankey .sankey-link")
    page.wait_for_timeout(300)
    page.mouse.click(*page.evaluate(POINT_ON_LINK))
    expect(page.locator("#drawer")).to_be_visible()
    assert "→" in page.inner_text("#drawer-title")
    card = page.locator("#drawer .card").first
    assert card.locator("mark.measure").count() >= 1
    assert card.locator("mark.evidence").count() >= 1
    assert card.locator("mark.measure").first.inner_text() in card.locator("blockquote").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()


def test_every_kind_of_mark_opens_testimonials(open_page: Open, report: str) -> None:
    """No mark of any figure leads to an empty drawer, unless it stands for nothing."""
    page = open_page(report)
    empty = page.evaluate(
        """() => {
          const marks = [];
          for (const figure of Object.values(FIGURES)) for (const trace of figure.data) {
            const flat = (value) => typeof value === "string" ? [value].filter((v) => /^\\w+:/.test(v))
              : Array.isArray(value) ? value.flatMap(flat) : [];
            marks.push(...flat(trace.customdata), ...flat(trace.node?.customdata), ...flat(trace.link?.customdata));
          }
          const bare = marks.filter((mark) => !evidenceOf(state.view, mark, state.level)?.testimonials.length);
          return {n: marks.length, bare: [...new Set(bare.map((mark) => mark.split(":")[0]))]};
        }"""
    )
    assert empty["n"] > 400
    assert set(empty["bare"]) <= {"cell", "ladder", "about", "barrier"}


def test_an_address_restores_its_view(open_page: Open, report: str) -> None:
    """Filters, level and open evidence are in the address; a page opened from it shows the same."""
    page = open_page(report)
    page.select_option("select[name=theme]", "energy")
    page.check("input[name=level][value=city]")
    page.click("#measures-table button.link >> nth=0")
    title, address, n = page.inner_text("#drawer-title"), page.url, _selected(page)
    again = open_page(address)
    assert again.inner_text("#drawer-title") == title
    assert _selected(again) == n
    assert again.input_value("select[name=theme]") == "energy"
    assert again.is_checked("input[name=level][value=city]")
    again.keyboard.press("Escape")
    again.wait_for_function("!location.hash.includes('show=')")


def test_narrowing_from_the_drawer(open_page: Open, report: str) -> None:
    """The drawer's button turns what is shown into a filter."""
    page = open_page(report)
    page.click("#givers button.link >> nth=0")
    source = page.inner_text("#drawer-title").removeprefix("From ")
    page.click("#drawer .narrow")
    assert page.locator("#chips .chip").all_inner_texts() == [f"{source} ×"]
    assert 0 < _selected(page) < 150


def test_the_selection_downloads_as_csv(open_page: Open, report: str, tables: dict[str, Any], tmp_path: Path) -> None:
    """One row per selected transfer or testimonial without one, quoting only what may be quoted."""
    page = open_page(report)
    page.select_option("select[name=status]", "conditional")
    with page.expect_download() as download:
        page.click("#csv")
    path = tmp_path / "selection.csv"
    download.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kept = tally.select(tables, Selection(status="conditional"))
    assert len(rows) == len(kept["transfers"])
    closed = set(kept["testimonials"].query("consent == 'aggregate'")["testimonial_id"])
    assert all((row["text"] == "") == (row["testimonial_id"] in closed) for row in rows)


@pytest.mark.parametrize("name", ["sankey", "map", "ladder", "matrix", "themes", "topics", "barriers"])
def test_every_chart_has_a_table_and_images(open_page: Open, report: str, name: str, tmp_path: Path) -> None:
    """The table opens evidence too; PNG and SVG are real images."""
    page = open_page(report)
    chart = page.locator(f"#chart-{name}")
    chart.scroll_into_view_if_needed()
    page.wait_for_selector(f"#chart-{name} .main-svg")
    for form, start in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as download:
            chart.locator(f"[data-format={form}]").click()
        download.value.save_as(tmp_path / form)
        assert (tmp_path / form).read_bytes().startswith(start)
    chart.locator("[data-act=table]").click()
    assert chart.locator("tbody tr").count() > 3
    chart.locator("tbody button.link").first.click()
    expect(page.locator("#drawer .card").first).to_be_visible()


def test_small_groups_are_greyed_below_a_settable_number(open_page: Open, report: str) -> None:
    """Raising the number greys more rows."""
    page = open_page(report)
    before = page.locator("#measures-table tr.thin").count()
    page.fill("#min-group", "50")
    page.press("#min-group", "Tab")
    assert before < page.locator("#measures-table tr.thin").count() == page.locator("#measures-table tbody tr").count()


def test_obstacles_are_quoted_with_the_sentence_after(open_page: Open, report: str) -> None:
    """Each obstacle is quoted once, with its measure marked, and leads to the whole testimonial."""
    page = open_page(report)
    quotes = page.locator("#barrier-quotes .quote")
    texts = quotes.all_inner_texts()
    assert len(texts) == len(set(texts)) == 6
    assert all(quotes.nth(number).locator("mark.measure").count() == 1 for number in range(6))
    quotes.first.locator("button.link").click()
    sentence = quotes.first.locator("blockquote").inner_text()
    assert sentence in page.inner_text("#drawer blockquote")


def test_the_theme_that_rose_most_is_named_with_its_numbers(
    open_page: Open, report: str, tables: dict[str, pd.DataFrame]
) -> None:
    """What is new is said in words, and never as a percentage without n."""
    page = open_page(report)
    shares = tally.themes_by_cohort(tables).pivot_table(index="theme_id", columns="cohort_id", values="share")
    rise = (shares["2025-2"] - shares["2024-1"]).idxmax()
    label = tables["themes"].set_index("theme_id")["label"][rise]
    words = page.inner_text("#themes-new .rise")
    assert words.startswith(f"{label} rose most")
    assert words.count(" / ") == 2
    page.select_option("select[name=cohort]", "2025-2")
    assert page.locator("#themes-new .rise").count() == 0


def test_the_map_follows_what_the_flows_point_at(open_page: Open, report: str) -> None:
    """Pointing at a band draws its transfers on the map over faded lines; leaving it takes them away."""
    page = open_page(report, viewport={"width": 1440, "height": 1500})
    page.wait_for_selector("#chart-map .main-svg")
    page.locator("#chart-sankey").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    drawn = "document.querySelector('[data-chart=map]').data[3].lon.length"
    assert page.evaluate(drawn) == 0
    page.mouse.move(*page.evaluate(POINT_ON_LINK))
    page.wait_for_function(f"{drawn} > 0")
    assert page.evaluate("document.querySelector('[data-chart=map]').data[0].opacity") == 0.1
    page.mouse.move(5, 5)
    page.wait_for_function(f"{drawn} === 0")
