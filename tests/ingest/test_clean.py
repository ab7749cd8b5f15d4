from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedback_nlp.ingest.clean import clean, clean_line


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  We plan it.  ", "We plan it."),
        ("GuimarÃ£es and UmeÃ¥", "Guimarães and Umeå"),
        ("weâ€™ll do it", "we’ll do it"),
        ("Tru\u0073\u0326eni", "Trușeni"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("com\u00adpe\u200btition\ufeff", "competition"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one \n\n\n\n two", "one\n\ntwo"),
        ("<p>First.</p><p>Second<br/>line &amp; more</p>", "First.\nSecond\nline & more"),
        ("one_x000D_\ntwo", "one\n\ntwo"),
        ("bell\x07 and \x00 nul", "bell and nul"),
        ("lone \ud800 surrogate", "lone � surrogate"),
        ("", ""),
        (" \u200b\n ", ""),
    ],
)
def test_mends_what_exports_break(raw: str, cleaned: str) -> None:
    """Mojibake, invisible characters, markup and stray white space are mended."""
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "“Quoted”, it’s – dashed… and 5 % of 3 °C",
        "Łódź, Trușeni, Šibenik, Αθήνα, Київ",
        "a < b and c > d",
        "- first\n- second\n\nlast",
        "👨‍👩‍👧 came too 🙂",
        "e-mail: not an address",
        "R&D in Växjö",
    ],
)
def test_leaves_sound_text_alone(text: str) -> None:
    """Typography, scripts, lists and emoji stay as they are."""
    assert clean(text) == text


@given(st.text())
@example("&amp;lt;b&amp;gt;")
@example("a\u200d\u0301 <br> _x000D_")
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    """Cleaning is idempotent, composes Unicode and leaves no control character but the line feed."""
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not [char for char in once if unicodedata.category(char) == "Cc" and char != "\n"]


def test_clean_line_has_one_line() -> None:
    """Headers and names come out on one line."""
    assert clean_line(" Which city\n do you\trepresent? ") == "Which city do you represent?"
