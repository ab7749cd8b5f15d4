"""Folding: what two spellings of one name have in common.

Knows nothing of places. A folded name is lower-case ASCII words joined by one space, without diacritics, hyphens,
apostrophes or full stops: `Cluj-Napoca` → `cluj napoca`, `Łódź` → `lodz`, `St. Pölten` → `st polten`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
"""A word of a name: letters and digits, so that hyphens, apostrophes and full stops separate."""

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ĸ": "k", "ə": "a", "ǝ": "a", "ɛ": "e", "ĳ": "ij", "ŀ": "l",
    }
)  # fmt: skip
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_SIMPLE = str.maketrans({"æ": "a", "œ": "o", "þ": "t"})
_ABBREVIATIONS = {"st": ("saint", "sankt", "sveti"), "ste": ("sainte",), "sta": ("santa",), "sv": ("sveti",)}
_EXPANSIONS = {"saint": "st", "sankt": "st", "sainte": "ste", "szent": "st"}


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> str:
    """Return one word in lower case and without diacritics, in ASCII where its script is Latin.

    Args:
        word: Letters without spaces.

    Returns:
        The folded word; characters of other scripts stay as they are.
    """
    word = word.lower()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(name: str) -> str:
    """Return a whole name folded, its words joined by one space.

    Args:
        name: A name or any text.

    Returns:
        Folded words joined by a space; empty if the name has no letter or digit.
    """
    return " ".join(fold_word(word) for word in WORD.findall(unicodedata.normalize("NFC", name)))


def spellings(name: str) -> tuple[str, ...]:
    """Return every folded spelling under which a name may be written in English text.

    Besides the plain folding these are the digraphs of German and the Nordic languages (`Münster` as `muenster`,
    `Umeå` as `umeaa`), plain vowels for ligatures, and `st` for `saint` or `sankt`.

    Args:
        name: A name with its diacritics.

    Returns:
        Distinct folded names, the plain folding first.
    """
    lowered = unicodedata.normalize("NFC", name).lower()
    found = [fold(lowered), fold(lowered.translate(_DIGRAPHS)), fold(lowered.translate(_SIMPLE))]
    first, _, rest = found[0].partition(" ")
    if rest and first in _EXPANSIONS:
        found.append(f"{_EXPANSIONS[first]} {rest}")
    if rest and first in _ABBREVIATIONS:
        found.extend(f"{full} {rest}" for full in _ABBREVIATIONS[first])
    return tuple(dict.fromkeys(form for form in found if form))
