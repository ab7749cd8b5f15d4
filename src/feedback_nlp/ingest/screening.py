"""Decide which answers are testimonials; every other one gets a reason code and the reason in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from feedback_nlp.places.fold import fold
from feedback_nlp.records import Consent

_URL = re.compile(r"(?:https?://|www\.)\S+")
_REPEATED = re.compile(r"^(.)\1*$")
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop")
_TOOL_MARK = '{"ImportId"'
_MIN_KEYS = 4
_DASHES = frozenset("-–—_./\\|*? \n")
_PARTS = re.compile(r"\s*(?:\s/\s|[\n;,])\s*")
_SHOWN = 36

_COUNTED_ONLY = re.compile(r"aggregat|statistic|summar|(?:not?|without) (?:be )?(?:quot|publi|cit)|internal")
_REFUSED = re.compile(
    r"^(?:no(?! objection| problem)|none|not|false|0|nein|non|nee|nej|ei|refus\w*|declin\w*|denied|withdrawn?)\b|"
    r"\b(?:do not|don t|not agree|disagree\w*|withdraw\w*|refuse\w*|no consent)\b"
)
_GIVEN = re.compile(
    r"^(?:y|yes|true|1|ok|ja|oui|si|sim|tak|agree\w*|accept\w*|full|open)\b|"
    r"\b(?:publi\w*|quot\w*|i agree|no objection|no problem|anonym\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer is no testimonial.

    Attributes:
        reason: Reason code.
        detail: The reason in words.
    """

    reason: str
    detail: str


def refusal_of(text: str, *, min_words: int) -> Refusal | None:
    """Return why a text alone is no testimonial, or None if it may be one.

    Args:
        text: Cleaned text.
        min_words: Fewest words of a testimonial.
    """
    if not text:
        return Refusal("empty", "the answer is empty")
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    if says_none(text):
        return Refusal("no-answer", f"the answer says that there is none: {shown!r}")
    words = [word for word in fold(_URL.sub(" ", text)).split() if any(map(str.isalpha, word))]
    if not words or all(map(_is_mashed, words)) or text.startswith(_TOOL_MARK):
        return Refusal("not-text", f"the answer holds no words: {shown!r}")
    if len(words) < min_words:
        return Refusal("too-short", f"the answer has {len(words)} of at least {min_words} words: {shown!r}")
    return None


def consent_of(stated: str | None, default: Consent) -> Consent | None:
    """Return the consent that an input states.

    Args:
        stated: Value of the consent column.
        default: Consent where nothing is stated.

    Returns:
        `publish`, `aggregate`, or None where consent is refused. What is stated and not understood is `aggregate`,
        the use that shows nobody's words.
    """
    folded = fold(stated or "")
    if folded in {"", "n a", "na"}:
        return default
    if _COUNTED_ONLY.search(folded):
        return "aggregate"
    if _REFUSED.search(folded):
        return None
    return "publish" if _GIVEN.search(folded) else "aggregate"


@cache
def _no_answers() -> frozenset[str]:
    """Folded answers that say that there is none, in the languages that exports hold."""
    text = resources.files(__package__).joinpath("no_answers.txt").read_text(encoding="utf-8")
    return frozenset(map(fold, text.splitlines()))


def says_none(text: str) -> bool:
    """Whether the whole text, or each of its parts between strokes and line breaks, says that there is no answer."""
    if all(char in _DASHES for char in text) or fold(text) in _no_answers():
        return True
    parts = [folded for part in _PARTS.split(text) if (folded := fold(part))]
    return len(parts) > 1 and all(part in _no_answers() for part in parts)


def _is_mashed(word: str) -> bool:
    """Keys hit at random: one letter over and over, or a stretch of a keyboard row."""
    if len(word) < _MIN_KEYS:
        return _REPEATED.match(word) is not None and len(word) > 1
    return _REPEATED.match(word) is not None or any(word in row or word[::-1] in row for row in _KEY_ROWS)
