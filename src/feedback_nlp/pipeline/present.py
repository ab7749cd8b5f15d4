"""What a report is told about a run, from the facts that `run.json` keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from feedback_nlp.extract import TEST_PART, stored_accuracy
from feedback_nlp.programme import Programme
from feedback_nlp.report import Focus, ReportContext, load_strings, render_report, render_report_folder
from feedback_nlp.report import RunFacts as ReportFacts
from feedback_nlp.settings import Settings
from feedback_nlp.tally import Accuracy

LICENCE = (
    "The texts belong to those who wrote them and may be quoted where their consent says so. Names, ids and "
    "coordinates of cities: GeoNames, CC BY 4.0."
)

ASSETS = "assets"


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered report.

    Attributes:
        html: The page.
        assets: Path below the folder of reports → content of what the page shares with others; empty for one file.
    """

    html: str
    assets: dict[str, bytes]


def render(
    tables: Mapping[str, pd.DataFrame],
    *,
    facts: Mapping[str, Any],
    previous: Mapping[str, Any] | None,
    settings: Settings,
    programme: Programme,
    focus: Focus | None = None,
) -> Page:
    """Render a run's report as the settings want it.

    Args:
        tables: All tables of the run.
        facts: The content of its `run.json`.
        previous: That of the run before, None for the first.
        settings: Settings, for the report's section.
        programme: The programme.
        focus: City, theme or cohort that the report is restricted to.
    """
    about = ReportContext(
        run=report_facts(facts),
        settings=settings,
        programme=programme,
        strings=load_strings(settings.report.language),
        quality=coding_accuracy(),
        previous=None if previous is None else report_facts(previous),
        focus=focus,
    )
    if settings.report.assets == "inline":
        return Page(render_report(tables, about), {})
    html, files = render_report_folder(tables, about, assets_path=f"../{ASSETS}")
    return Page(html, {f"{ASSETS}/{name}": content for name, content in files.items()})


def coding_accuracy() -> list[Accuracy]:
    """Return how often the coding was right on the test part of the gold corpus.

    Without figures of it, those of the cross-validation over most testimonials count; without any the list is empty.
    Cities are left out: in cross-validation their classifier had seen the texts.
    """
    stored = stored_accuracy()
    if not stored:
        return []
    figures = stored.get(TEST_PART) or max(stored.values(), key=lambda found: found.testimonials)
    checks = []
    for name, found in (
        ("themes", figures.themes),
        ("measures", figures.measures_overlap),
        ("transfers", figures.transfers),
    ):
        checks.append(Accuracy(name, "precision", found.hits, found.coded))
        checks.append(Accuracy(name, "recall", found.hits, found.gold))
    for name, share in (("stage", figures.stage), ("status", figures.status)):
        checks.append(Accuracy(name, "accuracy", share.hits, share.of))
    return checks


def report_facts(facts: Mapping[str, Any]) -> ReportFacts:
    """Return what a report says about a run.

    Args:
        facts: The content of `run.json`.
    """
    year, version = facts["created_on"][:4], facts["versions"]["feedback-nlp"]
    return ReportFacts(
        run_id=facts["run_id"],
        created_on=facts["created_on"],
        versions=facts["versions"],
        settings=facts["settings"],
        inputs=facts["inputs"],
        counts=facts["counts"],
        cohorts=tuple(facts["cohorts"]),
        licence=LICENCE,
        citation=f"{facts['programme']} ({year}). Coded testimonials, run {facts['run_id']}. feedback-nlp {version}.",
    )
