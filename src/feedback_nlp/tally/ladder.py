"""How far learning got: rungs of the learning ladder by cohort."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.records import STAGES

APART = ("already", "negated")
"""Statuses that are no rung: done before the exchange, and decided against."""
RUNGS = (*STAGES, *APART)


def ladder(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the number of transfers on each rung, by cohort.

    Args:
        rows: A ledger.

    Returns:
        cohort_id, rung (a stage, `already` or `negated`), part (`affirmed`, `conditional`, or `apart` for the last
        two), n, total (transfers of the cohort), share (n / total); every combination that occurs, sorted.
    """
    apart = rows["status"].isin(APART)
    counted = (
        rows.assign(rung=rows["stage"].where(~apart, rows["status"]), part=rows["status"].where(~apart, "apart"))
        .groupby(["cohort_id", "rung", "part"])
        .size()
        .rename("n")
        .reset_index()
    )
    totals = rows.groupby("cohort_id").size()
    counted = counted.assign(total=counted["cohort_id"].map(totals).astype("int64"))
    return counted.assign(share=counted["n"] / counted["total"])
