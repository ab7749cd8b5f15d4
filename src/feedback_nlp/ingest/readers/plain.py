"""Text files: find their encoding, split them into lines."""

from __future__ import annotations

import codecs
from pathlib import Path

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Line, Page, Sheet

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_BINARY_SHARE = 0.1
_NUL_SHARE = 0.3


def decode(content: bytes, path: Path) -> tuple[str, str]:
    """Return the text of a file's bytes and the name of their encoding.

    Args:
        content: UTF-8 with or without a byte order mark, UTF-16 or Windows-1252.
        path: Where they come from, for the message.

    Raises:
        InputFormatError: If the bytes are no text in any of these.
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content, codec, name, path), name
    if content[1::2].count(0) > _NUL_SHARE * len(content[1::2]):
        return _strictly(content, "utf-16-le", "UTF-16", path), "UTF-16"
    if content[::2].count(0) > _NUL_SHARE * len(content[::2]):
        return _strictly(content, "utf-16-be", "UTF-16", path), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        control = sum(content.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0c")
        if control > _BINARY_SHARE * len(content):
            raise InputFormatError(f"{path} is not a text file; export it as CSV in UTF-8") from None
        # five bytes have no character in Windows-1252: they are dropped later as control characters
        return content.decode("cp1252", errors="replace"), "Windows-1252"


def _strictly(content: bytes, codec: str, name: str, path: Path) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise InputFormatError(f"{path} claims to be {name} and is not; save it as UTF-8") from error


def read_plain(path: Path, source: str) -> list[Sheet | Page]:
    """Return a text or Markdown file as a page.

    Raises:
        InputFormatError: If it is no text or holds nothing but white space.
    """
    text, encoding = decode(path.read_bytes(), path)
    if not text.strip():
        raise InputFormatError(f"{path} is empty; export it again")
    kind = "Markdown" if path.suffix.lower() == ".md" else "text"
    lines = tuple(Line(number, line) for number, line in enumerate(text.splitlines(), start=1))
    return [Page(source, f"{kind}, {encoding}", lines)]
