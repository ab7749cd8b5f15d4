"""A whole run on the sample data keeps the laws of the tables."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from feedback_nlp.errors import NothingAcceptedError
from feedback_nlp.pipeline import Published, RunRequest, run
from feedback_nlp.release import read_tables
from feedback_nlp.tables import check_tables

SAMPLE = Path("data/raw")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="module")
def published(folder: Path) -> Published:
    return run(RunRequest(inputs=(SAMPLE,), processed=folder / "processed", reports=folder / "reports"))


@pytest.fixture(scope="module")
def tables(published: Published) -> dict[str, pd.DataFrame]:
    return read_tables(published.package)


def test_every_row_is_a_testimonial_or_a_rejection(published: Published, tables: dict[str, pd.DataFrame]) -> None:
    """The sample has both, nothing is counted twice and both cohorts are there."""
    testimonials, rejections = tables["testimonials"], tables["rejections"]
    assert published.facts.counts["rows"] == len(testimonials) + len(rejections)
    per_cohort = testimonials["cohort_id"].value_counts()
    assert per_cohort["2024-1"] >= 80
    assert per_cohort["2025-2"] >= 60
    where = ["source_file", "source_row", "source_column"]
    assert not pd.concat([testimonials[where], rejections[where]]).duplicated().any()
    assert set(rejections["reason"]) >= {"empty", "no-answer", "duplicate"}


def test_keys_resolve_and_spans_equal_their_text(tables: dict[str, pd.DataFrame]) -> None:
    """`check_tables` raises at the first that does not; the tables are not empty."""
    check_tables(tables)
    for name in ("city_mentions", "theme_mentions", "measures", "transfers", "topics", "session_leads"):
        assert len(tables[name]), name


def test_the_package_is_valid(published: Published) -> None:
    """Frictionless accepts the released folder as it is."""
    report = frictionless.Package(str(published.package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])


def test_the_run_is_told(published: Published) -> None:
    """`run.json` names versions, settings, hashes, models, counts and timings."""
    facts = json.loads((published.package / "run.json").read_text(encoding="utf-8"))
    assert facts["run_id"] == published.facts.run_id
    assert all(facts[key] for key in ("versions", "settings", "inputs", "models", "counts", "timings", "created_on"))


def test_a_second_run_gives_the_same_bytes(published: Published, tmp_path: Path) -> None:
    """Same input, settings and versions: every table and the descriptor are identical."""
    again = run(RunRequest(inputs=(SAMPLE,), processed=tmp_path / "p", reports=tmp_path / "r"))
    assert again.facts.run_id == published.facts.run_id
    first = {path.name: path.read_bytes() for path in published.package.iterdir() if path.name != "run.json"}
    second = {path.name: path.read_bytes() for path in again.package.iterdir() if path.name != "run.json"}
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_a_run_without_testimonials_publishes_nothing(published: Published, folder: Path, tmp_path: Path) -> None:
    """The error counts the reasons, and `latest` stays where it was."""
    empty = tmp_path / "empty.csv"
    empty.write_text("City,Country,What did you learn?\nPorto,Portugal,n/a\nBraga,Portugal,\n", encoding="utf-8")
    before = sorted(path.name for path in (folder / "processed").iterdir())
    with pytest.raises(NothingAcceptedError, match=r"0 testimonials.*empty 1, no-answer 1"):
        run(RunRequest(inputs=(empty,), processed=folder / "processed", reports=folder / "reports"))
    assert sorted(path.name for path in (folder / "processed").iterdir()) == before
    assert (folder / "processed" / "latest").resolve() == published.package.resolve()


def test_aggregate_rows_are_counted_and_never_quoted(published: Published, tables: dict[str, pd.DataFrame]) -> None:
    """No text with consent `aggregate` is in the report."""
    withheld = tables["testimonials"].query("consent == 'aggregate'")["text"]
    page = published.page.read_text(encoding="utf-8")
    assert len(withheld)
    assert not [text for text in withheld if json.dumps(text[:60], ensure_ascii=False)[1:-1] in page]
