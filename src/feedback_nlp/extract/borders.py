"""Borders of measures after decoding: what the guidelines leave out at the edges, and what coordination adds.

Knows nothing of the network. A measure is without punctuation and articles at its edges and without hedges before it
("strategies for", "their approach to"); a gerund behind a measure or a hedge is likely a measure too ("inventorying
forests and restoring peat fields").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedback_nlp.extract.words import Words

Pair = tuple[int, int]

ARTICLES = frozenset({"a", "an", "the"})
HEDGES = frozenset(
    {"strategy", "strategies", "approach", "approaches", "solution", "solutions", "idea", "ideas", "way", "ways",
     "method", "methods", "practice", "practices", "example", "examples", "concept", "concepts", "insight", "insights",
     "knowledge", "experience", "experiences", "lessons", "techniques", "tips", "possibilities", "opportunities"}
)  # fmt: skip
LINKS = frozenset({"for", "to", "of", "on", "in", "about"})
GIVING = frozenset(
    {"sharing", "share", "showing", "presenting", "presentation", "discussing", "learning", "exploring", "exchanging",
     "developing", "explaining", "giving", "offering"}
)  # fmt: skip
LONGEST_HEDGE = 4
JOINTS = frozenset({"and", "or", "&"})


def trimmed(words: Words, first: int, last: int) -> Pair:
    """Return a word range without marks, articles and hedges at its edges."""
    while last > first and not words.is_word(last - 1):
        last -= 1
    first = _after_articles(words, first, last)
    hedge = _hedge_end(words, first, last)
    if hedge is not None:
        first = _after_articles(words, hedge, last)
    return first, last


def _after_articles(words: Words, first: int, last: int) -> int:
    while first < last and (not words.is_word(first) or words.lower[first] in ARTICLES):
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


def _gerund(words: Words, index: int) -> bool:
    return len(words.lower[index]) > LONGEST_HEDGE + 1 and words.lower[index].endswith("ing")
