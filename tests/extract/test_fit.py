"""How the network is fitted; skipped without torch, which training alone needs."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from feedback_nlp.extract.evaluation import fingerprint
from feedback_nlp.extract.theme_terms import TermModel
from feedback_nlp.extract.training.examples import SPAN_WEIGHT, read_corpus
from feedback_nlp.extract.training.material import VARIANTS, Material

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from feedback_nlp.extract.training import trainer as training  # noqa: E402 -- imports torch
from feedback_nlp.extract.training.fit import FitSettings, Source, fit, new_network  # noqa: E402

GOLD = Path(__file__).parents[2] / "data" / "gold"
PHRASES = "tool library,green tape for permits,nightly bus to the harbour,wool on flat roofs"


@pytest.fixture(scope="module")
def phrases(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("phrases") / "phrases.csv"
    lines = [f"{phrase},energy" for phrase in PHRASES.split(",")]
    path.write_text("\n".join(["phrase,themes", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corpus():
    """Return six testimonials of each of two reference files and of two others."""
    return {file: read_corpus(GOLD)[file][:6] for file in ("dev", "train_a", "train_h", "train_k")}


@pytest.fixture(scope="module")
def examples(corpus, phrases):
    return Material(phrases).examples([{**row, SPAN_WEIGHT: 1.0} for row in corpus["train_a"]])


def test_a_source_gives_each_testimonial_once_or_as_many_as_asked(examples):
    def drawn(count: int | None) -> list[str]:
        source = Source(examples, count)
        ids = [example.row["id"] for example in source.draw(random.Random(1))]  # noqa: S311 -- not cryptographic
        assert len(ids) == len(source)
        return ids

    every = [example.row["id"] for example in examples[0]]
    assert len(examples) == 1 + VARIANTS
    assert drawn(None) == every
    assert len(set(drawn(4))) == 4
    assert sorted(drawn(400)) == sorted(every)


@pytest.mark.parametrize("half", [True, False])
def test_fitting_lowers_every_loss(examples, small_upstream, half):
    network = new_network(small_upstream, themes=8, seed=0)
    told: list[str] = []
    fit(network, [Source(examples[:1])], FitSettings(epochs=12, batch_size=3, half=half), told.append)
    first, last = (json.loads(line.partition("themes ")[2]) for line in (told[0], told[-1]))
    assert len(told) == 12
    assert all(after < before for before, after in zip(first, last, strict=True))
    assert not network.training


@pytest.fixture
def trainer(monkeypatch, small_upstream, corpus, phrases, tmp_path):
    """Return what trains with small weights."""
    monkeypatch.setattr(training, "check_hash", lambda *_: None)
    monkeypatch.setattr(training, "load_file", lambda _: small_upstream)
    return training.Trainer(corpus=corpus, phrases=phrases, upstream=tmp_path, settings=FitSettings(epochs=1))


def same_heads(first: Path, second: Path) -> bool:
    with np.load(first / "heads.npz") as one, np.load(second / "heads.npz") as other:
        return all(np.array_equal(one[name], other[name]) for name in one.files)


def test_the_same_testimonials_give_the_same_model(trainer, corpus, tmp_path):
    """A model does not know what is tested."""
    fold, other = (frozenset(row["id"] for row in corpus[file]) for file in ("dev", "train_a"))
    for name, test in (("one", fold), ("again", fold), ("other", other)):
        (tmp_path / name).mkdir()
        trainer.train(test, tmp_path / name)
    assert same_heads(tmp_path / "one", tmp_path / "again")
    assert not same_heads(tmp_path / "one", tmp_path / "other")
    known = json.loads((tmp_path / "one" / "crossval.json").read_text(encoding="utf-8"))["trained_on"]
    texts = [row["text"] for file, rows in corpus.items() if file != "dev" for row in rows]
    assert known == sorted(fingerprint(text) for text in texts)
    with np.load(tmp_path / "one" / "themes.npz") as stored:
        assert len(TermModel.from_arrays(stored).terms) > 10


def test_a_digest_changes_with_what_is_trained_on_alone(trainer, corpus):
    """An annotation of a trained testimonial changes it, one of a tested testimonial does not."""
    fold, other = (frozenset(row["id"] for row in corpus[file]) for file in ("dev", "train_a"))
    before = trainer.digest(fold)
    assert before != trainer.digest(other)
    changed = {file: [{**row, "themes": []} for row in rows] for file, rows in corpus.items()}
    trainer.corpus = {**corpus, "dev": changed["dev"]}
    assert trainer.digest(fold) == before
    trainer.corpus = {**corpus, "train_a": changed["train_a"]}
    assert trainer.digest(fold) != before


def test_a_digest_changes_with_how_it_is_trained_and_not_with_where(trainer, corpus):
    fold = frozenset(row["id"] for row in corpus["dev"])
    before = trainer.digest(fold)
    trainer.settings = replace(trainer.settings, device="cuda")
    assert trainer.digest(fold) == before
    trainer.settings = replace(trainer.settings, epochs=2)
    assert trainer.digest(fold) != before
