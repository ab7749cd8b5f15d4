"""Turn texts into terms: single words and pairs of neighbouring words.

A pair never reaches over a stop word, a name or a punctuation mark, so that it reads as a phrase. Singular and plural
are one term, shown in its most frequent spelling.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Self

from feedback_nlp.topics.words.stop_words import stop_words

_TOKENS = re.compile(r"[^\W\d_](?:\w|[-'’](?=\w))*|\d[\w.,]*|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]")
_ENDING = re.compile(r"['’](?:s|re|ve|ll|d|m|t)$", re.IGNORECASE)
_SHORTEST = 3
_NO_MATCH = re.compile(r"(?!)")
_CAPITALS_FROM = 0.7
_REMEMBERED = 50_000
"""Texts of the corpus that are split once: they come again when topics are named and their examples are chosen."""

NOTHING = "∅"
"""Stands for the terms of a text that has none: a vectorizer refuses a corpus without any."""


class TermAnalyzer:
    """Splits a text into terms; fitted on the texts, so that it knows how each term is mostly written."""

    def __init__(self, *, ignored_names: Iterable[str] = ()) -> None:
        """Prepare the analyzer.

        Args:
            ignored_names: Names that no term may hold, such as those of cities and countries. They are matched as
                written or in capitals, so that `Nice` does not rule out `nice`.
        """
        self._names = _pattern(ignored_names)
        self._spelling: dict[str, str] = {}
        self._split: dict[str, tuple[list[str], ...]] = {}

    def fit(self, texts: Iterable[str]) -> Self:
        """Learn the usual spelling of each term.

        Args:
            texts: All texts of the corpus.
        """
        self._split = {}
        written = Counter[str]()
        for text in texts:
            runs = self._runs(text)
            if len(self._split) < _REMEMBERED:
                self._split[text] = runs
            for run in runs:
                written.update(run)
        lower = Counter[str]()
        for word, count in written.items():
            lower[word.lower()] += count
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for word, count in written.items():
            forms[singular(word.lower(), lower)][word] += count
        self._spelling = {
            word.lower(): spelling for counts in forms.values() for spelling in (_usual(counts),) for word in counts
        }
        return self

    def __call__(self, text: str) -> list[str]:
        """Return the terms of a text, pairs after the words they are made of."""
        terms = []
        for run in self._runs(text):
            shown = [self._spelling.get(word.lower(), word.lower()) for word in run]
            terms += shown
            terms += [f"{a} {b}" for a, b in pairwise(shown) if a.lower() != b.lower()]
        return terms or [NOTHING]

    def _runs(self, text: str) -> tuple[list[str], ...]:
        """Return stretches of neighbouring words that can be part of a term."""
        known = self._split.get(text)
        return tuple(self._stretches(text)) if known is None else known

    def _stretches(self, text: str) -> Iterator[list[str]]:
        run: list[str] = []
        for token in _TOKENS.findall(self._names.sub(" . ", text)):
            word = _word(token)
            if word:
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


@lru_cache(maxsize=_REMEMBERED)
def _word(token: str) -> str:
    """Return a token without its ending, nothing if it cannot be part of a term."""
    word = _ENDING.sub("", token)
    telling = _WORD.match(word) and len(word) >= _SHORTEST and word.lower() not in stop_words()
    return word if telling else ""


def singular(word: str, known: Mapping[str, int]) -> str:
    """Return the singular of an English plural, if the corpus has it; else the word itself.

    Args:
        word: A word in lower case.
        known: Words of the corpus.
    """
    if not word.endswith("s") or word.endswith("ss"):
        return word
    endings = (("s", ""), ("ies", "y"), ("es", ""))
    options = (word.removesuffix(ending) + instead for ending, instead in endings if word.endswith(ending))
    return next((option for option in options if option in known and len(option) >= _SHORTEST), word)


def _usual(counts: Mapping[str, int]) -> str:
    """Return the most frequent form, in lower case unless most of its uses have a capital."""
    capitals = sum(count for form, count in counts.items() if not form.islower())
    form = min(counts, key=lambda form: (-counts[form], form))
    if capitals >= _CAPITALS_FROM * sum(counts.values()) and capitals > 1:
        return form
    lower = [form for form in counts if form.islower()]
    return min(lower, key=lambda form: (-counts[form], form)) if lower else form.lower()


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    spellings = {spelling for name in names if name.strip() for spelling in (name.strip(), name.strip().upper())}
    if not spellings:
        return _NO_MATCH
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
