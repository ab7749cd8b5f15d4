"""Fits the network: one loss for spans, stages and statuses, links and themes.

Knows nothing of files. The weights returned are the average of the last part of training, which varies less between
seeds than the last step.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from feedback_nlp.extract.candidates import FEATURES
from feedback_nlp.extract.echoes import ECHO_MARKS
from feedback_nlp.extract.lexicon import mark_names
from feedback_nlp.extract.training.batches import Batch, choices_of, echoes_of, padded, shuffled, word_states
from feedback_nlp.extract.training.examples import SPAN_WEIGHT, Example
from feedback_nlp.extract.training.torch_network import TorchNetwork, Weights, grouped_logsumexp

IMPOSSIBLE = -1e4
VARIED = 0.7
LOSS_WEIGHTS = (1.0, 1.2, 1.0, 2.0)
"""How much the losses of spans, rungs, links and themes count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitSettings:
    """How the network is fitted; the defaults are those of the shipped model.

    Attributes:
        epochs: Times that every testimonial is seen.
        batch_size: Testimonials in a step.
        layer_rate: Highest learning rate of the layers.
        head_rate: Highest learning rate of the heads.
        seed: Seed of everything random; on a GPU sums come in any order, and dropout draws other numbers.
        device: Where torch computes, `cpu` or `cuda`.
        half: Whether the layers compute in bfloat16, which on processors that can is half again as fast.
        average_from: Share of the steps after which weights are averaged.
        average_pace: How fast the average follows.
    """

    epochs: int = 5
    batch_size: int = 12
    layer_rate: float = 1.3e-4
    head_rate: float = 8e-4
    seed: int = 0
    device: str = "cpu"
    half: bool = False
    average_from: float = 0.6
    average_pace: float = 0.02


@dataclass(frozen=True, slots=True)
class Source:
    """Examples that an epoch takes from.

    Attributes:
        variants: The testimonials, then variants of them in the same order.
        drawn: How many are taken at random; None for each once.
    """

    variants: Sequence[Sequence[Example]]
    drawn: int | None = None

    def __len__(self) -> int:
        """Return how many examples an epoch takes."""
        count = len(self.variants[0])
        return count if self.drawn is None else min(self.drawn, count)

    def draw(self, chance: random.Random) -> list[Example]:
        """Return an epoch's examples, some as they are and most as a variant."""
        count = len(self.variants[0])
        taken = range(count) if self.drawn is None else chance.sample(range(count), len(self))
        plain = self.variants[0]
        return [(chance.choice(self.variants) if chance.random() < VARIED else plain)[index] for index in taken]


def fit(network: TorchNetwork, sources: Sequence[Source], settings: FitSettings, log: Callable[[str], None]) -> None:
    """Fit a network, which ends on the CPU and in evaluation mode.

    Args:
        network: With untrained heads.
        sources: What each epoch is made of.
        settings: How to fit.
        log: Receives a line after each epoch.
    """
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)  # noqa: S311 -- not cryptographic
    network.to(settings.device)
    network.half = settings.half
    optimiser, schedule, steps = _optimiser(network, sum(map(len, sources)), settings)
    average: dict[str, Tensor] | None = None
    step = 0
    for epoch in range(settings.epochs):
        network.train()
        total = torch.zeros(len(LOSS_WEIGHTS), device=settings.device)
        seen = [example for source in sources for example in source.draw(chance)]
        for examples in shuffled(seen, settings.batch_size, chance):
            total += _step(network, optimiser, examples, chance)
            schedule.step()
            step += 1
            if step > steps * settings.average_from:
                average = _averaged(average, network, settings.average_pace)
        means = [round(value, 3) for value in (total * settings.epochs / steps).tolist()]
        log(f"epoch {epoch + 1}: spans, rungs, links, themes {means}")
    network.load_state_dict(average or network.state_dict())
    network.eval()
    network.cpu()


def _step(
    network: TorchNetwork, optimiser: torch.optim.Optimizer, examples: Sequence[Example], chance: random.Random
) -> Tensor:
    """Make one step; return the four losses before it."""
    losses = torch.stack(_losses(network, examples, chance))
    optimiser.zero_grad()
    (losses @ losses.new_tensor(LOSS_WEIGHTS)).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return losses.detach()


def new_network(upstream: Weights, *, themes: int, seed: int) -> TorchNetwork:
    """Return a network that has the encoder's weights and untrained heads."""
    torch.manual_seed(seed)
    return TorchNetwork(
        upstream, marks=len(mark_names()), echoes=len(ECHO_MARKS), pair_features=FEATURES, themes=themes
    )


def _optimiser(
    network: TorchNetwork, seen: int, settings: FitSettings
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR, int]:
    layers = [*network.layers.parameters(), *network.last.parameters()]
    known = {id(parameter) for parameter in layers}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": settings.layer_rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=0.02,
        fused=True,
    )
    steps = settings.epochs * -(-seen // settings.batch_size)
    rise, fall = 0.08 * steps, 0.92 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / rise, max(0.02, (steps - step) / fall))
    )
    return optimiser, schedule, steps


def _averaged(average: dict[str, Tensor] | None, network: TorchNetwork, pace: float) -> dict[str, Tensor]:
    with torch.no_grad():
        if average is None:
            return {name: value.clone() for name, value in network.state_dict().items()}
        for name, value in network.state_dict().items():
            average[name].lerp_(value, pace)
    return average


def _losses(network: TorchNetwork, examples: Sequence[Example], chance: random.Random) -> tuple[Tensor, ...]:
    device = network.transitions.device
    batch = padded(examples).to(device)
    middle, states = network.encode(batch.states, batch.mask, batch.marks)
    rungs = _rung_loss(network, examples, batch, middle, chance)
    words = word_states(states, batch.pieces)
    weights = torch.tensor([example.row.get(SPAN_WEIGHT, 1.0) for example in examples], device=device)
    chain = network.chain_loss(network.emit(words), batch.tags, batch.words)
    spans = (chain * weights).sum() / len(examples) / 8
    scores = network.themes(words, batch.words, states[:, 0], batch.spans, batch.theme_features)
    return spans, rungs, _link_loss(network, examples, batch, words), _theme_loss(scores, examples)


def _rung_loss(
    network: TorchNetwork, examples: Sequence[Example], batch: Batch, middle: Tensor, chance: random.Random
) -> Tensor:
    if not len(batch.spans):
        return batch.states.new_zeros(())
    hidden = chance.random() < 0.1  # noqa: PLR2004 -- sources are not always found when texts are coded
    echoes, cues = echoes_of(examples, batch.states.shape[1], hidden=hidden)
    owners = batch.spans[:, 0]
    device = middle.device
    scores = network.rungs(middle[owners], batch.mask[owners], echoes.to(device), cues.to(device))
    wanted = torch.from_numpy(np.concatenate([example.rungs for example in examples])).to(device)
    return F.cross_entropy(scores, wanted, label_smoothing=0.05)


def _theme_loss(scores: Tensor, examples: Sequence[Example]) -> Tensor:
    wanted = torch.from_numpy(np.stack([example.themes for example in examples])).to(scores.device) * 0.95 + 0.02
    known = torch.tensor([float(example.row["themes"] is not None) for example in examples], device=scores.device)
    return (F.binary_cross_entropy_with_logits(scores, wanted, reduction="none").sum(1) * known).mean() / 2


def _link_loss(network: TorchNetwork, examples: Sequence[Example], batch: Batch, words: Tensor) -> Tensor:
    """Return the loss of one choice among the candidates and none, and of each candidate against none."""
    made = choices_of(examples)
    if made is None:
        return words.new_zeros(())
    choices = made.to(words.device)
    found, none = network.links(words, batch.words, choices)
    count, measures, wanted = len(none), choices.measures, choices.wanted
    unlinked = none.new_zeros(count).index_add(0, measures, wanted) == 0
    values, groups = torch.cat([none, found]), torch.cat([torch.arange(count, device=none.device), measures])
    right = torch.cat([unlinked, wanted > 0])
    likelihood = grouped_logsumexp(values + torch.where(right, 0.0, IMPOSSIBLE), groups, count)
    chosen = (grouped_logsumexp(values, groups, count) - likelihood).sum()
    single = F.binary_cross_entropy_with_logits(found - none[measures], wanted, reduction="sum")
    return (chosen + single) / count
