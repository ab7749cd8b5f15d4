"""Tell testimonials on a page from what frames them: headings, key figures, lists of sessions, talk of the programme.

Knows nothing of any particular page: the signs are typographic, or who speaks about whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedback_nlp.places.fold import fold

ITEM = re.compile(r"^\s*(?:[-*+•·▪◦‣–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
"""The mark of a list item."""

_HEADING_MARK = re.compile(r"^\s*#{1,6}\s")
_RULE = re.compile(r"^\s*(?:[-*_=~]\s*){3,}$")
_BOLD = re.compile(r"\*\*|__")
_AMPERSAND = re.compile(r"^\s*(?:[-*+]\s+)?(?:\*\*)?&\s")
_FIGURE = re.compile(
    r"^\s*(?:\*\*)?(?:over |more than |about |around |[+~>≥] ?)?\d[\d.,' ]*\+?(?:\*\*)?(?:\s|$)", re.IGNORECASE
)
_FINAL_MARK = re.compile(r"[.!?…;,][\"'”’)]*\s*$")
_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|i|my|me|mine|ourselves|myself)\b|\b(?:we|i)['’]", re.IGNORECASE)
_PROGRAMME = re.compile(
    r"\b(?:cohorts?|mission cities|lead cities|editions?|discussion groups?|twinning|replicators?|labelled|"
    r"pilot cities|mission label)\b",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"\b(?:programmes?|participants?|sessions?|phases?|webinars?|workshops?|peer[- ]learning|technical assistance)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
_SITE = re.compile(
    r"^\s*(?:©|copyright ©|(?:https?://|www\.)\S+\s*$|!?\[[^\]]*\]\([^)]*\)\s*$)|"
    r"^\s*(?:read more|find out more|learn more|contact(?: us)?|follow us|privacy(?: policy)?|cookies?|subscribe|"
    r"back to (?:top|overview)|share this(?: page)?|imprint|all rights reserved)(?:\s*:.*|\s*[.»>→]*\s*)$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"^\s*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE)
_LABELLED_NAMES = re.compile(r"^[^:]{2,60}:\s*(?P<names>[^a-z0-9\s][^:.;!?]{1,80})$")
_NAME_LINK = re.compile(r"\s*(?:,|&|\band\b|/|\+)\s*")
_LABEL_WORDS = 7
_MANY_WORDS = 12
_MIN_LABELLED = 2
_CAPITALS = 0.9


def is_furniture(block: Sequence[str], *, learner: str) -> bool:
    """Return whether a block below the first one of a testimonial belongs to the page instead.

    Args:
        block: Lines of the block, in Markdown notation.
        learner: Name of the learner whose testimonial the block may continue.

    Returns:
        True for headings, rules, key figures, lists set in bold or naming who led what, site navigation, and for
        sentences about the programme in which the learner neither speaks nor is named.
    """
    lines = [line for line in block if line.strip()]
    return bool(lines) and (
        is_frame(lines[0])
        or is_heading(lines[0])
        or _AMPERSAND.match(lines[0]) is not None
        or _is_key_figure(lines)
        or _is_label_list(lines)
        or _is_about_programme(lines, learner)
    )


def is_bare_title(block: Sequence[str]) -> bool:
    """Return whether a block is one short line without an end, as a heading without any mark is."""
    line = block[0]
    return (
        len(block) == 1
        and len(line.split()) <= _LABEL_WORDS
        and ITEM.match(line) is None
        and _FINAL_MARK.search(line) is None
        and not _FIRST_PERSON.search(line)
    )


def is_said_by(block: Sequence[str], learner: str) -> bool:
    """Return whether somebody speaks in a block (we, our, I) or the learner is named in it."""
    text = " ".join(block)
    return _FIRST_PERSON.search(text) is not None or _names(text, learner)


def is_page_number(block: Sequence[str]) -> bool:
    """Return whether a block is the number of a printed page, which may stand in the middle of a testimonial."""
    return len(block) == 1 and _PAGE_NUMBER.match(block[0]) is not None


def is_frame(line: str) -> bool:
    """Return whether a line cannot be said by anybody: a marked heading, a rule, a link of the site."""
    return any(pattern.match(line) for pattern in (_HEADING_MARK, _RULE, _SITE))


def is_heading(line: str) -> bool:
    """Return whether a line is marked or set as a heading."""
    bare = _HEADING_MARK.sub("", line).replace("*", "").strip()
    letters = [char for char in bare if char.isalpha()]
    in_capitals = len(bare.split()) > 1 and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters) > 0
    return _HEADING_MARK.match(line) is not None or in_capitals


def _is_key_figure(lines: Sequence[str]) -> bool:
    """A number and what it counts, on short lines without an end: `180 Participants`, `in the first cohort`."""
    words = sum(len(line.split()) for line in lines)
    first = lines[0]
    return (
        _FIGURE.match(first) is not None
        and ITEM.match(first) is None
        and words <= _MANY_WORDS
        and not any(_FINAL_MARK.search(line) or len(line.split()) > _LABEL_WORDS for line in lines)
        and not _FIRST_PERSON.search(" ".join(lines))
    )


def _is_label_list(lines: Sequence[str]) -> bool:
    items = [line for line in lines if ITEM.match(line) or _BOLD.match(line.lstrip())]
    if not items or _FIRST_PERSON.search(" ".join(items)):
        return False
    bold = [line for line in items if _BOLD.search(line)]
    labelled = [line for line in items if _is_labelled(line)]
    return len(bold) * 2 >= len(items) or len(labelled) >= max(_MIN_LABELLED, len(items) // 2)


def _is_labelled(line: str) -> bool:
    """A label and nothing but names after it: `Circular economy: Aachen and Umeå`."""
    bare = _BOLD.sub("", ITEM.sub("", line)).strip()
    match = _LABELLED_NAMES.match(bare)
    if match is None:
        return False
    names = [name for name in _NAME_LINK.split(match["names"].strip()) if name]
    return all(word[:1].isupper() for name in names for word in name.split() if len(word) > len("of"))


def _is_about_programme(lines: Sequence[str], learner: str) -> bool:
    text = _BOLD.sub("", " ".join(lines))
    if is_said_by(lines, learner):
        return False
    opening = " ".join(text.split()[:_LABEL_WORDS])
    if _PROGRAMME.search(opening) is not None:
        return True
    is_set_off = lines[-1].rstrip().endswith(":") or any(_BOLD.search(line) for line in lines)
    counts_events = _EVENTS.search(opening) is not None and _COUNTED.search(opening) is not None
    mentions = _PROGRAMME.search(text) or _EVENTS.search(text)
    return counts_events or (is_set_off and mentions is not None)


def _names(text: str, name: str) -> bool:
    return bool(name) and f" {fold(name)}" in f" {fold(text)}"
