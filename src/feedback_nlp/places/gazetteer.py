"""The gazetteer: which places a name can mean, and where such names stand in a text.

Knows nothing of context: `find` gives every stretch that is some place's name, `candidates` every place of a name.
Deciding whether a stretch is used as a city's name, and which city it is, is left to callers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from feedback_nlp.places.countries import NEAR
from feedback_nlp.places.fold import WORD, fold, fold_word, spellings
from feedback_nlp.places.lexicon import common_words
from feedback_nlp.places.names import Kind
from feedback_nlp.places.supplement import Addition, StatedCity, shipped_supplement, stated_additions
from feedback_nlp.places.table import PlaceTable, read_table
from feedback_nlp.records import Place

TABLE = Path(__file__).parent / "gazetteer.npz"
LOWER_POPULATION = 15_000
"""Inhabitants from which an added place is looked for in lower case too, as in the compiled table."""
LARGE = 100_000
"""Inhabitants from which a city counts as large."""
_MIN_LETTERS = 3
_REMEMBERED = 1 << 18
_NO_NAME, _SINGLE, _BEGINS = 0, 1, 2
_GAP = re.compile(r"[ \u00a0]?[-–'’.]?[ \u00a0\n]?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean.

    Attributes:
        place: The place.
        kind: Whether the name is its main name, an alternate one or a short form.
        stated: Whether the programme names the place.
    """

    place: Place
    kind: Kind
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that is the name of at least one place.

    Attributes:
        start: Offset of the first character, in code points.
        end: Offset after the last one.
        folded: The name, folded.
    """

    start: int
    end: int
    folded: str


class Gazetteer:
    """Names to places, over a compiled table and additions.

    Looking up is pure: equal tables and additions give equal answers.
    """

    def __init__(self, table: PlaceTable, additions: Sequence[Addition] = ()) -> None:
        """Index the names.

        Args:
            table: The compiled table.
            additions: Supplement first, then programme and user's places; later ones outrank earlier ones.
        """
        self._table = table
        self._row = dict(zip(table.form, range(len(table.form)), strict=True))
        self._added: dict[str, list[Candidate]] = {}
        self._added_by_id: dict[str, Place] = {}
        self._stated: set[str] = set()
        self._widest = dict(zip(table.opening, table.width.tolist(), strict=True))
        self._lower_added: set[str] = set()
        self._word_class: dict[str, int] = {}
        for addition in additions:
            self._add(addition)

    def _add(self, addition: Addition) -> None:
        place = self._known(addition.place) or addition.place
        self._added_by_id[place.city_id] = place
        if addition.stated:
            self._stated.add(place.city_id)
        for name in (addition.place.name, *addition.aliases):
            for form in spellings(name):
                entries = self._added.setdefault(form, [])
                entries[:] = [c for c in entries if c.place.city_id != place.city_id]
                entries.append(Candidate(place, Kind.PRIMARY, addition.stated))
                words = form.split(" ")
                self._widest[words[0]] = max(len(words), self._widest.get(words[0], 0))
                if form not in common_words() and (addition.stated or place.population >= LOWER_POPULATION):
                    self._lower_added.add(form)

    @cached_property
    def _lower(self) -> set[str]:
        """Names that are looked for in lower case too; looking up a name needs none of them."""
        table = (self._table.form[i] for i in self._table.lower.tolist())
        return {form for form in table if len(form) > _MIN_LETTERS} | self._lower_added

    def _known(self, place: Place) -> Place | None:
        """The table's own place for an addition, by id, or by name and country."""
        if place.geonameid is not None:
            return self.by_geonameid(place.geonameid)
        same = [c for c in self.candidates(place.name) if c.place.country == place.country]
        same.sort(key=lambda c: (c.kind, -c.place.population))
        return same[0].place if same else None

    def __len__(self) -> int:
        """Number of places in the compiled table."""
        return len(self._table.name)

    def places(self) -> Iterator[Place]:
        """Yield the places of the compiled table, in order of GeoNames id."""
        return (self._place(row) for row in range(len(self)))

    def _place(self, row: int) -> Place:
        table = self._table
        geonameid = int(table.geonameid[row])
        return Place(
            f"geonames:{geonameid}",
            geonameid,
            table.name[row],
            table.country[row],
            round(float(table.lat[row]), 5),
            round(float(table.lon[row]), 5),
            int(table.population[row]),
        )

    def by_geonameid(self, geonameid: int) -> Place | None:
        """Return the place with a GeoNames id, or None if the table lacks it."""
        row = int(np.searchsorted(self._table.geonameid, geonameid))
        found = row < len(self) and int(self._table.geonameid[row]) == geonameid
        return self._place(row) if found else None

    def by_city_id(self, city_id: str) -> Place | None:
        """Return the place with a `city_id` as this gazetteer gives them, or None if it has none of that id."""
        added = self._added_by_id.get(city_id)
        if added is not None:
            return added
        kind, _, value = city_id.partition(":")
        return self.by_geonameid(int(value)) if kind == "geonames" and value.isdigit() else None

    def large_names(self) -> frozenset[str]:
        """Return the folded main names of cities of `LARGE` inhabitants and more in Europe and its neighbours."""
        table = self._table
        rows = np.flatnonzero(table.population >= LARGE)
        return frozenset(fold(table.name[row]) for row in rows if table.country[row] in NEAR)

    def __contains__(self, name: str) -> bool:
        """Return whether some place bears the name, folded or not."""
        folded = fold(name)
        return folded in self._row or folded in self._added

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that a name can mean.

        Args:
            name: A name, folded or not.

        Returns:
            Added places first, then main names before alternate ones before short forms, larger before smaller.
        """
        folded = fold(name)
        added = tuple(reversed(self._added.get(folded, ())))
        row = self._row.get(folded)
        if row is None:
            return added
        table = self._table
        begin, end = int(table.first[row]), int(table.first[row + 1])
        seen = {candidate.place.city_id for candidate in added}
        listed = ((self._place(int(table.posting[i])), Kind(int(table.kind[i]))) for i in range(begin, end))
        return added + tuple(
            Candidate(place, kind, place.city_id in self._stated) for place, kind in listed if place.city_id not in seen
        )

    def find(self, text: str) -> list[Match]:
        """Return the longest names of places in a text, from left to right, none overlapping.

        Args:
            text: Any text.

        Returns:
            Matches in order. Names in lower case are found only where a larger or added place bears them and they are
            no English word.
        """
        matches: list[Match] = []
        known, reached = self._word_class, 0
        for word in WORD.finditer(text):
            written = word.group()
            kind = known.get(written)
            if kind is None:
                kind = self._classify(written)
            if kind == _NO_NAME or word.start() < reached:
                continue
            match = self._match_from(text, word, kind)
            if match is not None:
                matches.append(match)
                reached = match.end
        return matches

    def _classify(self, written: str) -> int:
        """What a word can be, remembered by its spelling because texts repeat themselves."""
        if len(self._word_class) > _REMEMBERED:
            self._word_class.clear()
        word = fold_word(written)
        if written[0].islower():
            single = word in self._lower
        else:
            single = len(word) >= _MIN_LETTERS and (word in self._row or word in self._added)
        kind = (_SINGLE if single else _NO_NAME) | (_BEGINS if word in self._widest else _NO_NAME)
        self._word_class[written] = kind
        return kind

    def _match_from(self, text: str, first: re.Match[str], kind: int) -> Match | None:
        folded = fold_word(first.group())
        if kind & _BEGINS:
            words = _words_from(text, first, self._widest[folded])
            for width in range(len(words), 1, -1):
                form = " ".join(fold_word(word.group()) for word in words[:width])
                if self._stands(form, words[0].group(), words[width - 1].group()):
                    return Match(_with_apostrophe(text, first), words[width - 1].end(), form)
        return Match(first.start(), first.end(), folded) if kind & _SINGLE else None

    def _stands(self, form: str, first: str, last: str) -> bool:
        is_elided = len(first) == 1 and last[0].isupper()
        if not is_elided and (first[0].islower() or last[0].islower()):
            return form in self._lower
        return form in self._row or form in self._added


def _with_apostrophe(text: str, first: re.Match[str]) -> int:
    """Where a name begins: `'s-Hertogenbosch` and `'t Harde` begin with the apostrophe."""
    start = first.start()
    is_elided = first.group() in {"s", "t"} and text[max(0, start - 1) : start] in {"'", "’"}
    return start - 1 if is_elided and not text[max(0, start - 2) : start - 1].isalnum() else start


def _words_from(text: str, first: re.Match[str], most: int) -> list[re.Match[str]]:
    """The word and those that follow it with nothing between them but what joins the words of a name."""
    words = [first]
    while len(words) < most:
        gap = _GAP.match(text, words[-1].end())
        following = WORD.match(text, gap.end()) if gap else None
        if following is None:
            break
        words.append(following)
    return words


@cache
def _compiled() -> PlaceTable:
    return read_table(TABLE)


def load_gazetteer(*, extra: Iterable[StatedCity] = (), added: Sequence[Addition] = ()) -> Gazetteer:
    """Return the gazetteer with the shipped supplement and whatever else is added.

    Args:
        extra: Cities of a programme; they outrank all others.
        added: Places of a user's GeoNames dump.

    Raises:
        ModelFileError: If the compiled table is missing or damaged.
        ConfigurationError: If a stated country is unknown.
    """
    return Gazetteer(_compiled(), (*shipped_supplement(), *added, *stated_additions(extra)))
