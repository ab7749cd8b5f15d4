"""Clean text without changing what it says.

Knows nothing of testimonials. Mends mojibake, composes Unicode (NFC), removes what nobody sees, evens out white space.
Cleaning twice changes nothing more, so that an id made of the cleaned text stays.
"""

from __future__ import annotations

import re
import unicodedata

import ftfy

_CONFIG = ftfy.TextFixerConfig(uncurl_quotes=False, normalization="NFC", explain=False)
_TAG = re.compile(r"</?(?:p|br|b|i|u|strong|em|ul|ol|li|div|span|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAKING_TAG = re.compile(r"<(?:br|/p|/li|/div|/h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE)
_EXCEL_ESCAPE = re.compile(r"_x000[DA9]_")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co"))
_JOINER = "\u200d"
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(rf"(?<![{_EMOJI}\ufe0f]){_JOINER}|{_JOINER}(?![{_EMOJI}])")
_MAX_PASSES = 5


def clean(text: str) -> str:
    """Return the text mended and without invisible characters.

    Args:
        text: Any text, as an export holds it.

    Returns:
        NFC text without control, zero-width or private characters, with single spaces and at most one blank line.
    """
    for _ in range(_MAX_PASSES):
        cleaned = _clean_once(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def clean_line(text: str) -> str:
    """Return the text cleaned and on one line, for names and headers."""
    return " ".join(clean(text).split())


def _clean_once(text: str) -> str:
    text = _EXCEL_ESCAPE.sub("\n", text)
    text = ftfy.fix_text(text, _CONFIG)
    text = _BREAKS.sub("\n", text)
    if "<" in text:
        text = _TAG.sub(" ", _BREAKING_TAG.sub("\n", text))
    if not text.replace("\n", "").isprintable():
        text = _STRAY_JOINER.sub("", "".join(char for char in text if _is_kept(char)))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text)).strip()


def _is_kept(char: str) -> bool:
    # the joiner glues emoji together; without it one family becomes three people
    return char in {"\n", "\t", _JOINER} or unicodedata.category(char) not in _INVISIBLE
