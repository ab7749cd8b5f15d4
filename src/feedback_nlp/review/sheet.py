"""The rows of a review sheet: codings with what a reader needs to judge them, and empty cells for the decision.

Knows nothing of file formats.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

NO_SOURCE = "none"
"""How a sheet says that the text names no source."""
SHOWN = (
    "transfer_id", "testimonial_id", "learner", "consent", "measure", "source", "stage", "status", "score",
    "needs_review", "evidence", "text",
)  # fmt: skip
"""Columns that show the coding."""
JUDGED = ("keep", "new_stage", "new_status", "new_source")
"""Columns of the decision; a row is decided once one of them is filled in."""
FILLED = (*JUDGED, "reviewer", "decided_on", "comment")
"""Columns that a reviewer fills in."""


def review_sheet(tables: Mapping[str, pd.DataFrame], *, everything: bool = False) -> pd.DataFrame:
    """Return the transfers that a person should look at, those of one testimonial together.

    Args:
        tables: All tables of a run.
        everything: Whether all transfers are meant, not only those marked `needs_review`.

    Returns:
        One row per transfer with the columns `SHOWN` and `FILLED`, all of them text, the latter empty. Texts with
        consent `aggregate` are among them: whoever codes must read, and `consent` says that they are not to be quoted.
    """
    rows = tables["transfers"]
    rows = rows if everything else rows[rows["needs_review"]]
    measures = tables["measures"].set_index("measure_id")["text"]
    texts = tables["testimonials"].set_index("testimonial_id")
    text = rows["testimonial_id"].map(texts["text"])
    sheet = rows[["transfer_id", "testimonial_id", "stage", "status"]].assign(
        learner=rows["testimonial_id"].map(_learners(texts)),
        consent=rows["testimonial_id"].map(texts["consent"]),
        measure=rows["measure_id"].map(measures),
        source=sources(tables).loc[rows.index],
        score=[f"{score:.2f}" for score in rows["score"]],
        needs_review=rows["needs_review"].map({True: "yes", False: "no"}),
        evidence=[whole[start:end] for whole, start, end in zip(text, rows["start"], rows["end"], strict=True)],
        text=text,
        **dict.fromkeys(FILLED, ""),
    )
    return sheet[[*SHOWN, *FILLED]].reset_index(drop=True)


def sources(tables: Mapping[str, pd.DataFrame]) -> pd.Series[str]:
    """Return the source of each transfer as a sheet shows it: `Name, CC`, or `none`."""
    return tables["transfers"]["source_city_id"].map(city_labels(tables["cities"])).fillna(NO_SOURCE)


def city_labels(cities: pd.DataFrame) -> dict[str, str]:
    """Return the label of each city: `Name, CC`."""
    columns = (cities[column] for column in ("city_id", "name", "country"))
    return {city_id: f"{name}, {country}" for city_id, name, country in zip(*columns, strict=True)}


def _learners(testimonials: pd.DataFrame) -> pd.Series[str]:
    resolved = testimonials["learner_name"] + ", " + testimonials["learner_country"]
    return resolved.fillna(testimonials["learner_place"]).fillna("")
