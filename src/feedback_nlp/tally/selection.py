"""Which testimonials and transfers a view is about.

The browser applies the same rules to the same rows; a browser test holds the two together.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pandas as pd

from feedback_nlp.tally.ledger import UNKNOWN, Tables, ledger

OF_TESTIMONIAL = ("city_mentions", "theme_mentions", "measures", "segments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a view is narrowed to; None does not narrow, "?" asks for rows in which the value is unknown.

    Attributes:
        cohort: Cohort id.
        phase: Cohort id and phase id, joined by "/".
        session: Session id.
        theme: Theme id.
        source: City id of the city learned from.
        country: Country code of the learner.
        stage: Rung of the learning ladder.
        status: Qualification of the rung.
        text: Words sought in the text and the learner's name, ignoring case and diacritics.
        city: City id that is learner or source.
    """

    cohort: str | None = None
    phase: str | None = None
    session: str | None = None
    theme: str | None = None
    source: str | None = None
    country: str | None = None
    stage: str | None = None
    status: str | None = None
    text: str | None = None
    city: str | None = None


def select(tables: Tables, selection: Selection) -> dict[str, pd.DataFrame]:
    """Return the tables restricted to a selection.

    Theme, source, stage and status restrict transfers jointly. A testimonial without a transfer still belongs to a
    theme that it is about and to a source that it names, as long as neither stage nor status is asked for.

    Args:
        tables: All tables of a run.
        selection: What to keep.

    Returns:
        All tables; testimonials, their parts and transfers hold selected rows only, the others are as given.
    """
    testimonials = tables["testimonials"]
    testimonials = testimonials[_of_testimonials(tables, selection)]
    rows = ledger(tables)
    rows = rows[_of_transfers(rows, selection) & rows["testimonial_id"].isin(testimonials["testimonial_id"])]
    if any((selection.theme, selection.source, selection.stage, selection.status, selection.city)):
        kept = set(rows["testimonial_id"]) | _mentioning(tables, selection)
        testimonials = testimonials[testimonials["testimonial_id"].isin(kept)]
    transfers = tables["transfers"]
    restricted = {
        name: tables[name][tables[name]["testimonial_id"].isin(testimonials["testimonial_id"])]
        for name in OF_TESTIMONIAL
    }
    segments = tables["topic_assignments"]
    return {
        **tables,
        **restricted,
        "testimonials": testimonials,
        "transfers": transfers[transfers["transfer_id"].isin(rows["transfer_id"])],
        "topic_assignments": segments[segments["segment_id"].isin(restricted["segments"]["segment_id"])],
    }


def fold(text: str) -> str:
    """Return text without diacritics and case, for search."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M")).lower()


def _is(values: pd.Series[str], wanted: str | None) -> pd.Series[bool]:
    if wanted is None:
        return pd.Series(True, index=values.index)
    return values.isna() if wanted == UNKNOWN else values.eq(wanted).fillna(False).astype(bool)


def _of_testimonials(tables: Tables, selection: Selection) -> pd.Series[bool]:
    frame = tables["testimonials"]
    keep = _is(frame["cohort_id"], selection.cohort) & _is(frame["session_id"], selection.session)
    keep &= _is(frame["learner_country"], selection.country)
    if selection.phase:
        sessions = tables["sessions"]
        phases = sessions["cohort_id"] + "/" + sessions["phase_id"]
        keep &= frame["session_id"].isin(sessions["session_id"][phases == selection.phase])
    if selection.text:
        quotable = frame["text"].where(frame["consent"] == "publish", "")
        haystack = (quotable + "\n" + frame["learner_name"].fillna("")).map(fold)
        keep &= haystack.str.contains(fold(selection.text.strip()), regex=False)
    return keep


def _of_transfers(rows: pd.DataFrame, selection: Selection) -> pd.Series[bool]:
    keep = _is(rows["source_city_id"], selection.source)
    keep &= _is(rows["stage"], selection.stage) & _is(rows["status"], selection.status)
    if selection.theme:
        wanted = () if selection.theme == UNKNOWN else selection.theme
        keep &= rows["theme_ids"].map(lambda themes: themes == () if wanted == () else wanted in themes).astype(bool)
    if selection.city:
        keep &= _is(rows["source_city_id"], selection.city) | _is(rows["learner_city_id"], selection.city)
    return keep


def _mentioning(tables: Tables, selection: Selection) -> set[str]:
    if selection.stage or selection.status or UNKNOWN in {selection.theme, selection.source}:
        return set()
    found = set(tables["testimonials"]["testimonial_id"])
    mentions, themes = tables["city_mentions"], tables["theme_mentions"]
    named = mentions[mentions["role"] == "source"]
    if selection.theme:
        found &= set(themes["testimonial_id"][themes["theme_id"] == selection.theme])
    if selection.source:
        found &= set(named["testimonial_id"][_is(named["city_id"], selection.source)])
    if selection.city:
        own = tables["testimonials"]
        found &= set(named["testimonial_id"][_is(named["city_id"], selection.city)]) | set(
            own["testimonial_id"][_is(own["learner_city_id"], selection.city)]
        )
    return found
