"""Key counts, and the facts that the headline is made of."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.tally.ledger import UNDERWAY, Tables, ledger, taken


def key_counts(tables: Tables) -> dict[str, int]:
    """Return the counts that head the report.

    Args:
        tables: All tables of a run, possibly restricted to a selection.

    Returns:
        testimonials; quotable (those that may be quoted); learners (distinct learner cities); countries (of
        learners); transfers; measures (distinct, among transfers); and of what was taken, affirmed or on a
        condition: takers (learner cities), sources, lead_sources and other_sources (cities that lead a session
        or do not), measures_taken, and underway (measures that someone tries or has in place).
    """
    testimonials, rows = tables["testimonials"], ledger(tables)
    took = taken(rows)
    sources = set(took["source_city_id"].dropna())
    leads = set(tables["session_leads"]["city_id"])
    underway = rows[(rows["status"] == "affirmed") & rows["stage"].isin(UNDERWAY)]
    return {
        "testimonials": len(testimonials),
        "quotable": int((testimonials["consent"] == "publish").sum()),
        "learners": testimonials["learner_city_id"].nunique(),
        "countries": testimonials["learner_country"].nunique(),
        "sources": len(sources),
        "transfers": len(rows),
        "measures": rows["measure_group_id"].nunique(),
        "takers": took["learner_city_id"].nunique(),
        "lead_sources": len(sources & leads),
        "other_sources": len(sources - leads),
        "measures_taken": took["measure_group_id"].nunique(),
        "underway": underway["measure_group_id"].nunique(),
    }


def exchange(tables: Tables, city_id: str) -> pd.DataFrame:
    """Return what one city gave to others and took from them.

    Args:
        tables: All tables of a run.
        city_id: The city.

    Returns:
        One row per direction (`gave`, `took`): cities (distinct, on the other side), measures (distinct) and
        transfers, among what was affirmed or taken on a condition.
    """
    took = taken(ledger(tables))
    ends = {"gave": ("source_city_id", "learner_city_id"), "took": ("learner_city_id", "source_city_id")}
    rows = []
    for direction, (own, other) in ends.items():
        part = took[took[own].eq(city_id).fillna(False).astype(bool)]
        rows.append(
            {
                "direction": direction,
                "cities": part[other].nunique(),
                "measures": part["measure_group_id"].nunique(),
                "transfers": len(part),
            }
        )
    return pd.DataFrame(rows)
