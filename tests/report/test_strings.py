"""The catalogues of words."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.report import languages, load_strings

ENGLISH = load_strings("en")
OTHERS = [language for language in languages() if language != "en"]


def _blanks(words: Any) -> set[str]:
    parts = words if isinstance(words, list) else [words]
    return {name for part in parts for _, name, _, _ in Formatter().parse(part) if name}


def test_there_is_another_language() -> None:
    """A second catalogue proves that a third can be added."""
    assert "fr" in OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues_hold_the_same_keys_and_blanks(language: str) -> None:
    """A translation neither lacks a key nor forgets a number."""
    other = load_strings(language)
    assert set(other.text) == set(ENGLISH.text)
    assert set(other.countries) == set(ENGLISH.countries)
    for key, words in ENGLISH.text.items():
        assert _blanks(other.text[key]) == _blanks(words), key
        assert isinstance(other.text[key], list) == isinstance(words, list), key


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [
        ("en", 0, "0 cities"),
        ("en", 1, "1 city"),
        ("en", 2, "2 cities"),
        ("en", 12345, "12,345 cities"),
        ("fr", 0, "0 ville"),
        ("fr", 1, "1 ville"),
        ("fr", 12345, "12 345 villes"),
    ],
)
def test_numbers_and_plurals(language: str, n: int, words: str) -> None:
    """Each language has its own plural and its own thousands."""
    assert re.sub(r"\s", " ", load_strings(language)("n_cities", n=n)) == words


def test_an_unknown_language_names_those_there_are() -> None:
    """The error says what to choose."""
    with pytest.raises(ConfigurationError, match="no language 'xx'; choose one of en, fr"):
        load_strings("xx")


def test_a_country_without_a_name_is_its_code() -> None:
    """Unknown codes are shown as they are."""
    assert (ENGLISH.country("PT"), ENGLISH.country("ZZ")) == ("Portugal", "ZZ")
