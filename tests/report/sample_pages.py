"""Reports of invented testimonials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from feedback_nlp.programme import Programme
from feedback_nlp.report import ReportContext, RunFacts, load_strings, render_report
from feedback_nlp.settings import Settings
from feedback_nlp.tally import Accuracy, key_counts

CHECKS = (Accuracy("cities", "precision", 181, 190), Accuracy("measures", "recall", 80, 100))


def sample_run(tables: Mapping[str, pd.DataFrame], *, run_id: str = "2026-02-27-a1b2c3") -> RunFacts:
    """Return what a report says about a run of these tables."""
    return RunFacts(
        run_id=run_id,
        created_on=run_id[:10],
        versions={"feedback-nlp": "0.1.0", "plotly": "7.1.0"},
        settings=Settings().model_dump(mode="json"),
        inputs={"cohort-2024-1.csv": "ab" * 32},
        counts=key_counts(tables),
        cohorts=("Cohort 1", "Cohort 2"),
        licence="Illustrative data, CC0. Cities: GeoNames, CC BY 4.0.",
        citation=f"Peer-learning programme: transfers from testimonials, run {run_id}.",
    )


def sample_context(tables: Mapping[str, pd.DataFrame], *, language: str = "en", **options: Any) -> ReportContext:
    """Return what a report of these tables is told beside them.

    Args:
        tables: All tables of a run.
        language: Language of the page.
        **options: Further fields.
    """
    return ReportContext(
        run=sample_run(tables),
        settings=Settings(),
        programme=Programme(name="Peer-learning programme"),
        strings=load_strings(language),
        quality=CHECKS,
        **options,
    )


def sample_page(tables: Mapping[str, pd.DataFrame], **options: Any) -> str:
    """Return the report of these tables.

    Args:
        tables: All tables of a run.
        **options: As for `sample_context`.
    """
    return render_report(tables, sample_context(tables, **options))
