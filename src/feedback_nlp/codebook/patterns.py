"""Cue patterns: words and phrases with stems, as one regular expression.

Knows nothing of themes. A cue is written in lower case; `*` ends a stem ("retrofit*"), a space stands for any white
space; case and typographic apostrophes in the text do not matter. Cues that begin alike share their beginning in the
expression, which is several times faster than trying them one after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_STEM_END = r"\w*"
_SPACE = r"\s+"
_APOSTROPHE = "['’]"

Trie = dict[str, "Trie"]
"""What may follow a beginning; the empty string is the end of a cue."""


def cue_expression(cue: str) -> str:
    """Return the regular expression of one cue, without word borders."""
    return "".join(_atoms(cue))


def compile_cues(cues: Iterable[str]) -> re.Pattern[str] | None:
    """Return one expression for all cues, or None where there is none.

    Where several fit, the one that is written out furthest wins, before a stem and before a shorter one.
    """
    trie: Trie = {}
    for cue in cues:
        node = trie
        for atom in _atoms(cue):
            node = node.setdefault(atom, {})
        node[""] = {}
    if not trie:
        return None
    return re.compile(rf"(?<!\w){_expression(trie)}(?!\w)", re.IGNORECASE)


def _atoms(cue: str) -> list[str]:
    special = {"*": _STEM_END, " ": _SPACE, "'": _APOSTROPHE}
    return [special.get(character) or re.escape(character) for character in " ".join(cue.casefold().split())]


def _expression(node: Trie) -> str:
    """Return the expression of a trie: what goes on before what ends."""
    branches = [atom + _expression(node[atom]) for atom in sorted(node, key=_generality) if atom]
    if not branches:
        return ""
    if "" in node:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _generality(atom: str) -> tuple[bool, str]:
    return atom == _STEM_END, atom


class CueMatcher:
    """Finds cues in a text, except where a negative cue stands."""

    def __init__(self, cues: Iterable[str], negative_cues: Iterable[str] = ()) -> None:
        """Compile the cues.

        Args:
            cues: What counts.
            negative_cues: Phrases inside which a cue does not count.
        """
        self._positive = compile_cues(cues)
        self._negative = compile_cues(negative_cues)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every cue, left to right."""
        if self._positive is None:
            return
        blocked = [] if self._negative is None else [match.span() for match in self._negative.finditer(text)]
        for match in self._positive.finditer(text):
            start, end = match.span()
            if not any(start < block_end and block_start < end for block_start, block_end in blocked):
                yield start, end
