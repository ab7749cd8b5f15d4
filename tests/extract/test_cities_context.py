"""Tokens around a name and what they say."""

from __future__ import annotations

import pytest

from feedback_nlp.extract.cities.context import country_at, left_features, right_features
from feedback_nlp.extract.cities.cues import is_cue
from feedback_nlp.extract.cities.features import countries_in
from feedback_nlp.extract.cities.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "name", "holds"),
    [
        ("He lives in Bath now.", "Bath", "after locative"),
        ("The city of Bath pays.", "Bath", "frame of"),
        ("The University of Bath pays.", "Bath", "borrowed of capital"),
        ("Mr Lund pays.", "Lund", "after title"),
        ("Prof. Lund pays.", "Lund", "after title"),
        ("Our Anna Lund pays.", "Lund", "after first name"),
        ("A talk by KU Leuven today.", "Leuven", "after acronym"),
        ("We saw Lake Geneva.", "Geneva", "after prefix"),
        ("the river Este floods", "Este", "after water"),
        ("in Rue Lyon", "Lyon", "after street"),
    ],
)
def test_left(text: str, name: str, holds: str) -> None:
    """Prepositions, frames, titles, persons and parts of longer names are told apart."""
    tokens = tokenise(text)
    start = text.index(name)
    assert holds in set(left_features(tokens, tokens.span(start, start + len(name))[0]))


@pytest.mark.parametrize(
    ("text", "name", "holds"),
    [
        ("Lund University pays.", "Lund", "before organisation capital"),
        ("Oslo Metropolitan University pays.", "Oslo", "before organisation capital"),
        ("The Lund team pays.", "Lund", "before administration"),
        ("Lund's mayor pays.", "Lund", "before administration of it"),
        ("Valencia, Spain, pays.", "Valencia", "before country"),
        ("Mobile, Alabama, pays.", "Mobile", "before country"),
        ("Florence said no.", "Florence", "before speech"),
        ("Paris Hilton pays.", "Paris", "before capital"),
        ("PARIS (Reuters) - Shares fell", "PARIS", "dateline"),
        ("Essen-Werden is nice", "Essen", "before hyphen capital"),
        ("Stockholm syndrome", "Stockholm", "before product"),
        ("Canton of Zurich", "Canton", "before of capital"),
    ],
)
def test_right(text: str, name: str, holds: str) -> None:
    """Organisations, administrations, countries, speech and compounds are told apart."""
    tokens = tokenise(text)
    start = text.index(name)
    assert holds in set(right_features(tokens, tokens.span(start, start + len(name))[1]))


@pytest.mark.parametrize(
    ("word", "cue_class", "expected"),
    [("universities", "organisation", True), ("teams", "administration", True), ("tree", "organisation", False)],
)
def test_plurals_are_cues_too(word: str, cue_class: str, expected: bool) -> None:
    """The lists hold singulars."""
    assert is_cue(word, cue_class) is expected


def test_countries_of_a_text() -> None:
    """Names, adjectives, codes and regions point to countries; small letters do not."""
    tokens = tokenise("Dutch peers (PT) met in Tuscany and turkey was served; it is in New Zealand.")
    assert sorted(set(countries_in(tokens))) == ["IT", "NL", "NZ", "PT"]
    assert country_at(tokenise("in Lahti"), 1) is None


def test_tokens_keep_their_offsets() -> None:
    """A token is the text between its offsets, whatever the script."""
    tokens = tokenise("Łódź’s tram,\n\nÅbo 2030!")
    assert [tokens.written(i) for i in range(len(tokens.starts))] == [
        "Łódź",
        "’s",
        "tram",
        ",",
        "\n\n",
        "Åbo",
        "2030",
        "!",
    ]
    assert tokens.begins_sentence(5)
    assert not tokens.begins_sentence(2)


@pytest.mark.parametrize(
    ("text", "index", "heading"),
    [("Topic: Energy Plan and Split Incentives", 6, True), ("We went to Split with the whole team", 3, False)],
)
def test_headings_are_recognised(text: str, index: int, heading: bool) -> None:
    """A capital says nothing where most words have one."""
    assert tokenise(text).title_case_around(index) is heading
