"""Which measures travel: groups of the same measure with who gave and who took them, and how far it got."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.records import STAGES, STATUSES
from feedback_nlp.tally.ledger import Tables, ledger


def travelling_measures(tables: Tables) -> pd.DataFrame:
    """Return one row per distinct measure, those with most learners, then with most under way, first.

    Args:
        tables: All tables of a run, possibly restricted to a selection.

    Returns:
        measure_group_id, label, n_transfers, n_testimonials, n_learners, n_sources, learners and sources (tuples of
        city ids), theme_ids (a tuple), one count per stage (of affirmed and conditional transfers), underway (those
        on the two highest stages) and one count per status.
    """
    rows = ledger(tables)
    labels = tables["measure_groups"].set_index("measure_group_id")["label"]
    counted = [_measure(str(group_id), part) for group_id, part in rows.groupby("measure_group_id")]
    columns = ["measure_group_id", "n_learners", "n_testimonials", *STAGES, *STATUSES]
    frame = pd.DataFrame(counted) if counted else pd.DataFrame(columns=columns)
    frame = frame.assign(label=frame["measure_group_id"].map(labels))
    frame = frame.assign(underway=frame["trialling"] + frame["embedded"])
    order = ["n_learners", "n_testimonials", "underway", "measure_group_id"]
    return frame.sort_values(order, ascending=[False, False, False, True]).reset_index(drop=True)


def _measure(group_id: str, part: pd.DataFrame) -> dict[str, object]:
    learners = tuple(sorted(part["learner_city_id"].dropna().unique()))
    sources = tuple(sorted(part["source_city_id"].dropna().unique()))
    on_ladder = part[part["status"].isin(["affirmed", "conditional"])]
    return {
        "measure_group_id": group_id,
        "n_transfers": len(part),
        "n_testimonials": part["testimonial_id"].nunique(),
        "n_learners": len(learners),
        "n_sources": len(sources),
        "learners": learners,
        "sources": sources,
        "theme_ids": tuple(sorted({theme for themes in part["theme_ids"] for theme in themes})),
        **{stage: int((on_ladder["stage"] == stage).sum()) for stage in STAGES},
        **{status: int((part["status"] == status).sum()) for status in STATUSES},
    }
