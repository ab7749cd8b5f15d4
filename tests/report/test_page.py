"""What is on the page, before a browser opens it."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest

from feedback_nlp.report import Focus, load_strings, render_report_folder
from feedback_nlp.report.embed import embedded, quotable_labels
from feedback_nlp.tables import conform
from tests.report.sample_pages import sample_context, sample_page, sample_run
from tests.report.sample_tables import build_tables
from tests.tally.small_world import small_world

SIX_MB = 6_000_000


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    """150 invented testimonials."""
    return build_tables(150)


@pytest.fixture(scope="module")
def html(tables: dict[str, pd.DataFrame]) -> str:
    """Their report."""
    return sample_page(tables)


def _data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="report-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return dict(json.loads(found.group(1)))


def test_the_page_is_small_and_refers_to_nothing_outside(html: str) -> None:
    """At most 6 MB, and no element that would load anything."""
    assert len(html.encode("utf-8")) < SIX_MB
    assert re.findall(r"""<(?:script|img|link|iframe|source)[^>]*(?:src|href)=["'](?!data:,)[^"']+""", html) == []
    assert "@import" not in html
    assert "@font-face" not in html


def test_rendering_twice_gives_the_same_bytes(tables: dict[str, pd.DataFrame], html: str) -> None:
    """Nothing of the clock, of chance or of row order gets in."""
    assert sample_page(tables) == html


def test_rendering_leaves_the_tables_alone(tables: dict[str, pd.DataFrame]) -> None:
    """Frames are never written into."""
    before = {name: frame.copy(deep=True) for name, frame in tables.items()}
    sample_page(tables)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, tables[name])


def test_what_may_not_be_quoted_is_not_in_the_page(tables: dict[str, pd.DataFrame], html: str) -> None:
    """An `aggregate` testimonial is counted; its text, its offsets and its place in the input stay out."""
    closed = tables["testimonials"].query("consent == 'aggregate'")
    assert len(closed) > 5
    for text in closed["text"]:
        assert text not in html
        assert text[-30:] not in html
    rows = {row[0]: row for row in _data(html)["testimonials"]}
    assert len(rows) == len(tables["testimonials"])
    for testimonial_id in closed["testimonial_id"]:
        row = rows[testimonial_id]
        assert row[9:12] == [None, None, None]
        assert all(part[:2] == [None, None] for parts in row[13:] for part in parts)


def test_labels_come_from_words_that_may_be_quoted() -> None:
    """A group whose label only a closed testimonial gave gets an open wording, or says that it may not be quoted."""
    tables = small_world()
    strings = load_strings("en")
    assert quotable_labels(tables, strings=strings)["g-bike"] == "bike lanes"
    groups = tables["measure_groups"].assign(label="said by a closed testimonial")
    open_labels = quotable_labels({**tables, "measure_groups": groups}, strings=strings)
    assert open_labels == {"g-bike": "bike lanes", "g-rain": "rain gardens", "g-repair": "repair cafés"}
    closed = tables["testimonials"].assign(consent="aggregate")
    labels = quotable_labels({**tables, "testimonials": closed}, strings=strings)
    assert set(labels.values()) == {strings("not_quotable_measure")}


def test_offsets_count_as_browsers_do() -> None:
    """An emoji is one code point and two code units: spans after it move by one, spans before it do not."""
    tables = small_world()
    prefix = "😀 "
    shift = len(prefix)
    texts = tables["testimonials"]
    longer = texts.assign(text=texts["text"].where(texts["testimonial_id"] != "t2", prefix + texts["text"]))
    measures = tables["measures"]
    own = measures["testimonial_id"] == "t2"
    moved = measures.assign(
        start=measures["start"].where(~own, measures["start"] + shift),
        end=measures["end"].where(~own, measures["end"] + shift),
    )
    data = embedded({**tables, "testimonials": longer, "measures": moved}, strings=load_strings("en"))
    row = next(row for row in data["testimonials"] if row[0] == "t2")
    units = row[11].encode("utf-16-le")
    words = [units[2 * start : 2 * end].decode("utf-16-le") for start, end, *_ in row[14]]
    assert words == ["rain gardens", "bike lanes"]


def test_a_text_cannot_end_the_script() -> None:
    """Markup in a testimonial stays text, wherever it is put."""
    tables = small_world()
    texts = tables["testimonials"]
    nasty = texts.assign(text=texts["text"] + " </script><script>alert(1)</script><!-- ")
    html = sample_page({**tables, "testimonials": nasty})
    assert "<script>alert(1)" not in html
    assert "<!-- " not in html.split("report-data")[1].split("</script>")[0]


def test_an_empty_selection_still_has_a_page() -> None:
    """No cohort, no transfer, no topic: the page says so instead of failing."""
    none = {name: frame.head(0) for name, frame in small_world().items()}
    assert load_strings("en")("headline_none") in sample_page(none)


def test_a_city_report_tells_what_it_gave_and_took(tables: dict[str, pd.DataFrame]) -> None:
    """The focus restricts the data and words the headline; every transfer left has the city at one end."""
    focus = Focus.of(tables, "city", "florence")
    html = sample_page(tables, focus=focus)
    assert "What Florence gave, what Florence took" in html
    assert re.search(r'<h1 id="headline">What Florence gave: \d+ cities took \d+ measures\.', html)
    data = _data(html)
    assert 0 < len(data["testimonials"]) < 60
    ends = {(row[3], part[2]) for row in data["testimonials"] for part in row[15]}
    assert all(focus.key in pair for pair in ends)


def test_what_a_person_decided_is_marked() -> None:
    """One transfer of the small world was confirmed: it is marked where it stands, and counted under quality."""
    signed = {"reviewer": "AB", "decided_on": "2026-01-05"}
    review = {"table": "transfers", "row_id": "x3", "field": "stage", "before": "heard", "after": "heard", **signed}
    coded = small_world()
    html = sample_page({**coded, "reviews": conform(pd.DataFrame([review]), "reviews")})
    marks = {(row[0], part[7]) for row in _data(html)["testimonials"] for part in row[15]}
    assert marks == {("t1", False), ("t2", True), ("t2", False), ("t3", False)}
    assert re.search(r'<tr class="reviewed"><th scope="row">[^<]+</th><td class="n">1</td>', html)


@pytest.mark.parametrize(("kind", "wanted"), [("theme", "Energy"), ("cohort", "2025-2")])
def test_other_focuses(tables: dict[str, pd.DataFrame], kind: Any, wanted: str) -> None:
    """A theme or a cohort narrows the page to its testimonials."""
    focus = Focus.of(tables, kind, wanted)
    html = sample_page(tables, focus=focus)
    assert f"Focus: {focus.label}" in html
    assert 0 < len(_data(html)["testimonials"]) < 150


def test_a_folder_report_shares_its_assets(tables: dict[str, pd.DataFrame], html: str) -> None:
    """The page refers to files by names that hold their hash, and all of them are handed over."""
    page, files = render_report_folder(tables, sample_context(tables), assets_path="../assets")
    named = re.findall(r'(?:src|href)="\.\./assets/([^"]+)"', page)
    assert len(named) == 4
    assert set(named) <= set(files)
    assert "plotly-LICENSE.txt" in files
    assert len(page) < len(html) / 3


def test_counts_show_how_they_changed(tables: dict[str, pd.DataFrame]) -> None:
    """Only counts that both runs have, and that differ, carry a change."""
    before = sample_run(tables, run_id="2025-03-01-aa")
    earlier = {**before.counts, "testimonials": 120}
    page = sample_page(tables, previous=type(before)(run_id="r", created_on="2025-03-01", counts=earlier))
    assert page.count('class="since"') == 1
    assert "+30 since 2025-03-01" in page
