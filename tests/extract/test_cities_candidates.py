"""Stretches that may name a city, and names with a letter wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.extract.cities.candidates import name_candidates
from feedback_nlp.extract.cities.component import city_recogniser
from feedback_nlp.extract.cities.misspelt import Misspellings, is_one_letter_off
from feedback_nlp.places import Gazetteer, load_gazetteer
from feedback_nlp.programme import City

STATED = [City(name="Mannheim", country="DE"), City(name="Lahti", country="FI"), City(name="Grenoble", country="FR")]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer with three cities of a programme."""
    return load_gazetteer(extra=STATED)


@pytest.mark.parametrize(
    ("word", "name", "expected"),
    [
        ("manheim", "mannheim", True),
        ("lathi", "lahti", True),
        ("lahtti", "lahti", True),
        ("stokholm", "stockholm", True),
        ("aachan", "aachen", True),
        ("lahti", "lahti", False),
        ("lund", "lahti", False),
        ("manhem", "mannheim", False),
        ("thali", "lahti", False),
    ],
)
def test_one_letter_off(word: str, name: str, expected: bool) -> None:
    """A deletion, insertion, replacement or swap is one letter; nothing more is."""
    assert is_one_letter_off(word, name) is expected


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_one_letter_off_goes_both_ways(left: str, right: str) -> None:
    """If one word is a misspelling of another, the other is one of it."""
    assert is_one_letter_off(left, right) == is_one_letter_off(right, left)


@pytest.mark.parametrize(
    ("written", "intended"),
    [
        ("Manheim", "mannheim"),
        ("manheim", "mannheim"),
        ("Lathi", "lahti"),
        ("Stokholm", "stockholm"),
        ("stokholm", None),
        ("Lund", None),
        ("martin", None),
        ("Mannheims", "mannheim"),
    ],
)
def test_intended(written: str, intended: str | None) -> None:
    """The programme's cities are guessed in any case, large cities with a capital, and known words never."""
    misspellings = Misspellings(["mannheim", "lahti"], ["stockholm", "marlin"], frozenset({"martin"}))
    assert misspellings.intended(written) == intended


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Grenoble-Alpes Métropole pays.", ["Grenoble"]),
        ("We saw Manheim and Lathi.", ["Manheim", "Lathi"]),
        ("A Maltese council asked.", []),
        ("It was nice in Nice.", ["Nice"]),
    ],
)
def test_name_candidates(gazetteer: Gazetteer, text: str, spans: list[str]) -> None:
    """The span is the name alone, misspellings are found, adjectives of countries are none."""
    misspellings = Misspellings(["mannheim", "lahti"], gazetteer.large_names(), frozenset({"maltese"}))
    found = name_candidates(text, gazetteer, misspellings)
    assert [text[c.start : c.end] for c in found] == spans


def test_a_misspelt_programme_city_outranks_a_far_place(gazetteer: Gazetteer) -> None:
    """`Lathi` is a town in India, and meant to be the programme's Lahti."""
    (mention,) = city_recogniser(gazetteer, STATED).mentions("Colleagues from Lathi showed us their ponds.")
    assert mention.place is not None
    assert mention.place.label == "Lahti, FI"
    assert mention.span.text == "Lathi"
