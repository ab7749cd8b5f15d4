"""Themes by their words."""

import numpy as np
import pytest

from feedback_nlp.extract.theme_terms import TermModel, terms_of, weighed
from feedback_nlp.extract.training.theme_fit import fit_terms, row_terms
from feedback_nlp.extract.words import split_words

MODEL = TermModel(
    terms=("bus", "heat", "heat pump", "pump"),
    rarity=np.array([1.0, 2.0, 3.0, 2.0], dtype=np.float32),
    weights=np.array([[2.0, -1.0], [0.0, 1.0], [0.0, 4.0], [-1.0, 1.0]], dtype=np.float32),
    bias=np.array([-0.5, -1.0], dtype=np.float32),
)


def test_terms_are_stems_and_pairs_that_no_mark_or_name_parts() -> None:
    """Function words are left out of pairs; a comma or a city's name ends one."""
    words = split_words("The heat pumps of Lahti warm schools, pools and the libraries.")
    city = words.covering(18, 23)
    assert terms_of(words, [city]) == [
        "heat",
        "pump",
        "heat pump",
        "warm",
        "school",
        "warm school",
        "pool",
        "librar",
        "pool librar",
    ]
    assert "lahti" in terms_of(words, ())


def test_scores_do_not_depend_on_order_or_unknown_terms() -> None:
    """A text that has no known term has the bias alone."""
    expected = np.array([2.0 / np.sqrt(2) - 0.5, -1.0 / np.sqrt(2) - 1.0]) + np.array([-1.0, 1.0]) / np.sqrt(2)
    model = TermModel(MODEL.terms, np.ones(4, dtype=np.float32), MODEL.weights, MODEL.bias)
    assert model.scores(["pump", "bus", "tram"]) == pytest.approx(expected, abs=1e-6)
    assert model.scores(["bus", "pump"]) == pytest.approx(expected, abs=1e-6)
    assert MODEL.scores(["tram"]).tolist() == MODEL.scores([]).tolist() == MODEL.bias.tolist()


def test_a_term_counts_by_its_rarity_and_less_each_time() -> None:
    """TF-IDF with the logarithm of the count, of length 1."""
    rows, values = weighed(["bus", "heat", "bus", "bus"], MODEL.index, MODEL.rarity)
    raw = np.array([1 + np.log(3), 2.0])
    assert rows.tolist() == [0, 1]
    assert values == pytest.approx(raw / np.linalg.norm(raw), abs=1e-6)


def test_a_model_is_the_same_after_it_was_stored() -> None:
    """Terms stay in their places; half precision holds these numbers exactly."""
    known = TermModel.from_arrays(MODEL.arrays())
    assert known.terms == MODEL.terms
    assert np.array_equal(known.weights, MODEL.weights)
    assert known.scores(["heat", "pump"]) == pytest.approx(MODEL.scores(["heat", "pump"]), abs=1e-6)


def test_words_that_go_with_a_theme_speak_for_it() -> None:
    """A term in too few texts is not learnt, however clear it is."""
    texts = [["bus", "stop"]] * 6 + [["heat", "pump"]] * 6 + [["bus", "rare"]] * 2
    wanted = np.array([[True, False]] * 6 + [[False, True]] * 6 + [[True, False]] * 2)
    model = fit_terms(texts, wanted, np.ones(len(texts), dtype=np.float32))
    assert "rare" not in model.terms
    assert model.scores(["bus"])[0] > 0 > model.scores(["bus"])[1]
    assert model.scores(["pump"])[1] > 0 > model.scores(["pump"])[0]


def test_words_say_nothing_of_a_theme_that_no_text_has() -> None:
    """A corpus may lack a theme; the network alone judges it then."""
    texts = [["bus"]] * 6 + [["heat"]] * 6
    wanted = np.array([[True, False, True]] * 6 + [[False, False, True]] * 6)
    scores = fit_terms(texts, wanted, np.ones(len(texts), dtype=np.float32)).scores(["bus"])
    assert scores[0] > 0
    assert list(scores[1:]) == [0.0, 0.0]


def test_a_testimonials_terms_are_those_of_coding() -> None:
    """Named cities are left out by their annotation, as they are by their mention."""
    row = {"text": "Lahti lends bikes.", "cities": [{"start": 0, "end": 5}]}
    assert row_terms(row) == ["lend", "bike", "lend bike"]
