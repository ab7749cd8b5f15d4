"""Sentences by rule, for text as people type it into survey forms.

Knows nothing of spaCy: topics need sentences of a million texts, not their grammar. Line breaks, bullets, missing
spaces and capitals, abbreviations and emoji are expected. Spans leave out white space and list marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST = 1000
WRAPPED = 60
LIST_MARK_WIDTH = 12
SHORTEST_GLUED = 2

Span = tuple[int, int]

_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff\ufe0f\u200d"
_BREAK = re.compile(
    rf"""(?P<lines>[ \t]*(?:\r\n?|\n|\u2028|\u2029)\s*)
    |(?P<stop>(?:[.!?…。！？]+)(?P<closing>["'”’»)\]]*))(?P<gap>[ \t\u00a0]+|(?=[A-Z][a-z]))
    |(?<=[{_EMOJI}])[ \t]+(?=[A-Z])
    |(?:(?<=\s)|^)(?=[•●▪◦‣]\s)""",
    re.VERBOSE | re.MULTILINE,
)
_LIST_MARK = re.compile(r"\s*(?:[-–—•●▪◦‣·*>✓✔➢]+\s+|[•●▪◦‣✓✔➢]|\(?(?:\d{1,2}[.)]|[a-z]\))\s+(?=\S))?\s*")
_NEW_ITEM = re.compile(r"[-–—•●▪◦‣·*>✓✔➢]+\s|[•●▪◦‣✓✔➢]|\(?(?:\d{1,2}[.)]|[a-z]\))\s")
_LAST_WORD = re.compile(r"(?:[^\W_]|[.'’@/-])+\Z")
_IN_ADDRESS = re.compile(r"[.@/]|^www$")
_ADDRESS_GOES_ON = re.compile(r"\w+\.[a-z]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[A-ZÀ-Þ]")
_SOFT_CUT = re.compile(r"[,;:]\s+|\s+[-–—]\s+|\s+")
_ABBREVIATION_LIST = """
mr mrs ms dr prof st ste mt no nos nr approx ca cca cf vs fig figs eq ed eds vol p pp art sec sect ch incl excl resp
dept univ min max tel ext inc ltd co corp jr sr jan feb mar apr jun jul aug sep sept oct nov dec mio bn tn viz al ph gov
sq ft hon rev gen col lt sgt capt
"""
_MAY_END_LIST = "etc e.g i.e a.m p.m co inc ltd jr sr al no max min u.s u.k e.u"
_STARTER_LIST = """
the we i it this these that they our in he she but and however also then there at as a an my you for on to if when what
so one another after now first
"""
_ABBREVIATIONS, _MAY_END, _STARTERS = (
    frozenset(words.split()) for words in (_ABBREVIATION_LIST, _MAY_END_LIST, _STARTER_LIST)
)


def split_sentences(texts: Iterable[str]) -> Iterator[list[Span]]:
    """Yield the sentences of each text.

    Args:
        texts: Texts of any length.

    Yields:
        Start and end of each sentence in characters, ascending and without overlap; an empty list for a text without
        letters or marks. No sentence is longer than 1,000 characters: longer ones are cut, at a comma if there is one.
    """
    for text in texts:
        yield [span for start, stop in _pieces(text) for span in _within_limit(text, start, stop)]


def _pieces(text: str) -> Iterator[Span]:
    start = 0
    for match in _BREAK.finditer(text):
        if _is_boundary(text, start, match):
            yield from _trimmed(text, start, match.end("stop") if match["stop"] else match.start())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_boundary(text: str, start: int, match: re.Match[str]) -> bool:
    if match["lines"]:
        return _lines_part(text, start, match)
    if match["stop"]:
        return _stop_ends(text, start, match)
    return True


def _lines_part(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell a line that ends something from one that is merely wrapped."""
    following = text[match.end() : match.end() + 5]
    line = text[max(start, text.rfind("\n", 0, match.start()) + 1) : match.start()]
    wrapped = following[:1].islower() or len(line) >= WRAPPED
    return (
        len(match["lines"].splitlines()) > 1
        or match["lines"].count("\n") > 1
        or _NEW_ITEM.match(following) is not None
        or line.endswith((".", "!", "?", "…", ":", ";"))
        or not wrapped
    )


def _stop_ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell a stop that ends a sentence from one of an abbreviation, an initial, a list number or a pause."""
    before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    word = before[0] if before else ""
    following = text[match.end() : match.end() + 20]
    if not match["gap"] and (
        len(word) < SHORTEST_GLUED or _IN_ADDRESS.search(word) or _ADDRESS_GOES_ON.match(following)
    ):
        return False
    if match["stop"][0] != ".":
        return not following[:1].islower() or (match["stop"][0] in "!?" and not match["closing"])
    if match["stop"].startswith("..") and following[:1].islower():
        return False
    opens = match.start() - start < LIST_MARK_WIDTH and not text[start : match.start() - len(word)].strip(" \t\n(-–•*")
    return _period_ends(word, following, opens=opens)


def _period_ends(word: str, following: str, *, opens: bool) -> bool:
    """Decide on a single period after a word, which is given without it."""
    if opens and (word.isdigit() or len(word) == 1):
        return False
    next_word = re.match(r"\w*", following)
    starter = next_word is not None and following[:1].isupper() and next_word[0].lower() in _STARTERS
    if word.lower() in _MAY_END or _INITIALS.fullmatch(word):
        return starter
    return word.lower() not in _ABBREVIATIONS


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    mark = _LIST_MARK.match(text, start, stop)
    start = mark.end() if mark else start
    if any(not char.isspace() for char in text[start:stop]):
        yield start, stop


def _within_limit(text: str, start: int, stop: int) -> Iterator[Span]:
    while stop - start > LONGEST:
        cuts = [cut.end() for cut in _SOFT_CUT.finditer(text, start + LONGEST // 2, start + LONGEST)]
        soft = [cut for cut in cuts if text[cut - 2] in ",;:"]
        cut = (soft or cuts or [start + LONGEST])[-1]
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, stop)
