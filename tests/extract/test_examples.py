"""Testimonials as the network reads them in training."""

from pathlib import Path

import pytest

from feedback_nlp.encoder import load_encoder
from feedback_nlp.extract.training.examples import Example, make_examples, read_phrases

ROW = {
    "id": "x",
    "learner": "Tartu, Estonia",
    "text": "Lahti plants hedges and lends tools to families. We will do both next year.",
    "cities": [{"start": 0, "end": 5, "text": "Lahti", "name": "Lahti", "country": "FI"}],
    "measures": [{"start": 6, "end": 19, "text": "plants hedges"}, {"start": 24, "end": 47, "text": "lends tools to"}],
    "themes": ["circular-economy"],
    "transfers": [
        {"source": "Lahti, FI", "measure": 0, "stage": "intends", "status": "affirmed"},
        {"source": "Lahti, FI", "measure": 1, "stage": "heard", "status": "conditional"},
    ],
}


@pytest.fixture(scope="module")
def example() -> Example:
    """One testimonial."""
    return make_examples([ROW], load_encoder(threads=1))[0]


def test_an_example_says_what_the_heads_should_say(example: Example) -> None:
    """Spans, sources and rungs are those of the annotation; a pair the guidelines do not know is the nearest."""
    first, last = example.spans[0]
    assert example.words.lower[first:last] == ("plants", "hedges")
    assert example.links.tolist() == [[1.0], [1.0]]
    assert len(set(example.rungs.tolist())) == 2
    assert example.themes.sum() == 1


def test_phrases_are_read_with_their_themes(tmp_path: Path) -> None:
    """One row a phrase, several themes apart by semicolons."""
    path = tmp_path / "phrases.csv"
    path.write_text('phrase,themes\ntool library,circular-economy\n"bus, tram",energy;governance\n', encoding="utf-8")
    assert read_phrases(path) == [("tool library", ("circular-economy",)), ("bus, tram", ("energy", "governance"))]
