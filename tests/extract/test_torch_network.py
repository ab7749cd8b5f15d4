"""What is trained computes what coding computes; skipped without torch, which training alone needs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from feedback_nlp.extract.candidates import FEATURES
from feedback_nlp.extract.decode import TAGS
from feedback_nlp.extract.echoes import ECHO_MARKS
from feedback_nlp.extract.lexicon import mark_names
from feedback_nlp.extract.network import Network, distance_buckets

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from feedback_nlp.extract.training.__main__ import main  # noqa: E402 -- imports torch
from feedback_nlp.extract.training.batches import Choices  # noqa: E402
from feedback_nlp.extract.training.export import head_matrices  # noqa: E402
from feedback_nlp.extract.training.torch_network import WIDTH, TorchNetwork, grouped_logsumexp  # noqa: E402

THEMES = 8
SPANS = [(1, 3), (4, 5)]
POINTERS = [(0, 1), (6, 8), (9, 10)]
OWNERS = [0, 1, 0]


@pytest.fixture(scope="module")
def network(small_upstream):
    torch.manual_seed(0)
    made = TorchNetwork(
        small_upstream, marks=len(mark_names()), echoes=len(ECHO_MARKS), pair_features=FEATURES, themes=THEMES
    )
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made.eval()


@pytest.fixture(scope="module")
def coding(network):
    """Return the network that codes texts, with the heads of the one that is trained and without its layers."""
    made = object.__new__(Network)
    made._heads = {name: np.asarray(value, dtype=np.float32) for name, value in head_matrices(network).items()}
    return made


def states(seed: int, *shape: int):
    return torch.from_numpy(np.random.default_rng(seed).normal(size=shape).astype(np.float32))


@pytest.mark.parametrize("lengths", [(1, 1), (2, 5), (4, 3)])
def test_chain_loss_is_the_share_of_the_gold_sequence_among_all(network, lengths):
    emissions = states(1, 2, max(lengths), TAGS)
    tags = torch.tensor([[0, 1, 3, 0, 0][: max(lengths)], [4, 0, 1, 2, 3][: max(lengths)]])
    inside = torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]
    with torch.no_grad():
        losses = network.chain_loss(emissions, tags, inside)
        between = (network.transitions + network.legal).numpy()
        starts, ends = (network.starts + network.legal_first).numpy(), (network.ends + network.legal_last).numpy()
    for row, length in enumerate(lengths):
        scores = {
            sequence: starts[sequence[0]]
            + ends[sequence[-1]]
            + sum(float(emissions[row, i, tag]) for i, tag in enumerate(sequence))
            + sum(between[a, b] for a, b in itertools.pairwise(sequence))
            for sequence in itertools.product(range(TAGS), repeat=length)
        }
        total = np.logaddexp.reduce(np.array(list(scores.values()), dtype=np.float64))
        gold = tuple(int(tag) for tag in tags[row, :length])
        assert float(losses[row]) == pytest.approx(total - scores[gold], rel=1e-4, abs=1e-3)


def test_links_in_a_batch_are_those_of_coding(network, coding):
    words = states(2, 2, 12, WIDTH)
    inside = torch.ones(2, 12, dtype=torch.bool)
    inside[0, 10:] = False
    features = states(3, 2, 3, FEATURES)
    buckets = np.pad(distance_buckets(SPANS, 10), ((0, 0), (0, 2)))
    choices = Choices(
        spans=torch.tensor([(0, *span) for span in SPANS]),
        distances=torch.from_numpy(buckets),
        several=torch.tensor([1.0, 1.0]),
        pointers=torch.tensor([(0, *pointer) for pointer in POINTERS]),
        pairs=torch.tensor([(m, p, 2 * m + OWNERS[p]) for m in range(2) for p in range(3)]),
        features=features.reshape(-1, FEATURES),
        measures=torch.tensor([0, 0, 1, 1]),
        wanted=torch.zeros(4),
    )
    with torch.no_grad():
        found, none = network.links(words, inside, choices)
    scores, alone = coding.links(words[0, :10].numpy(), SPANS, POINTERS, features.numpy(), candidates=2)
    joined = np.stack([np.logaddexp(scores[:, 0], scores[:, 2]), scores[:, 1]], axis=1)
    np.testing.assert_allclose(found.reshape(2, 2).numpy(), joined, atol=1e-3)
    np.testing.assert_allclose(none.numpy(), alone, atol=1e-3)


@pytest.mark.parametrize("spans", [SPANS, []])
def test_themes_in_a_batch_are_those_of_coding(network, coding, spans):
    words, cls, features = states(4, 2, 12, WIDTH), states(5, 2, WIDTH), states(6, 2, 3 * THEMES)
    inside = torch.ones(2, 12, dtype=torch.bool)
    inside[1, 10:] = False
    at = torch.tensor([(1, *span) for span in spans], dtype=torch.int64).reshape(-1, 3)
    with torch.no_grad():
        scores = network.themes(words, inside, cls, at, features)
    expected = coding.themes(words[1, :10].numpy(), cls[1].numpy(), spans, features[1].numpy())
    np.testing.assert_allclose(scores[1].numpy(), expected, atol=1e-3)


def test_grouped_logsumexp_is_that_of_each_group():
    values, groups = states(7, 7), torch.tensor([2, 0, 1, 1, 2, 2, 0])
    expected = [torch.logsumexp(values[groups == group], 0) for group in range(3)]
    assert torch.allclose(grouped_logsumexp(values, groups, 3), torch.stack(expected))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_a_gpu_that_is_not_there_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--upstream", "nowhere", "--device", "cuda"])
    assert stopped.value.code == 2
    assert "torch finds no GPU here" in capsys.readouterr().err
