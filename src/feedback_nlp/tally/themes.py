"""What testimonials are about, by cohort, and what is new."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.tally.ledger import Tables, by_theme, ledger


def themes_by_cohort(tables: Tables) -> pd.DataFrame:
    """Return how many testimonials of each cohort are about each theme.

    Args:
        tables: All tables of a run, possibly restricted to a selection.

    Returns:
        cohort_id, theme_id, n (testimonials), total (coded testimonials of the cohort), share (n / total); zeros
        included, so that a theme nobody speaks about is visible.
    """
    coded = tables["testimonials"][tables["testimonials"]["not_coded"].isna()]
    totals = coded.groupby("cohort_id").size().rename("total").reset_index()
    mentions = tables["theme_mentions"].merge(coded[["testimonial_id", "cohort_id"]], on="testimonial_id")
    counts = mentions.groupby(["cohort_id", "theme_id"]).size().rename("n").reset_index()
    grid = totals.merge(tables["themes"][["theme_id"]], how="cross")
    frame = grid.merge(counts, on=["cohort_id", "theme_id"], how="left").fillna({"n": 0}).astype({"n": int})
    return frame.assign(share=frame["n"] / frame["total"])[["cohort_id", "theme_id", "n", "total", "share"]]


def new_measures(tables: Tables) -> pd.DataFrame:
    """Return the measures that no earlier cohort named.

    Args:
        tables: All tables of a run, possibly restricted to a selection; cohorts count in the order of their start.

    Returns:
        Distinct cohort_id, theme_id ("?" if none), measure_group_id, without the first cohort that has transfers.
    """
    cohorts = tables["cohorts"].sort_values(["starts_on", "cohort_id"], na_position="last")["cohort_id"]
    rank = {cohort_id: number for number, cohort_id in enumerate(cohorts)}
    rows = by_theme(ledger(tables))
    rows = rows.assign(rank=rows["cohort_id"].map(rank))
    first = rows.groupby("measure_group_id")["rank"].transform("min")
    new: pd.DataFrame = rows[(rows["rank"] == first) & (rows["rank"] > rows["rank"].min())]
    columns = ["cohort_id", "theme_id", "measure_group_id"]
    distinct: pd.DataFrame = new[columns].drop_duplicates()
    return distinct.sort_values(columns, ignore_index=True)
