"""Tell the language of a text.

Uses py3langid, restricted to languages that European city officers write. Short texts and doubtful ones have no
language rather than a wrong one: a text taken for another language is not coded.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"
"""ISO 639-2 code of a text whose language is not known."""

_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "no", "nn", "fi", "et", "lv", "lt", "pl", "cs", "sk", "sl",
    "hr", "sr", "bs", "hu", "ro", "bg", "el", "mt", "ga", "tr", "uk", "ru", "sq", "mk", "is", "ka", "hy", "ca", "gl",
)  # fmt: skip
_ENGLISH = frozenset(
    ("the", "and", "our", "that", "with", "from", "this", "have", "will", "but", "they", "are", "which", "their",
     "been", "would", "there", "what", "because", "when", "how", "than", "could", "already", "showed", "said")
)  # fmt: skip
_ENGLISH_SHARE = 0.12
_MIN_ENGLISH = 2
_MIN_WORDS = 4
_MIN_LETTERS = 15
_SURE = 0.6
_SAMPLE = 800


def language_of(text: str) -> str:
    """Return the language of a text.

    Args:
        text: Cleaned text; its beginning decides.

    Returns:
        ISO 639-1 code, or `und` where the text has fewer than four words or no language stands out.
    """
    sample = text[:_SAMPLE]
    if len(sample.split()) < _MIN_WORDS or sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return UNDETERMINED
    language, share = _identifier().classify(sample)
    if language != "en" and _reads_english(sample):
        return "en"
    return str(language) if language == "en" or share >= _SURE else UNDETERMINED


def _reads_english(text: str) -> bool:
    """Whether words that only English has hold the text together, whatever names stand in it."""
    words = text.lower().split()
    english = sum(word.strip(".,;:!?()") in _ENGLISH for word in words)
    return english >= max(_MIN_ENGLISH, _ENGLISH_SHARE * len(words))


@cache
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
