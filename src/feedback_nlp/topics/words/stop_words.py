"""The shipped list of words that say nothing about a topic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LIST = Path(__file__).parent / "stop_words.txt"


@cache
def stop_words() -> frozenset[str]:
    """Return the stop words of all languages of the list, in lower case."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split()[1:])
