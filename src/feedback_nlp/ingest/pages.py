"""Take the testimonials out of a page: each stands under a line `City, Country`.

A testimonial ends at the next such line, or where the page goes on with something of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from feedback_nlp.ingest.furniture import ITEM, is_bare_title, is_frame, is_furniture, is_page_number, is_said_by
from feedback_nlp.ingest.material import Answer, Line, Page
from feedback_nlp.places import Gazetteer, country_code

_HEADING_MARK = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s*)?")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ESCAPE = re.compile(r"\\([-\\`*_{}\[\]()#+.!>])")
_AROUND = " \t–—-•·|📍" + "".join(map(chr, range(0x1F1E6, 0x1F200)))
_NAME = r"[^,()\[\]:;!?]"
_PLACE = re.compile(
    rf"(?P<city>{_NAME}{{2,60}}(?:,{_NAME}{{2,40}})?)(?:,\s*|\s+\(|\s+[–—|]\s+)(?P<country>[^,()]{{2,40}})\)?"
)
_CITY_WORDS = 8
_PARTICLES = frozenset(
    ("a", "al", "am", "an", "auf", "da", "das", "de", "dei", "del", "della", "der", "des", "di", "do", "dos", "du", "e",
     "el", "en", "et", "i", "im", "in", "la", "las", "le", "les", "los", "na", "nad", "o", "of", "on", "op", "pod",
     "pri", "s", "sous", "sul", "sur", "the", "u", "upon", "van", "von", "y", "z")
)  # fmt: skip
_WRAPPED = 60
_ENDS = (".", "!", "?", ":", ";", "…", '"', "”")


def place_of_heading(line: str, gazetteer: Gazetteer) -> str | None:
    """Return the place that a line `City, Country` names, or None if it is no such line.

    Args:
        line: A line of a page; heading marks and emphasis do not count.
        gazetteer: Knows names with small letters, such as `Novo mesto`.

    Returns:
        `City, Country` as the line writes it. The country must be one, the city must be written like a name.
    """
    if ITEM.match(line):
        return None
    bare = _EMPHASIS.sub("", _HEADING_MARK.sub("", line, count=1)).strip().rstrip(":").strip(_AROUND)
    match = _PLACE.fullmatch(bare)
    if match is None or country_code(match["country"]) is None:
        return None
    city = match["city"].strip()
    if any(char.isdigit() for char in bare) or not (_is_written_as_name(city) or city in gazetteer):
        return None
    return f"{city}, {match['country'].strip()}"


def _is_written_as_name(city: str) -> bool:
    words = [word for word in re.split(r"[\s\-–/,]+", city) if word]
    return len(words) <= _CITY_WORDS and all(
        word[0].isupper() or not word[0].isalpha() or word in _PARTICLES for word in words
    )


def page_answers(page: Page, gazetteer: Gazetteer) -> Iterator[Answer]:
    """Yield the testimonials of a page in their order.

    Args:
        page: The page.
        gazetteer: Knows names of cities.

    Yields:
        One answer per line `City, Country` that has text under it; its row is the number of that line.
    """
    for heading, place, blocks in _testimonials(page, gazetteer):
        if blocks:
            text = "\n\n".join(_flow([line.text for line in block]) for block in blocks)
            yield Answer(source_file=page.source, source_row=heading.number, text=text, learner=place)


def frame_lines(page: Page, gazetteer: Gazetteer) -> list[str]:
    """Return the lines of a page that belong to no testimonial, in their order."""
    said = {
        id(line)
        for heading, _, blocks in _testimonials(page, gazetteer)
        for line in (heading, *(line for block in blocks for line in block))
    }
    return [line.text for line in page.lines if id(line) not in said]


def _testimonials(page: Page, gazetteer: Gazetteer) -> Iterator[tuple[Line, str, list[list[Line]]]]:
    """Yield heading, place and blocks of every testimonial."""
    places = [(index, place_of_heading(line.text, gazetteer)) for index, line in enumerate(page.lines)]
    headings = [(index, place) for index, place in places if place is not None]
    ends = [index for index, _ in headings] + [len(page.lines)]
    for (index, place), end in zip(headings, ends[1:], strict=True):
        parts = ((block, [line.text for line in block]) for block in _blocks(page.lines[index + 1 : end]))
        kept = [(block, text) for block, text in parts if not is_page_number(text)]
        blocks, texts = [block for block, _ in kept], [text for _, text in kept]
        learner = place.partition(",")[0]
        last = next((i for i in range(len(blocks)) if _ends(texts, i, learner)), len(blocks))
        yield page.lines[index], place, blocks[:last]


def _ends(blocks: Sequence[Sequence[str]], index: int, learner: str) -> bool:
    """Whether the testimonial ends before a block; the first block ends it only where nobody can have said it."""
    block = blocks[index]
    if is_frame(block[0]):
        return True
    if index == 0:
        return False
    if is_furniture(block, learner=learner):
        return True
    return is_bare_title(block) and not any(is_said_by(later, learner) for later in blocks[index + 1 :])


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield stretches of lines between blank ones; a line that frames the page begins a stretch of its own."""
    block: list[Line] = []
    for line in lines:
        if block and (not line.text.strip() or is_frame(line.text)):
            yield block
            block = []
        if line.text.strip():
            block.append(line)
    if block:
        yield block


def _flow(block: Sequence[str]) -> str:
    """Join lines that were wrapped, keep line breaks that were meant, drop Markdown marks."""
    plain = [_plain(line) for line in block]
    pieces = [plain[0]]
    for (before, _), (line, source) in pairwise(zip(plain, block, strict=True)):
        wrapped = len(before) >= _WRAPPED and not before.endswith(_ENDS) and not ITEM.match(source)
        pieces.append((" " if wrapped or (line[:1].islower() and not ITEM.match(source)) else "\n") + line)
    return "".join(pieces)


def _plain(line: str) -> str:
    marked = re.sub(r"^\s*>\s?", "", line).strip()
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _LINK.sub(r"\1", marked))).strip()
