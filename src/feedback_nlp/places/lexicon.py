"""Words that places share with the language and with people.

Knows nothing of context: it says what a word can be, not what it is. Sources stand in `words/README.md`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _words(name: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.splitlines())


def common_words() -> frozenset[str]:
    """Return folded names of places that are everyday English words (`nice`, `split`, `reading`)."""
    return _words("common")


def rare_words() -> frozenset[str]:
    """Return folded names of places that are rarer English words (`derby`, `hull`)."""
    return _words("rare")


def first_names() -> frozenset[str]:
    """Return folded first names, whether or not a place bears them."""
    return _words("first_names")


def surnames() -> frozenset[str]:
    """Return folded names of places that are frequent surnames."""
    return _words("surnames")


def region_names() -> frozenset[str]:
    """Return folded names of places that are better known as regions, states, rivers, mountains or city districts."""
    return _words("regions")


def name_openers() -> frozenset[str]:
    """Return folded words that begin so many names that they are no short form of any (`bad`, `saint`, `villa`)."""
    return _words("openers")
