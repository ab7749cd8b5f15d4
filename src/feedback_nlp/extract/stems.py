"""Words reduced to what they say: stems without inflection, function words and light verbs left out.

Knows nothing of measures or groups.
"""

from __future__ import annotations

import re

_STOP = (
    "a an the of for in on at to with by from into and or their its our your own new more some such this that these "
    "those every each all both how as is are be been being it they them has have had who which where when"
)
STOP_WORDS = frozenset(_STOP.split())
_LIGHT = (
    "use using used make making create creating introduce introducing set up setting build building put putting give "
    "giving offer offering run running open opening do doing let letting get getting start starting"
)
LIGHT = frozenset(_LIGHT.split())
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SUFFIXES = (
    "isations",
    "izations",
    "isation",
    "ization",
    "ations",
    "ation",
    "ories",
    "ory",
    "ising",
    "izing",
    "ings",
    "ing",
    "ments",
    "ment",
    "ions",
    "ion",
    "ies",
    "ers",
    "er",
    "ed",
    "es",
    "s",
    "e",
    "y",
)
SHORTEST_STEM = 4


def stem(word: str) -> str:
    """Return a word without its inflection and nominal ending: `inventorying` and `inventory` become one."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    for suffix in _SUFFIXES:
        if folded.endswith(suffix) and len(folded) - len(suffix) >= SHORTEST_STEM:
            folded = folded[: -len(suffix)]
            break
    return folded[:-1] if len(folded) > SHORTEST_STEM and folded[-1] == folded[-2] else folded


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a measure is, without function words and light verbs."""
    words = [word.casefold() for word in _WORD.findall(text)]
    kept = [word for word in words if word not in STOP_WORDS and word not in LIGHT]
    return frozenset(stem(word) for word in kept or words)


def canonical(text: str) -> str:
    """Return a measure in normal form: the sorted stems of its content words."""
    return " ".join(sorted(content_stems(text)))
