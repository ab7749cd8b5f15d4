"""What a report is told about a run, from the facts that `run.json` keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from feedback_nlp.extract import cross_validation
from feedback_nlp.report import RunFacts as ReportFacts
from feedback_nlp.tally import Accuracy

LICENCE = (
    "The texts belong to those who wrote them and may be quoted where their consent says so. Names, ids and "
    "coordinates of cities: GeoNames, CC BY 4.0."
)

FOUND = {"cities": "cities", "themes": "themes", "measures_overlap": "measures", "transfers": "transfers"}
JUDGED = ("stage", "status")


def coding_accuracy() -> list[Accuracy]:
    """Return how often the coding was right in cross-validation on the gold corpus.

    Of several cross-validations the one over most testimonials counts; without any the list is empty.
    """
    stored = cross_validation().values()
    if not stored:
        return []
    figures = max(stored, key=lambda result: result["testimonials"])["figures"]
    checks = []
    for key, name in FOUND.items():
        row = figures[key]
        checks.append(Accuracy(name, "precision", row["hits"], row["coded"]))
        checks.append(Accuracy(name, "recall", row["hits"], row["n"]))
    return checks + [Accuracy(key, "accuracy", figures[key]["hits"], figures[key]["n"]) for key in JUDGED]


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
