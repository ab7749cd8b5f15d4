"""Cities that a measure may come from, and what comes back to a measure."""

import pytest

from feedback_nlp.extract.candidates import (
    ALL,
    DEMONYM,
    FEATURES,
    NAME,
    ORDINAL,
    NamedCity,
    find_candidates,
    pair_features,
)
from feedback_nlp.extract.echoes import ECHO_MARKS, echo_marks
from feedback_nlp.extract.words import Words, split_words

TEXT = (
    "Tartu met Lahti and Braga. Both plant hedges. The Finnish city lends saws; the second, rain barrels. "
    "The saws we have ordered, the barrels are too expensive."
)


def named(text: str) -> list[NamedCity]:
    """Return the cities of the text."""
    found = (("Tartu", "EE", True), ("Lahti", "FI", False), ("Braga", "PT", False))
    starts = ((text.index(name), name, country, own) for name, country, own in found)
    return [NamedCity(start, start + len(name), name, country, own) for start, name, country, own in starts]


def pointers(kind: int) -> list[tuple[str, str]]:
    """Return word and candidate of each pointer of a kind."""
    words = split_words(TEXT)
    candidates = find_candidates(words, named(TEXT))
    return [(words.lower[p.first], str(candidates.keys[p.candidate])) for p in candidates.pointers if p.kind == kind]


def test_named_cities_are_the_learners_too_and_no_nationality() -> None:
    """What says nothing of themes are names."""
    words = split_words(TEXT)
    named_words = [words.lower[first:last] for first, last in find_candidates(words, named(TEXT)).named]
    assert sorted(named_words) == [("braga",), ("lahti",), ("tartu",)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (NAME, [("lahti", "Lahti"), ("braga", "Braga")]),
        (DEMONYM, [("finnish", "Lahti")]),
        (ORDINAL, [("second", "Braga")]),
        (ALL, [("both", "Lahti"), ("both", "Braga")]),
    ],
)
def test_names_nationalities_ordinals_and_both_point_to_candidates(kind: int, expected: list[tuple[str, str]]) -> None:
    """The learner's own city is no candidate."""
    assert pointers(kind) == expected


def test_ordinals_point_nowhere_with_one_candidate() -> None:
    """With one city, an ordinal is about something else."""
    text = "Lahti showed two ideas. The second was good."
    candidates = find_candidates(split_words(text), [NamedCity(0, 5, "Lahti", "FI", False)])
    assert [p.kind for p in candidates.pointers] == [NAME]


def spans(words: Words, *phrases: str) -> list[tuple[int, int]]:
    """Return the word ranges of phrases."""
    return [words.covering(TEXT.index(phrase), TEXT.index(phrase) + len(phrase)) for phrase in phrases]


def test_pair_features_have_their_shape_and_are_flags() -> None:
    """One row for each measure and pointer."""
    words = split_words(TEXT)
    candidates = find_candidates(words, named(TEXT))
    features = pair_features(words, candidates, spans(words, "plant hedges", "lends saws"))
    assert features.shape == (2, len(candidates.pointers), FEATURES)
    assert set(features.ravel().tolist()) == {0.0, 1.0}


def test_echoes_come_back_to_their_measure() -> None:
    """Later words with the stem of a measure echo it, and not the other; its source is marked."""
    words = split_words(TEXT)
    candidates = find_candidates(words, named(TEXT))
    measures = spans(words, "lends saws", "rain barrels")
    marks = echo_marks(words, candidates, measures, [{0}, {1}])
    echo, other, source = (ECHO_MARKS.index(name) for name in ("echo", "echo of other", "source"))
    said = [[words.lower[i] for i in row[:, echo].nonzero()[0]] for row in marks]
    assert said == [["saws"], ["barrels"]]
    assert [words.lower[i] for i in marks[0][:, other].nonzero()[0]] == ["barrels"]
    assert "finnish" in [words.lower[i] for i in marks[0][:, source].nonzero()[0]]


def test_no_measures_have_no_echoes() -> None:
    """Nothing to come back to."""
    words = split_words(TEXT)
    assert echo_marks(words, find_candidates(words, []), [], []).shape == (0, len(words), len(ECHO_MARKS))
