from __future__ import annotations

import pytest

from feedback_nlp.topics.words import NOTHING, TermAnalyzer, holds_place_name, stop_words
from feedback_nlp.topics.words.analyzer import singular


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Heat pumps for the school", ["heat", "pumps", "heat pumps", "school"]),
        ("heat, pumps", ["heat", "pumps"]),
        ("It's the city's tram", ["city", "tram", "city tram"]),
        ("We will be there in 2025", [NOTHING]),
        ("", [NOTHING]),
        ("peer-learning", ["peer-learning"]),
        ("Énergie verte", ["énergie", "verte", "énergie verte"]),
    ],
)
def test_terms_of_a_text(text: str, terms: list[str]) -> None:
    """Terms are words that say something and pairs of neighbours that no stop word or mark parts."""
    assert TermAnalyzer()(text) == terms


def test_one_term_for_singular_and_plural() -> None:
    """Forms of a word are one term, in the form that is used most."""
    analyzer = TermAnalyzer().fit(["heat pump", "heat pumps", "heat pumps", "Heat pumps", "bus", "buses", "bus lane"])
    assert analyzer("pump") == ["pumps"]
    assert analyzer("Buses") == ["bus"]


def test_capitals_are_kept_where_the_corpus_keeps_them() -> None:
    """An abbreviation stays in capitals; a word that merely begins sentences does not."""
    analyzer = TermAnalyzer().fit(["The NECP", "our NECP", "Heating costs", "the heating"])
    assert analyzer("necp Heating") == ["NECP", "heating", "NECP heating"]


def test_ignored_names_are_cut_out() -> None:
    """Names leave no term and no pair across the gap; the same word in lower case stays."""
    analyzer = TermAnalyzer(ignored_names=["Nice", "Reggio Emilia", ""])
    assert analyzer("trams Nice metro, Reggio Emilia, NICE, nicest") == ["trams", "metro", "nicest"]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("buses", {"bus"}, "bus"),
        ("policies", {"policy"}, "policy"),
        ("houses", {"house"}, "house"),
        ("glass", {"glas"}, "glass"),
        ("news", {"heat"}, "news"),
        ("cares", {"care", "car"}, "care"),
    ],
)
def test_plurals_are_joined_with_singulars_of_the_corpus_only(word: str, known: set[str], expected: str) -> None:
    """A plural is reduced if its singular is there, and left alone if not."""
    assert singular(word, dict.fromkeys(known, 1)) == expected


@pytest.mark.parametrize("word", ["the", "und", "avec", "również", "because", "thing"])
def test_stop_words_of_several_languages(word: str) -> None:
    """Function words are stop words in the languages of the participants."""
    assert word in stop_words()


@pytest.mark.parametrize("word", ["war", "bin", "men", "energy", "heat", "die", "mobility", "sun"])
def test_words_with_a_meaning_are_no_stop_words(word: str) -> None:
    """English nouns are kept, also where they are function words elsewhere."""
    assert word not in stop_words()


@pytest.mark.parametrize(
    ("term", "place"),
    [("Paris", True), ("France", True), ("france", True), ("trams Hamburg", True), ("reading", False), ("heat", False)],
)
def test_place_names(term: str, place: bool) -> None:
    """Countries and larger cities are places; words that merely look like one are not."""
    assert holds_place_name(term) is place
