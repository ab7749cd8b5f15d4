"""Sentences made from templates, so that the context of a name is learned and not the name.

Knows nothing of corpora. `{C}`, `{D}`, `{E}` are cities, `{c}` the country of `{C}`, `{P}`, `{Q}` first names that
places bear, `{F}`, `{G}` first names, `{S}`, `{L}` surnames that places bear, `{W}` a word that a place bears, `{N}` a
noun, `{n}` a number.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from feedback_nlp.extract.cities.training.examples import Example
from feedback_nlp.places import Gazetteer, Kind, country_labels, country_names, fold
from feedback_nlp.places.countries import EUROPE
from feedback_nlp.places.lexicon import common_words, first_names, rare_words, surnames

_SLOT = re.compile(r"\{(\w)\}")
_CITIES = frozenset("CDE")
_SHARE_OWN, _SHARE_STATED, _SHARE_MISSPELT, _SHARE_SHOUTED = 0.08, 0.6, 0.3, 0.15
_SHARE_CITY_LIKE, _SHARE_CAPITAL = 0.65, 0.45
_SLOT_POOLS = {"Q": "Q", "L": "L", "F": "F", "G": "F", "N": "N"}
_KNOWN_TO_BE_CITIES = 60_000
_LETTERS = "aeioulnrst"


@cache
def template_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a file in `templates/`."""
    text = resources.files(__package__).joinpath("templates", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


class Writer:
    """Fills templates with names drawn from the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, stated: Sequence[tuple[str, str]], *, seed: int) -> None:
        """Collect the names to draw from.

        Args:
            gazetteer: Where names come from.
            stated: Name and country of the programme's cities.
            seed: Seed of the draws.
        """
        self._random = random.Random(seed)  # noqa: S311 -- sampling, not secrets
        self._stated = list(stated)
        self._labels = country_labels()
        places = [p for p in gazetteer.places() if "/" not in p.name and fold(p.name) not in country_names()]
        europe = [p for p in places if p.country in EUROPE]
        self._towns = [(p.name, p.country) for p in europe if 20_000 <= p.population < 700_000]  # noqa: PLR2004
        self._villages = [(p.name, p.country) for p in europe if 1_500 <= p.population < 20_000]  # noqa: PLR2004
        self._large = [(p.name, p.country) for p in places if p.population >= 300_000]  # noqa: PLR2004
        self._like_words = [self._placed(gazetteer, name) for name in template_lines("names_like_words")]
        given = [name.capitalize() for name in sorted(first_names()) if name in gazetteer and len(name) > 2]  # noqa: PLR2004
        family = [name.capitalize() for name in sorted(surnames()) if len(name) > 2]  # noqa: PLR2004
        self._persons = [self._placed(gazetteer, name) for name in template_lines("names_like_persons")]
        self._persons += [self._placed(gazetteer, name) for name in given if self._is_large(gazetteer, name)]
        self._families = [self._placed(gazetteer, name) for name in family if self._is_large(gazetteer, name)]
        self._pools = {
            "Q": given,
            "L": family,
            "F": [name.capitalize() for name in sorted(first_names())],
            "N": list(template_lines("nouns")),
        }
        self._words = sorted((common_words() | rare_words()) - {"she", "from", "but", "of", "and", "can", "are", "the"})

    @staticmethod
    def _placed(gazetteer: Gazetteer, name: str) -> tuple[str, str]:
        found = gazetteer.candidates(name)
        return name, found[0].place.country if found else "GB"

    @staticmethod
    def _is_large(gazetteer: Gazetteer, name: str) -> bool:
        return any(
            c.kind == Kind.PRIMARY and c.place.population >= _KNOWN_TO_BE_CITIES for c in gazetteer.candidates(name)[:3]
        )

    def examples(self, copies: int) -> Iterator[Example]:
        """Yield every template filled `copies` times."""
        for kind in ("city", "organisation", "person", "word"):
            for line in template_lines(kind):
                for _ in range(copies):
                    yield self._example(line, kind)

    def _example(self, line: str, kind: str) -> Example:
        draw = self._random
        values = self._values()
        text, spans, begin = "", [], 0
        for slot in _SLOT.finditer(line):
            text += line[begin : slot.start()]
            value = values[slot.group(1)]
            if slot.group(1) == "W":
                value = self._capitalised(value, begins=not text)
            if slot.group(1) in _CITIES:
                value = self._perhaps_misspelt(value)
                spans.append((len(text), len(text) + len(value)))
            text += value
            begin = slot.end()
        text += line[begin:]
        if kind == "word" and draw.random() < _SHARE_SHOUTED:
            text = text.upper()
        own = spans[0][0] if spans and draw.random() < _SHARE_OWN else None
        cities = frozenset(spans) if kind == "city" else frozenset()
        group = f"written {sum(map(ord, line)) % 5}"
        return Example(text, cities, f"written {kind}", group, stated=draw.random() < _SHARE_STATED, own=own)

    def _values(self) -> dict[str, str]:
        draw, pools = self._random, self._pools
        cities = {slot: self._city() for slot in "CDE"}
        values = {slot: name for slot, (name, _) in cities.items()}
        values["c"] = self._labels.get(cities["C"][1], "")
        values["P"] = draw.choice(self._persons)[0] if draw.random() < _SHARE_CITY_LIKE else draw.choice(pools["Q"])
        values["S"] = draw.choice(self._families)[0] if draw.random() < _SHARE_CITY_LIKE else draw.choice(pools["L"])
        values["W"] = draw.choice(self._words)
        values["n"] = str(draw.randint(1, 9))
        values |= {slot: draw.choice(pools[pool]) for slot, pool in _SLOT_POOLS.items()}
        return values

    def _capitalised(self, word: str, *, begins: bool) -> str:
        return word.capitalize() if begins or self._random.random() < _SHARE_CAPITAL else word

    def _city(self) -> tuple[str, str]:
        pools = (
            (0.15, self._stated),
            (0.35, self._towns),
            (0.12, self._large),
            (0.09, self._villages),
            (0.13, self._like_words),
            (0.08, self._persons),
            (0.08, self._families),
        )
        weights, choices = zip(*pools, strict=True)
        chosen: tuple[str, str] = self._random.choice(self._random.choices(choices, weights=weights)[0])
        return chosen

    def _perhaps_misspelt(self, name: str) -> str:
        draw = self._random
        if name not in {stated for stated, _ in self._stated} or len(name) < 5 or draw.random() > _SHARE_MISSPELT:  # noqa: PLR2004
            return name
        i = draw.randrange(1, len(name) - 1)
        return draw.choice(
            [
                name[:i] + name[i + 1 :],
                name[:i] + name[i + 1] + name[i] + name[i + 2 :],
                name[:i] + name[i] + name[i:],
                name[:i] + draw.choice(_LETTERS) + name[i + 1 :],
            ]
        )
