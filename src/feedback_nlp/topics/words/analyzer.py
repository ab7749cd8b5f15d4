"""Turn texts into terms: single words and pairs of neighbouring words.

A pair never reaches over a stop word, a name or a punctuation mark, so that it reads as a phrase. Singular and plural
are one term, shown in its most frequent spelling.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Self

from feedback_nlp.topics.words.stop_words import stop_words

_TOKENS = re.compile(r"[^\W\d_](?:[\w]|[-'’](?=\w))*|\d[\w.,]*|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]")
_ENDING = re.compile(r"['’](?:s|re|ve|ll|d|m|t)$")
_SHORTEST = 3
_NO_MATCH = re.compile(r"(?!)")
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

    def fit(self, texts: Iterable[str]) -> Self:
        """Learn the usual spelling of each term.

        Args:
            texts: All texts of the corpus.
        """
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for run in self._runs(text):
                for word in run:
                    forms[stem(word)][word] += 1
        self._spelling = {key: _usual(counts) for key, counts in forms.items()}
        return self

    def __call__(self, text: str) -> list[str]:
        """Return the terms of a text, pairs after the words they are made of."""
        terms = []
        for run in self._runs(text):
            shown = [self._spelling.get(stem(word), word.lower()) for word in run]
            terms += shown
            terms += [f"{a} {b}" for a, b in pairwise(shown) if a.lower() != b.lower()]
        return terms or [NOTHING]

    def _runs(self, text: str) -> Iterator[list[str]]:
        """Yield stretches of neighbouring words that can be part of a term."""
        run: list[str] = []
        for token in _TOKENS.findall(self._names.sub(" . ", text)):
            word = _ENDING.sub("", token)
            if _WORD.match(word) and len(word) >= _SHORTEST and word.lower() not in stop_words():
                run.append(word)
            elif run:
                yield run
                run = []
        if run:
            yield run


def stem(word: str) -> str:
    """Return what a word has in common with its plural, in lower case."""
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word[:-1]
    return word


def _usual(counts: Counter[str]) -> str:
    """Return the most frequent form; the one in lower case where a capital may only be the start of a sentence."""
    lower = {form: n for form, n in counts.items() if form.islower()}
    pool = lower if lower else counts
    form = min(pool, key=lambda form: (-pool[form], form))
    return form if lower or not form.istitle() or _is_name(counts) else form.lower()


def _is_name(counts: Counter[str]) -> bool:
    return sum(counts.values()) > 1


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    spellings = {spelling for name in names if name.strip() for spelling in (name.strip(), name.strip().upper())}
    if not spellings:
        return _NO_MATCH
    longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
