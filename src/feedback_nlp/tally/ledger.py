"""The ledger: one row per transfer with all that the tallies group by.

Knows nothing of charts. Every other tally starts from this frame, so that all of them count the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd

Tables: TypeAlias = Mapping[str, pd.DataFrame]
"""All tables of a run by name."""

TAKEN = ("affirmed", "conditional")
"""Statuses in which something passed from a source to a learner; the others are shown apart."""
UNDERWAY = ("trialling", "embedded")
"""Rungs on which a measure is being tried or in place."""
UNKNOWN = "?"
"""Key of what the text or the input does not say."""


def ledger(tables: Tables) -> pd.DataFrame:
    """Return one row per transfer, in the order of the transfers table.

    Args:
        tables: All tables of a run.

    Returns:
        transfer_id, testimonial_id, cohort_id, session_id, learner_city_id, learner_country, source_city_id,
        measure_group_id, theme_ids (a tuple: the measure's themes, else the testimonial's), stage, status,
        needs_review. Missing values stay missing.
    """
    measures = tables["measures"].set_index("measure_id")
    countries = tables["testimonials"].set_index("testimonial_id")["learner_country"]
    of_text = tables["theme_mentions"].groupby("testimonial_id")["theme_id"].agg(tuple).to_dict()
    rows = tables["transfers"]
    own = rows["measure_id"].map(measures["theme_ids"])
    themes = [
        tuple(theme_ids.split(";")) if isinstance(theme_ids, str) and theme_ids else of_text.get(testimonial_id, ())
        for theme_ids, testimonial_id in zip(own, rows["testimonial_id"], strict=True)
    ]
    columns = ["transfer_id", "testimonial_id", "cohort_id", "session_id", "learner_city_id", "source_city_id"]
    return rows[[*columns, "stage", "status", "needs_review"]].assign(
        learner_country=rows["testimonial_id"].map(countries),
        measure_group_id=rows["measure_id"].map(measures["measure_group_id"]),
        theme_ids=pd.Series(themes, index=rows.index, dtype=object),
    )


def taken(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a ledger in which something was taken: affirmed or on a condition."""
    return rows[rows["status"].isin(TAKEN)]


def by_theme(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a ledger with one row per transfer and theme, `theme_id` being "?" where there is none."""
    return rows.explode("theme_ids").rename(columns={"theme_ids": "theme_id"}).fillna({"theme_id": UNKNOWN})
