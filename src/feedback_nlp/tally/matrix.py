"""Expected against observed: who was to be learned from, and whom testimonials cite."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.tally.ledger import UNKNOWN, Tables

STATES = ("cited", "unstated", "silent", "outside", "unplanned")
"""A lead city that its session's testimonials cite; one that testimonials naming no session cite; one that none of the
whole run cites; one that is cited, though not in the selection; and a city that is cited without having led."""


def citations(tables: Tables) -> pd.DataFrame:
    """Return which testimonials cite which city as a source.

    Args:
        tables: All tables of a run, possibly restricted to a selection.

    Returns:
        Distinct testimonial_id, cohort_id, session_id ("?" if unknown), city_id: sources of transfers, and mentions
        in the role of a source.
    """
    mentions = tables["city_mentions"]
    named = mentions.loc[mentions["role"] == "source", ["testimonial_id", "city_id"]]
    linked = tables["transfers"][["testimonial_id", "source_city_id"]].rename(columns={"source_city_id": "city_id"})
    pairs = pd.concat([named, linked]).dropna().drop_duplicates()
    place = tables["testimonials"][["testimonial_id", "cohort_id", "session_id"]].fillna({"session_id": UNKNOWN})
    return pairs.merge(place, on="testimonial_id").sort_values(["testimonial_id", "city_id"], ignore_index=True)


def silent_leads(tables: Tables) -> set[tuple[str, str, str]]:
    """Return cohort, session and city of each lead that no testimonial cites, for its session or with none named.

    Args:
        tables: All tables of a whole run, since a city is not silent because a reader has narrowed the view.
    """
    cells = expected_observed(tables)
    silent = cells[cells["state"] == "silent"]
    return set(zip(silent["cohort_id"], silent["session_id"], silent["city_id"], strict=True))


def expected_observed(tables: Tables, *, silent: set[tuple[str, str, str]] | None = None) -> pd.DataFrame:
    """Return one row per session and city that led it or is cited for it.

    Args:
        tables: All tables of a run, possibly restricted to a selection.
        silent: Silent leads of the whole run, as `silent_leads` returns them; None where the tables are the whole run.

    Returns:
        cohort_id, session_id ("?" for testimonials that name no session), city_id, n (testimonials that cite the
        city), state (one of `STATES`), sorted.
    """
    cited = citations(tables).groupby(["cohort_id", "session_id", "city_id"]).size().rename("n").reset_index()
    leads = tables["session_leads"].merge(tables["sessions"][["session_id", "cohort_id"]], on="session_id")
    leads = leads.assign(led=True)
    both = cited.merge(leads, on=["cohort_id", "session_id", "city_id"], how="outer")
    both = both.assign(n=both["n"].fillna(0).astype(int), led=both["led"].eq(True).fillna(False).astype(bool))
    loose = cited[cited["session_id"] == UNKNOWN]
    unstated = set(zip(loose["cohort_id"], loose["city_id"], strict=True))
    led_once = set(zip(leads["cohort_id"], leads["city_id"], strict=True))
    order = ["cohort_id", "session_id", "city_id"]
    states = []
    for cohort, session, city, n, led in zip(*(both[name] for name in (*order, "n", "led")), strict=True):
        if not led:
            open_lead = session == UNKNOWN and (cohort, city) in led_once
            states.append("unstated" if open_lead else "unplanned")
        elif n:
            states.append("cited")
        elif (cohort, city) in unstated:
            states.append("unstated")
        else:
            states.append("silent" if silent is None or (cohort, session, city) in silent else "outside")
    return both.assign(state=states)[[*order, "n", "state"]].sort_values(order, ignore_index=True)
