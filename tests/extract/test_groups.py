"""The same measure in other words."""

import numpy as np
import pytest

from feedback_nlp.encoder import load_encoder
from feedback_nlp.extract.groups import group_measures
from feedback_nlp.extract.stems import canonical

SAME = [
    ("inventorying forests", "a forest inventory"),
    ("restoring peat fields", "restoration of peat fields"),
    ("low-emission zone", "Low-emission zones"),
    ("participatory budgeting", "participatory budget"),
    ("repair cafés", "repair café"),
]
DIFFERENT = [
    ("inventorying forests", "inventorying roofs"),
    ("solar panels on school roofs", "green roofs on schools"),
    ("low-emission zone", "zero-emission bus fleet"),
    ("district heating from sewage", "district heating from data centres"),
    ("participatory budgeting", "climate budgeting"),
    ("repair cafés", "energy cafés"),
    ("library of things", "library of building materials"),
]


def groups(texts: list[str]) -> list[tuple[str, ...]]:
    """Return the texts of each group."""
    return [
        tuple(sorted(texts[i] for i in group.members))
        for group in group_measures(texts, load_encoder().sentence_vectors(texts))
    ]


@pytest.mark.parametrize("pair", SAME)
def test_other_wordings_are_one_measure(pair: tuple[str, str]) -> None:
    """Inflection, articles and noun-headed wordings do not make a new measure."""
    assert groups(list(pair)) == [tuple(sorted(pair))]


@pytest.mark.parametrize("pair", DIFFERENT)
def test_another_object_or_action_is_another_measure(pair: tuple[str, str]) -> None:
    """Measures that share a word stay apart."""
    assert len(groups(list(pair))) == 2


def test_groups_do_not_depend_on_order_and_hold_every_measure_once() -> None:
    """Ids, labels and members are the same whatever the order of the measures."""
    texts = [text for pair in (*SAME, *DIFFERENT) for text in pair]
    vectors = load_encoder().sentence_vectors(texts)
    order = np.random.default_rng(0).permutation(len(texts)).tolist()
    straight = group_measures(texts, vectors)
    shuffled = group_measures([texts[i] for i in order], vectors[order])
    told = [
        [(g.group_id, g.label, sorted(names[i] for i in g.members)) for g in found]
        for found, names in ((straight, texts), (shuffled, [texts[i] for i in order]))
    ]
    assert told[0] == told[1]
    assert sorted(i for group in straight for i in group.members) == list(range(len(texts)))


def test_a_singleton_is_labelled_by_itself() -> None:
    """A measure that nothing else names keeps its words."""
    vectors = load_encoder().sentence_vectors(["Tree nurseries"])
    (group,) = group_measures(["Tree nurseries"], vectors)
    assert (group.label, group.members) == ("tree nurseries", (0,))


def test_no_measures_have_no_groups() -> None:
    """Nothing in, nothing out."""
    assert group_measures([], np.zeros((0, 384), dtype=np.float32)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("The restoring of the wetlands", "restor wetland"), ("use of the", "of the use"), ("Trees", "tree")],
)
def test_canonical_form_is_sorted_stems(text: str, expected: str) -> None:
    """Function words go, unless nothing else is there."""
    assert canonical(text) == expected
