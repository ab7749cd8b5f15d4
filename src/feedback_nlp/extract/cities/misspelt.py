"""Names with one letter wrong: `Manheim`, `Lathi`.

Knows nothing of context. Only names of the programme and of large cities are guessed at, because almost any word is one
letter away from some village.
"""

from __future__ import annotations

from collections.abc import Iterable

from feedback_nlp.places.fold import fold_word

_MIN_LETTERS = 5


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


class Misspellings:
    """Which name a word may be meant to be, found by the deletions that two spellings share."""

    def __init__(self, stated: Iterable[str], large: Iterable[str], known_words: frozenset[str]) -> None:
        """Index the names.

        Args:
            stated: Folded names of the programme's cities, recognised in lower case too.
            large: Folded names of large cities, recognised with a capital only.
            known_words: Folded words that are right as they are.
        """
        self._stated = {name for name in stated if " " not in name and len(name) >= _MIN_LETTERS}
        self._known = known_words
        self._by_deletion: dict[str, set[str]] = {}
        names = self._stated | {name for name in large if " " not in name and len(name) >= _MIN_LETTERS}
        for name in names:
            for form in _deletions(name) | {name}:
                self._by_deletion.setdefault(form, set()).add(name)

    def intended(self, written: str) -> str | None:
        """Return the name that a word may be meant to be.

        Args:
            written: A word that is no name itself.

        Returns:
            The only folded name one letter away, names of the programme first; None if there is none or several.
        """
        if len(written) < _MIN_LETTERS - 1 or written in self._known:
            return None
        word = fold_word(written)
        if word in self._known:
            return None
        near = {name for form in _deletions(word) | {word} for name in self._by_deletion.get(form, ())}
        near = {name for name in near if name[0] == word[0] and is_one_letter_off(word, name)}
        stated = near & self._stated
        if written[0].islower() and len(word) < len(min(stated, key=len, default="x" * _MIN_LETTERS)) - 1:
            return None
        chosen = stated if stated or written[0].islower() else near
        return next(iter(chosen)) if len(chosen) == 1 else None


def is_one_letter_off(word: str, name: str) -> bool:
    """Return whether two different words differ by one deletion, insertion, replacement or swap of neighbours."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    left, right = word[start:], name[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return len(left) > 1 and len(right) > 1 and left[:2] == right[1::-1] and left[2:] == right[2:]
