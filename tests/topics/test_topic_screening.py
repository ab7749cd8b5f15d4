from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.topics.screening import letters, screen

LONG = "The district heating network of the old town was connected to the new heat pump last winter."


@pytest.mark.parametrize(
    ("text", "junk"),
    [
        ("", True),
        ("...", True),
        ("12 / 34", True),
        ("🙂🙂", True),
        ("ok", True),
        ("https://example.org/heat-pumps", True),
        ("mail me: a@b.example", False),
        ("bus", False),
        ("Nothing.", False),
        ("Дякую", False),
        ("冷暖房", False),
    ],
)
def test_junk_has_next_to_no_letters(text: str, junk: bool) -> None:
    """Only a text with fewer than three letters outside links is junk; short words and other scripts are not."""
    assert bool(screen([text]).junk[0]) is junk


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Heat pumps are good.", "heat pumps are good", True),
        ("Heat pumps are good.", "Heat pumps: are... GOOD!", True),
        (LONG, LONG.replace("winter", "winters"), True),
        (LONG, LONG.replace("the new heat pump", "a geothermal plant"), False),
        ("We need a new card", "We need a new cart", False),
        ("The bus is late", "Late is the bus", False),
        ("5 buses", "7 buses", False),
    ],
)
def test_near_duplicates(one: str, other: str, same: bool) -> None:
    """Case, punctuation and a letter in a long text make no difference; another word, order or number does."""
    assert (len(screen([one, other]).repeats) == 1) is same


@given(st.lists(st.sampled_from([LONG, LONG + "!", LONG.lower(), "bus", "Bus.", "", "1", "tram"]), max_size=12))
def test_every_text_is_kept_junk_or_a_repeat(texts: list[str]) -> None:
    """The three kinds do not overlap, and a repeat points to a text that is kept."""
    found = screen(texts)
    assert len(found.kept) + int(found.junk.sum()) + len(found.repeats) == len(texts)
    assert set(found.representative[found.repeats]) <= set(found.kept)


@given(st.permutations([LONG, LONG + "!", LONG.lower().replace("winter", "winters"), "bus", "Bus.", "tram", "5"]))
def test_order_does_not_choose_the_representative(texts: list[str]) -> None:
    """Whatever the order, the same texts are kept."""
    ordered = sorted(texts)
    assert {texts[p] for p in screen(texts).kept} == {ordered[p] for p in screen(ordered).kept}


@pytest.mark.parametrize(("text", "count"), [("Bus 5!", 3), ("see www.example.org", 3), ("", 0)])
def test_letters_outside_links_count(text: str, count: int) -> None:
    """Digits, marks and links are no letters."""
    assert letters(text) == count
