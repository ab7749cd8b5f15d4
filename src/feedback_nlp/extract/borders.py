"""Borders of measures: what the guidelines leave out at the edges, where none can lie, and what coordination adds.

Knows nothing of the network. A measure is without punctuation and articles at its edges and without hedges before it
("strategies for", "their approach to"); a gerund behind a measure or a hedge is likely a measure too ("inventorying
forests and restoring peat fields").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from feedback_nlp.extract.words import Words

Pair = tuple[int, int]

ARTICLES = frozenset({"a", "an", "the"})
HEDGES = frozenset(
    {"strategy", "strategies", "approach", "approaches", "solution", "solutions", "idea", "ideas", "way", "ways",
     "method", "methods", "practice", "practices", "example", "examples", "concept", "concepts", "insight", "insights",
     "knowledge", "experience", "experiences", "lessons", "techniques", "tips", "possibilities", "opportunities"}
)  # fmt: skip
TELLING = frozenset(
    {"proposed", "proposes", "praised", "praises", "presented", "presents", "presenting", "mentioned", "mentions",
     "described", "describes", "recommended", "recommends", "introduced", "introduces", "demonstrated", "demonstrates",
     "suggested", "suggests", "showed", "has", "had", "opened", "launched", "started"}
)  # fmt: skip
"""Verbs that tell of a measure or say that there is one, and are no part of it."""
TELLING_BEFORE_ARTICLE = frozenset({"explained", "brought", "runs", "uses", "used", "created", "have"})
"""The same before an article only: "uses a heat atlas", but "have roofs checked"."""
LINKS = frozenset({"for", "to", "of", "on", "in", "about"})
GIVING = frozenset(
    {"sharing", "share", "showing", "presenting", "presentation", "discussing", "learning", "exploring", "exchanging",
     "developing", "explaining", "giving", "offering"}
)  # fmt: skip
WRAPPED_LINES, WRAPPED_WIDTH = 2, 45
"""Full lines, and characters of the longest, from which a text was wrapped at a width."""
PURPOSES = frozenset({("in", "order"), ("so", "that")})
LONGEST_HEDGE = 4
_FEWEST_TO_CUT = 3
QUOTES = frozenset("'\"“”„‘’«»")
"""A quotation mark stays at the start of a measure that holds the mark which closes it."""
JOINTS = frozenset({"and", "or", "&"})
OBJECTLESS = frozenset(
    {"with", "in", "on", "at", "by", "for", "from", "to", "after", "before", "them", "it", "these"}
)  # fmt: skip
"""What stands behind a gerund that names no object of its own."""


def trimmed(words: Words, first: int, last: int) -> Pair:
    """Return a word range without marks, articles and hedges at its edges."""
    last = _before_purpose(words, first, last)
    first = _after_articles(words, first, last)
    hedge = _hedge_end(words, first, last)
    if hedge is None and _tells(words, first, last):
        hedge = first + 1
    if hedge is not None:
        first = _after_articles(words, hedge, last)
    return first, last


def _tells(words: Words, first: int, last: int) -> bool:
    if last - first < _FEWEST_TO_CUT:
        return False
    before_article = words.lower[first] in TELLING_BEFORE_ARTICLE and words.lower[first + 1] in ARTICLES
    return before_article or words.lower[first] in TELLING


def _before_purpose(words: Words, first: int, last: int) -> int:
    """Return where a clause of purpose begins in a range, or else where the range ends."""
    starts = (index for index in range(first + 2, last) if words.lower[index : index + 2] in PURPOSES)
    return _before_marks(words, first, next(starts, last))


def _before_marks(words: Words, first: int, last: int) -> int:
    while last > first and not words.is_word(last - 1):
        last -= 1
    return last


def _after_articles(words: Words, first: int, last: int) -> int:
    while first < last and (not words.is_word(first) or words.lower[first] in ARTICLES):
        if words.lower[first] in QUOTES and any(mark in words.lower[first + 1 : last] for mark in QUOTES):
            break
        first += 1
    return first


def _hedge_end(words: Words, first: int, last: int) -> int | None:
    if words.lower[first : first + 2] == ("how", "to") and last - first > LONGEST_HEDGE - 1:
        return first + 2
    for noun in range(first, min(first + LONGEST_HEDGE - 1, last - 2)):
        opens = noun == first or words.lower[first] in GIVING or noun == first + 1
        if (
            opens
            and words.lower[noun] in HEDGES
            and words.lower[noun + 1] in LINKS
            and _names_action(words, noun + 2, last)
        ):
            return noun + 2
    return None


def _names_action(words: Words, first: int, last: int) -> bool:
    first = _after_articles(words, first, last)
    return last - first > 1 and words.lower[first].endswith("ing")


def list_marks(words: Words) -> Iterator[int]:
    """Yield marks that open an item of a list on a new line; no measure reaches over one."""
    return (index for index in _after_line_breaks(words) if not words.is_word(index))


def new_lines(words: Words) -> Iterator[int]:
    """Yield words with a capital or a digit that open a new line; no measure reaches into one.

    Lines of forms and lists begin so, and so may any line of a text that was wrapped at a width, which is left alone.
    """
    if is_wrapped(words.text):
        return
    for index in _after_line_breaks(words):
        first = words.text[words.offsets[index, 0]]
        if words.is_word(index) and (first.isupper() or first.isdigit()):
            yield index


def is_wrapped(text: str) -> bool:
    """Return whether each line of a text is so full that the next word would have made it the longest."""
    lines = text.splitlines()
    longest = max(map(len, lines), default=0)
    pairs = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    full = all(len(line) + 1 + len(after.split()[0]) > longest for line, after in pairs)
    return full and len(pairs) >= WRAPPED_LINES and longest >= WRAPPED_WIDTH


def _after_line_breaks(words: Words) -> Iterator[int]:
    for index in range(1, len(words)):
        if "\n" in words.text[words.offsets[index - 1, 1] : words.offsets[index, 0]]:
            yield index


def hedged_gerunds(words: Words) -> Iterator[Pair]:
    """Yield where a hedge such as "sharing solutions for" begins and the gerund to which it leads, likely a measure."""
    for index in range(len(words) - 2):
        if words.lower[index] in HEDGES and words.lower[index + 1] in LINKS:
            action = _after_articles(words, index + 2, min(index + 4, len(words)))
            if action < len(words) and _gerund(words, action):
                yield index - (index > 0 and words.lower[index - 1] in GIVING), action


def parallel_gerunds(words: Words, spans: Sequence[Pair]) -> Iterator[int]:
    """Yield words at which a measure is likely, since a measure of the same form stands before "and"."""
    covered = {index for first, last in spans for index in range(first, last)}
    for first, last in spans:
        joint = last
        while joint < len(words) and words.lower[joint] == ",":
            joint += 1
        comma = joint > last
        if joint < len(words) and words.lower[joint] in JOINTS:
            joint += 1
        elif not comma:
            continue
        if joint < len(words) - 1 and joint not in covered and _gerund(words, first) and _gerund(words, joint):
            yield joint


def joined_gerunds(words: Words, spans: Sequence[Pair]) -> Iterator[Pair]:
    """Yield "and" and the gerund behind it inside a measure that begins with a gerund: likely two measures.

    Each of the two names its object: "inventorying forests and restoring peat fields", but not "buying houses and
    selling them". Of the corpus, `test` left out, 23 such pairs are two measures, and of the 8 that are one this holds
    for one.
    """
    for first, last in spans:
        for joint in range(first + 2, last - 2):
            actions = (first, joint + 1)
            joined = words.lower[joint] in JOINTS and all(_gerund(words, action) for action in actions)
            if joined and not any(words.lower[action + 1] in OBJECTLESS for action in actions):
                yield joint, joint + 1


def _gerund(words: Words, index: int) -> bool:
    return len(words.lower[index]) > LONGEST_HEDGE + 1 and words.lower[index].endswith("ing")
