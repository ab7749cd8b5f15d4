"""The sentences that open the report, from its counts. The page's script makes the same ones for a narrowed view."""

from __future__ import annotations

from collections.abc import Mapping

from feedback_nlp import tally
from feedback_nlp.report.facts import Focus
from feedback_nlp.report.strings import Strings


def heading(tables: tally.Tables, counts: Mapping[str, int], *, strings: Strings, focus: Focus | None = None) -> str:
    """Return the headline in words.

    Args:
        tables: All tables of the run, restricted to what the report is about.
        counts: Their key counts.
        strings: Words of the page.
        focus: A city gets what it gave and what it took.
    """
    if focus is not None and focus.kind == "city":
        return _exchange(tables, focus, strings)
    if not counts["measures_taken"]:
        return strings("headline_none")
    parts = [("n_lead_cities", counts["lead_sources"]), ("n_other_cities", counts["other_sources"])]
    if not counts["lead_sources"]:
        parts = [("n_cities", counts["other_sources"])]
    sources = f" {strings('and')} ".join(strings(key, n=n) for key, n in parts if n or len(parts) == 1)
    return strings(
        "headline" if counts["underway"] else "headline_early",
        takers=strings("n_cities", n=counts["takers"]),
        measures=strings("n_measures", n=counts["measures_taken"]),
        sources=sources,
        underway=strings("n_underway", n=counts["underway"]),
    )


def _exchange(tables: tally.Tables, focus: Focus, strings: Strings) -> str:
    return " ".join(
        strings(
            f"headline_{row['direction']}{'' if row['transfers'] else '_none'}",
            city=focus.label,
            cities=strings("n_cities", n=int(row["cities"])),
            measures=strings("n_measures", n=int(row["measures"])),
        )
        for row in tally.exchange(tables, focus.key).to_dict("records")
    )


def basis(counts: Mapping[str, int], total: int, *, strings: Strings) -> str:
    """Return the line that says what the headline rests on."""
    return strings(
        "basis",
        n=counts["testimonials"],
        total=total,
        learners=strings("n_cities", n=counts["learners"]),
        countries=strings("n_countries", n=counts["countries"]),
    )


def quality_take(tables: tally.Tables, *, strings: Strings) -> str:
    """Return how many of the answers that were read became testimonials, in words."""
    n = tally.intake(tables).set_index("kind")["n"]
    read, accepted = int(n["read"]), int(n["accepted"])
    return strings(
        "quality_take", accepted=accepted, read=read, share=f"{100 * accepted / read:.0f} %" if read else "–"
    )
