"""Variants of testimonials and practice testimonials for training."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.extract.training.compose import composed
from feedback_nlp.extract.training.vary import edited, in_lower_case, varied, with_other_cities
from feedback_nlp.records import RUNGS

ROW = {
    "id": "x",
    "learner": "Tartu, Estonia",
    "text": "Lahti, Finland, plants hedges; Tartu will follow the Finnish city.",
    "cities": [
        {"start": 0, "end": 5, "text": "Lahti", "name": "Lahti", "country": "FI"},
        {"start": 31, "end": 36, "text": "Tartu", "name": "Tartu", "country": "EE"},
    ],
    "measures": [{"start": 16, "end": 29, "text": "plants hedges"}],
    "themes": ["nature-based-solutions"],
    "transfers": [{"source": "Lahti, FI", "measure": 0, "stage": "intends", "status": "affirmed"}],
}
NAMES = {"FI": ["Turku", "Jyväskylä"], "EE": ["Narva"]}


def seeded(seed: int) -> Random:
    """Return a source of chance."""
    return Random(seed)  # noqa: S311 -- not cryptographic


PHRASES = [
    ("rain gardens", ("nature-based-solutions",)),
    ("bicycle streets", ("sustainable-mobility",)),
    ("repair cafés", ("circular-economy", "citizen-engagement")),
    ("heat plans", ("energy",)),
]
CITIES = [("Ulm", "DE"), ("Braga", "PT"), ("Turku", "FI"), ("Lyon", "FR")]


def test_edits_move_spans() -> None:
    """Text before a span moves it; text inside it stretches it."""
    changed = edited(ROW, [(5, 6, ""), (23, 29, "trees")])
    assert changed["measures"][0] == {"start": 15, "end": 27, "text": "plants trees"}
    assert ROW["text"].startswith("Lahti, Finland")


def test_cities_are_replaced_within_their_country_everywhere() -> None:
    """Mention, source and learner change together, so that nationalities still fit."""
    changed = with_other_cities(ROW, NAMES, seeded(1))
    name = changed["cities"][0]["name"]
    assert name in NAMES["FI"]
    assert changed["transfers"][0]["source"] == f"{name}, FI"
    assert (changed["learner"], changed["cities"][1]["text"]) == ("Narva, Estonia", "Narva")
    assert "the Finnish city" in changed["text"]


def test_lower_case_keeps_length_or_nothing() -> None:
    """A text whose lower case is longer stays as it is."""
    assert in_lower_case(ROW)["cities"][0]["text"] == "lahti"
    long = {**ROW, "text": "İ " + ROW["text"], "cities": [], "measures": []}
    assert in_lower_case(long) == long


@given(st.integers(0, 10_000))
def test_spans_of_variants_equal_their_text(seed: int) -> None:
    """Whatever was changed, offsets are right."""
    changed = varied(ROW, NAMES, seeded(seed))
    for span in (*changed["cities"], *changed["measures"]):
        assert changed["text"][span["start"] : span["end"]] == span["text"]


@given(st.integers(0, 10_000))
def test_practice_testimonials_are_legal(seed: int) -> None:
    """Spans are right, sources are named in the text, rungs are those of the guidelines, no pattern is left."""
    row = composed(PHRASES, CITIES, seeded(seed))
    for span in (*row["cities"], *row["measures"]):
        assert row["text"][span["start"] : span["end"]] == span["text"]
    labels = {f"{city['name']}, {city['country']}" for city in row["cities"]} | {None}
    assert all(transfer["source"] in labels for transfer in row["transfers"])
    assert all((transfer["stage"], transfer["status"]) in RUNGS for transfer in row["transfers"])
    assert not set("[]<>{}|") & set(row["text"])


@pytest.mark.parametrize("seed", [0, 1])
def test_practice_is_reproducible(seed: int) -> None:
    """The same chance composes the same text."""
    one, other = (composed(PHRASES, CITIES, seeded(seed)) for _ in range(2))
    assert one == other


def test_practice_has_the_themes_of_its_measures_where_they_are_known() -> None:
    """The themes of the chosen phrases together; None where one of them has none."""
    row = composed(PHRASES, CITIES, seeded(3))
    chosen = {measure["text"].casefold() for measure in row["measures"]}
    assert row["themes"] == sorted({theme for text, themes in PHRASES if text in chosen for theme in themes})
    assert composed([(text, None) for text, _ in PHRASES], CITIES, seeded(3))["themes"] is None
