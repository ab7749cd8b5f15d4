"""Practice testimonials: measures of the training part put into sentences that say what became of them.

Knows nothing of the network. They teach it stages, statuses and links, and, made of phrases that are in no testimonial,
what measures there are and their themes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
City = tuple[str, str]
"""Name and ISO 3166-1 alpha-2 country."""
Phrase = tuple[str, tuple[str, ...] | None]
"""A phrase that names a measure, and its themes, None where they are not known."""

FILE = Path(__file__).parent / "outcomes.yaml"
NO_CITY, ASIDE_FIRST, ASIDE_LAST, ORDINALS, LIST = 0.12, 0.3, 0.15, 0.45, 0.75
COUNTS = (1, 1, 1, 2, 2, 3)
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"(\{c\}|\{m\})")


@cache
def _sentences() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def expanded(pattern: str, chance: random.Random) -> str:
    """Return a pattern with its lists filled in and its choices made."""
    for name, words in _sentences()["lists"].items():
        pattern = pattern.replace(f"<{name}>", words)
    while match := _CHOICE.search(pattern):
        pattern = pattern[: match.start()] + chance.choice(match.group(1).split("|")) + pattern[match.end() :]
    return pattern


def composed(measures: Sequence[Phrase], cities: Sequence[City], chance: random.Random) -> Row:
    """Return a practice testimonial in the gold format; its themes are None where those of a measure are not known.

    Args:
        measures: At least three to choose from.
        cities: Cities, at least four.
        chance: Source of randomness.
    """
    count = chance.choice(COUNTS)
    return _Composer(chance.sample(list(measures), count), chance.sample(list(cities), count + 1), chance).row()


class _Composer:
    def __init__(self, measures: list[Phrase], cities: list[City], chance: random.Random) -> None:
        outcomes = _sentences()["outcomes"]
        weights = [outcome["weight"] for outcome in outcomes]
        self.measures, self.cities, self.chance = [text for text, _ in measures], cities, chance
        known = [themes for _, themes in measures if themes is not None]
        self.themes = sorted({*chain(*known)}) if len(known) == len(measures) else None
        self.outcomes = [chance.choices(outcomes, weights)[0] for _ in measures]
        self.text = ""
        self.parts: dict[str, list[Row]] = {"cities": [], "measures": [], "transfers": []}

    def row(self) -> Row:
        chance, count, style = self.chance, len(self.measures), self.chance.random()
        told = [expanded(chance.choice(outcome["sentences"]), chance) for outcome in self.outcomes]
        self._aside(ASIDE_FIRST)
        if count == 2 and style < ORDINALS:  # noqa: PLR2004
            self._lead(0)
            self._lead(1)
            for index in (0, 1) if chance.random() < 0.6 else (1, 0):  # noqa: PLR2004
                ordinal = expanded(_sentences()["ordinals"][index], chance)
                self.text += f" {ordinal}{told[index][0].lower()}{told[index][1:]}"
        else:
            for index in range(count):
                if count > 1 and style > LIST:
                    self.text += ("\n" if self.text else "") + chance.choice(["- ", f"{index + 1}. ", "* "])
                self._lead(index)
                self.text += f" {told[index][0].upper()}{told[index][1:]}"
        self._aside(ASIDE_LAST)
        name, country = self.cities[-1]
        return {"id": "", "learner": f"{name}, {country}", "text": self.text, "themes": self.themes, **self.parts}

    def _aside(self, share: float) -> None:
        if self.chance.random() < share:
            self.text += (" " if self.text else "") + expanded(self.chance.choice(_sentences()["asides"]), self.chance)

    def _lead(self, index: int) -> None:
        bare = self.chance.random() < NO_CITY
        patterns = _sentences()["leads_without_city" if bare else "leads"]
        if self.text and not self.text.endswith((" ", "\n")):
            self.text += " "
        name, country = self.cities[index]
        for part in _SLOT.split(expanded(self.chance.choice(patterns), self.chance)):
            start = len(self.text)
            if part == "{c}":
                self.text += name
                city = {"start": start, "end": len(self.text), "text": name, "name": name, "country": country}
                self.parts["cities"].append({**city, "geonameid": None})
            elif part == "{m}":
                phrase = self.measures[index]
                opens = not self.text or self.text.endswith((". ", "\n"))
                self.text += phrase[0].upper() + phrase[1:] if opens else phrase
                self.parts["measures"].append({"start": start, "end": len(self.text), "text": self.text[start:]})
            else:
                self.text += part
        outcome = self.outcomes[index]
        source = None if bare else f"{name}, {country}"
        rung = {"stage": outcome["stage"], "status": outcome["status"]}
        self.parts["transfers"].append({"source": source, "measure": index, **rung})
