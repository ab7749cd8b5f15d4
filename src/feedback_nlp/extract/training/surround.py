"""What stands around measures in real texts and is no part of them, put around the measures of a testimonial.

Knows nothing of the network. The guidelines leave times, places and purposes outside a measure, and much of a text
names no measure at all; texts written for annotation hold too little of either.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any

from feedback_nlp.extract.training.vary import edited

Row = dict[str, Any]

ADJUNCT_SHARE = 0.25
LONGEST_ASIDE = 500
_CLOSING = frozenset(".,;:!?\n)")

_TIMES = (
    "every {day}", "each {season}", "once a {period}", "twice a {period}", "since {month}", "since last {season}",
    "until {month}", "for {count} {period}s", "for a {period}", "next {season}", "last {month}", "in {month}",
    "from {month} to {month}", "during the {season}", "before the {season}", "after the {season}", "at weekends",
    "on {day}s", "within {count} {period}s", "at the end of the {period}", "all {period} long", "day by day",
)  # fmt: skip
_PLACES = (
    "in the {place}", "at the {place}", "near the {place}", "behind the {place}", "along the {way}", "beside the {way}",
    "in {count} districts", "in our town", "in the whole city", "in every district", "on the edge of the town",
    "between the {place} and the {way}", "on both sides of the {way}",
)  # fmt: skip
_PURPOSES = (
    "in order to save money", "in order to reach the climate targets", "so that nobody is left out",
    "so that the costs stay low", "to reduce emissions", "to save energy", "to protect the health of residents",
    "for a better climate", "for the benefit of all", "which saves money and time", "with little effort",
    "with good success", "at low cost",
)  # fmt: skip
_FILLINGS = {
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "week", "month"),
    "season": ("spring", "summer", "autumn", "winter", "year"),
    "period": ("week", "month", "year", "season"),
    "month": ("January", "March", "April", "May", "June", "September", "October", "November", "2021", "2024"),
    "count": ("two", "three", "four", "five", "ten"),
    "place": ("library", "town hall", "station", "market square", "port", "old town", "industrial zone", "university",
              "stadium", "village centre", "hospital"),
    "way": ("river", "railway", "main street", "coast", "canal", "ring road"),
}  # fmt: skip


def with_adjuncts(row: Row, chance: random.Random) -> Row:
    """Return the testimonial with times, places and purposes after some of the measures that end a clause."""
    text = row["text"]
    closed = sorted({end for measure in row["measures"] if text[(end := measure["end"]) : end + 1] in _CLOSING})
    chosen = [end for end in closed if end < len(text) and chance.random() < ADJUNCT_SHARE]
    return edited(row, [(end, end + 1, f" {_adjunct(chance)}{text[end]}") for end in chosen])


def with_aside(row: Row, aside: Row) -> Row:
    """Return the testimonial after another one that names no measure; it is about the themes of both."""
    lead = aside["text"].rstrip() + " "
    moved = copy.deepcopy(row)
    for span in (*moved["cities"], *moved["measures"]):
        span["start"] += len(lead)
        span["end"] += len(lead)
    cities = [*copy.deepcopy(aside["cities"]), *moved["cities"]]
    themes = sorted({*aside["themes"], *row["themes"]})
    return {**moved, "text": lead + row["text"], "cities": cities, "themes": themes}


def asides(rows: Sequence[Row]) -> list[Row]:
    """Return the short testimonials without measures, in order."""
    return [row for row in rows if not row["measures"] and 0 < len(row["text"]) <= LONGEST_ASIDE]


def _adjunct(chance: random.Random) -> str:
    pattern = chance.choice(chance.choice((_TIMES, _TIMES, _PLACES, _PURPOSES)))
    while "{" in pattern:
        name = pattern[pattern.index("{") + 1 : pattern.index("}")]
        pattern = pattern.replace(f"{{{name}}}", chance.choice(_FILLINGS[name]), 1)
    return pattern
