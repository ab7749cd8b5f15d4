"""HTML: the text of a page in Markdown notation, so that one set of rules reads all pages.

Headings, list items and emphasis keep their marks; scripts, navigation and the like are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Line, Page, Sheet
from feedback_nlp.ingest.readers.plain import decode

_UNSEEN = ("script", "style", "template", "noscript", "head", "nav", "svg", "select", "button")
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
     "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_BOLD = frozenset(("b", "strong"))
_LISTS = frozenset(("ul", "ol", "li"))
_BREAK = "\n"


def read_html(path: Path, source: str) -> list[Sheet | Page]:
    """Return an HTML file as a page whose lines are its blocks, numbered by the line of the source.

    Raises:
        InputFormatError: If it has no text.
    """
    text, encoding = decode(path.read_bytes(), path)
    soup = BeautifulSoup(text, "html.parser")
    for unseen in soup.find_all(_UNSEEN):
        unseen.decompose()
    lines = tuple(_lines(soup))
    if not any(line.text for line in lines):
        raise InputFormatError(f"{path} has no text; save the page again")
    return [Page(source, f"HTML, {encoding}", lines)]


def _lines(block: Tag) -> Iterator[Line]:
    """Yield the lines of a block; inner blocks interrupt its own text."""
    pieces: list[str] = []
    for child in block.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(list(_BLOCKS)) is not None):
            yield from _block_lines(block, "".join(pieces))
            if block.name not in _LISTS:
                yield Line(child.sourceline or 1, "")
            yield from _lines(child)
            pieces = []
        else:
            pieces.append(_inline(child))
    yield from _block_lines(block, "".join(pieces))
    if block.name != "li":
        yield Line(block.sourceline or 1, "")


def _block_lines(block: Tag, text: str) -> Iterator[Line]:
    if not text.strip():
        return
    in_item = block.name == "li" or (block.parent is not None and block.parent.name == "li")
    prefix = "- " if in_item else _HEADINGS.get(block.name, "")
    number = block.sourceline or 1
    for part in text.split(_BREAK):
        if line := " ".join(part.split()):
            yield Line(number, prefix + line)


def _inline(node: object) -> str:
    if isinstance(node, Comment):
        return ""
    if isinstance(node, NavigableString):
        return re.sub(r"\s+", " ", str(node))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return _BREAK
    inner = "".join(_inline(child) for child in node.children)
    return f"**{inner.strip()}** " if node.name in _BOLD and inner.strip() else inner
