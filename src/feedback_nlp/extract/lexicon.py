"""What single words give away: cues of stage and status, of themes, of places pointed back to.

Knows nothing of the network that reads these marks, nor of any particular text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from feedback_nlp.codebook import CueMatcher, load_codebook
from feedback_nlp.extract.words import Words

FOLDER = Path(__file__).parent / "lexicon"
CITY_MARKS = ("source", "learner", "demonym")

Marks = NDArray[np.uint8]


@cache
def cue_matchers() -> dict[str, CueMatcher]:
    """Return the matchers of the cue classes, in the order of the file, then of the packaged themes."""
    classes: dict[str, Any] = yaml.safe_load((FOLDER / "cues.yaml").read_text(encoding="utf-8"))
    matchers = {name: CueMatcher(str(cue) for cue in cues) for name, cues in classes.items()}
    return matchers | {theme.id: theme.matcher for theme in load_codebook(None).themes}


@cache
def demonyms() -> dict[str, frozenset[str]]:
    """Return word → countries (ISO 3166-1 alpha-2) that it points to."""
    countries: dict[str, list[str]] = yaml.safe_load((FOLDER / "demonyms.yaml").read_text(encoding="utf-8"))
    words: dict[str, set[str]] = {}
    for country, names in countries.items():
        for name in names:
            words.setdefault(name, set()).add(country)
    return {word: frozenset(found) for word, found in words.items()}


@cache
def mark_names() -> tuple[str, ...]:
    """Return the names of the marks, in the order of the columns of `cue_marks` followed by the city marks."""
    return (*cue_matchers(), *CITY_MARKS)


@cache
def theme_columns() -> slice:
    """Return the columns of the packaged themes among the marks."""
    themes = len(load_codebook(None).themes)
    last = len(mark_names()) - len(CITY_MARKS)
    return slice(last - themes, last)


def cue_marks(words: Words) -> Marks:
    """Return which cues each word is part of, shape (words, marks), city marks still empty."""
    marks = np.zeros((len(words), len(mark_names())), dtype=np.uint8)
    for column, matcher in enumerate(cue_matchers().values()):
        for start, end in matcher.spans(words.text):
            first, last = words.covering(start, end)
            marks[first:last, column] = 1
    return marks


def countries_of(word: str) -> frozenset[str]:
    """Return the countries that a case-folded word such as `finnish` or `danes` points to."""
    stem = word.removesuffix("'s").removesuffix("’s")
    return demonyms().get(stem, frozenset())
