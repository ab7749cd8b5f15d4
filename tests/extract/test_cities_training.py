"""Training of the classifier of names: examples, written sentences, the fit."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.extract.cities.training.examples import Example, gold_examples, respelt, treebank_examples
from feedback_nlp.extract.cities.training.fit import fit_logistic
from feedback_nlp.extract.cities.training.written import Writer
from feedback_nlp.places import Gazetteer, load_gazetteer

TREEBANK = """\
# newdoc id = a
# global.Entity = GRP-etype-infstat-centering-minspan-link
# text = Bob saw Oslo and France.
1	Bob	Bob	PROPN	NNP	_	2	nsubj	_	Entity=(1-person-new-cf1-1-sgl)
2	saw	see	VERB	VBD	_	0	root	_	_
3	Oslo	Oslo	PROPN	NNP	_	2	obj	_	Entity=(2-place-new-cf2-1-sgl)
4	and	and	CCONJ	CC	_	5	cc	_	_
5	France	France	PROPN	NNP	_	3	conj	_	Entity=(3-place-new-cf3-1-sgl)|SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_

# text = Nice work Bergen
1	Nice	nice	ADJ	JJ	_	2	amod	_	_
2	work	work	NOUN	NN	_	0	root	_	_
3	Bergen	Bergen	PROPN	NNP	_	2	dep	_	_

"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return load_gazetteer()


def test_gold_comes_with_and_without_its_respondent(tmp_path: Path) -> None:
    """A coded testimonial is learned from both ways, and both keep its file together."""
    city = {"start": 0, "end": 5, "text": "Lahti", "name": "Lahti", "country": "FI", "geonameid": 649360}
    row = {"id": "x", "learner": "Elva, Estonia", "text": "Lahti is good.", "cities": [city]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    first, second = gold_examples(tmp_path)
    assert (first.cities, first.learner, first.group) == (frozenset({(0, 5)}), "Elva, Estonia", "a")
    assert (second.cities, second.learner, second.group) == (frozenset({(0, 5)}), None, "a")


def test_a_treebank_tells_cities_from_the_rest(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Annotated places are cities, countries and adjectives are none, names without annotation are unknown."""
    path = tmp_path / "tb.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode("utf-8")))
    (example,) = treebank_examples(path, gazetteer, "gum")
    named = {example.text[start:end] for start, end in example.cities}
    assert named == {"Oslo"}
    assert "Bergen" in {example.text[start:end] for start, end in example.unknown}
    assert "Nice" not in {example.text[start:end] for start, end in example.unknown}


def test_written_sentences_know_their_cities(gazetteer: Gazetteer) -> None:
    """Spans lie inside the text, negative templates name no city, and a seed gives the same sentences again."""
    written = list(Writer(gazetteer, [("Lahti", "FI")], seed=1).examples(1))
    again = list(Writer(gazetteer, [("Lahti", "FI")], seed=1).examples(1))
    assert written == again
    assert all(0 <= start < end <= len(e.text) for e in written for start, end in e.cities)
    assert all(not e.cities for e in written if e.source != "written city")
    assert all(e.cities for e in written if e.source == "written city")
    assert not any("{" in e.text for e in written)


@pytest.mark.parametrize(("upper", "text"), [(True, "IN LAHTI."), (False, "in lahti.")])
def test_respelling_keeps_offsets(upper: bool, text: str) -> None:
    """Capitals and small letters move nothing."""
    again = respelt(Example("In Lahti.", frozenset({(3, 8)}), "gold", "a"), upper=upper)
    assert (again.text, again.cities) == (text, frozenset({(3, 8)}))


def test_a_text_that_would_change_its_length_stays() -> None:
    """`ß` has no single capital."""
    example = Example("Gießen", frozenset({(0, 6)}), "gold", "a")
    assert respelt(example, upper=True) == example


def test_the_fit_finds_the_direction_that_separates() -> None:
    """A number that goes with the label gets a positive weight, noise nearly none, a greater penalty a smaller one."""
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(400, 2)).astype(np.float32)
    labels = (rows[:, 0] + 0.3 * draw.normal(size=400) > 0).astype(np.float32)
    weights = np.ones(400, dtype=np.float32)
    free = fit_logistic(rows, labels, weights=weights, penalties=np.full(2, 0.1, dtype=np.float32))
    bound = fit_logistic(rows, labels, weights=weights, penalties=np.full(2, 50.0, dtype=np.float32))
    assert free[0] > 3
    assert abs(free[1]) < 1
    assert 0 < bound[0] < free[0]
