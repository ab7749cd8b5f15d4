"""From examples to the weights of the classifier, and how well they do.

Knows nothing of files. Rows are candidates; a row's numbers are its features, the state of the name, and the states
beside it along their leading directions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.encoder import Encoder
from feedback_nlp.extract.cities.classifier import NameClassifier, context_vectors
from feedback_nlp.extract.cities.features import Features, describe
from feedback_nlp.extract.cities.recogniser import MIN_PROBABILITY, CityRecogniser
from feedback_nlp.extract.cities.tokens import tokenise
from feedback_nlp.extract.cities.training.examples import Example
from feedback_nlp.extract.cities.training.fit import fit_logistic

Floats = NDArray[np.float32]
FEATURE_PENALTY, STATE_PENALTY, SIDE_PENALTY, BIAS_PENALTY = 1.0, 1.0, 2.0, 1e-3
STATE_SCALE, SIDE_SCALE, DIRECTIONS = 0.1, 0.3, 64
_ROW_WEIGHTS = {"ewt": 0.5, "ewt upper": 0.15, "gum": 1.5, "gum upper": 0.2, "gold": 4.0, "gold bare": 2.5}
_PART_OF_NAME = frozenset(
    {"borrowed of", "before organisation capital", "before region capital", "farther organisation"}
)
_BATCH = 256


@dataclass(frozen=True, slots=True)
class Rows:
    """Judged candidates.

    Attributes:
        features: Features of each.
        vectors: Context vector of each, shape (rows, 3 × width).
        labels: Shape (rows,), 1 where a city is named.
        sources: Source of each.
        groups: Group of each.
        shown: A piece of text around each, the candidate in brackets.
    """

    features: list[Features]
    vectors: Floats
    labels: Floats
    sources: NDArray[np.str_]
    groups: NDArray[np.str_]
    shown: list[str]


def rows_of(examples: Sequence[Example], *, bare: CityRecogniser, stated: CityRecogniser, encoder: Encoder) -> Rows:
    """Return the judged candidates of examples.

    Args:
        examples: Texts with their mentions.
        bare: Recogniser without a programme.
        stated: Recogniser with a programme.
        encoder: Gives the states.
    """
    judged: list[tuple[Features, Floats, float, Example, str]] = []
    for begin in range(0, len(examples), _BATCH):
        batch = examples[begin : begin + _BATCH]
        for example, states in zip(batch, encoder.token_states([e.text for e in batch]), strict=True):
            recogniser = stated if example.stated else bare
            candidates = recogniser.candidates(example.text)
            described = describe(tokenise(example.text), candidates, _own(example, recogniser))
            vectors = context_vectors(states, candidates)
            for candidate, found, vector in zip(candidates, described, vectors, strict=True):
                span = (candidate.start, candidate.end)
                if span not in example.unknown and not _contradicts(example, span, found):
                    shown = _shown(example.text, *span)
                    judged.append((found, vector, float(span in example.cities), example, shown))
    return Rows(
        [row[0] for row in judged],
        np.array([row[1] for row in judged], dtype=np.float32),
        np.array([row[2] for row in judged], dtype=np.float32),
        np.array([row[3].source for row in judged]),
        np.array([row[3].group for row in judged]),
        [row[4] for row in judged],
    )


def _contradicts(example: Example, span: tuple[int, int], found: Features) -> bool:
    """GUM calls the place inside `University of Copenhagen` a place; these texts' guidelines do not call it a city."""
    return example.source.startswith("gum") and span in example.cities and not _PART_OF_NAME.isdisjoint(found)


def _own(example: Example, recogniser: CityRecogniser) -> str | None:
    if example.own is not None:
        found = (c for c in recogniser.candidates(example.text) if c.start == example.own)
        return next((c.readings[0].place.city_id for c in found), None)
    guess = recogniser.learner(example.learner)
    return guess.place.city_id if guess and guess.place else None


def _shown(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 50) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Design:
    """Rows as numbers, with what is needed to turn weights of those numbers into a classifier.

    Attributes:
        names: Features in the order of their columns.
        numbers: Shape (rows, columns).
        penalties: Shape (columns,).
        mean: Mean context vector.
        basis: Shape (3 × width, columns of the states), from centred context vectors to columns.
    """

    names: list[str]
    numbers: Floats
    penalties: Floats
    mean: Floats
    basis: Floats

    def classifier(self, weights: Floats) -> NameClassifier:
        """Return the classifier that gives the same sums as `numbers @ weights`."""
        split = len(self.names)
        states = (self.basis @ weights[split:]).astype(np.float32)
        features = {name: round(float(w), 5) for name, w in zip(self.names, weights[:split], strict=True)}
        return NameClassifier(features, states, -float(self.mean @ states))


def design(rows: Rows) -> Design:
    """Return rows as numbers."""
    names = sorted({name for found in rows.features for name in found})
    column = {name: i for i, name in enumerate(names)}
    given = np.zeros((len(rows.features), len(names)), dtype=np.float32)
    for i, found in enumerate(rows.features):
        for name, amount in found.items():
            given[i, column[name]] = amount
    mean = rows.vectors.mean(axis=0)
    basis, penalties = _basis(rows.vectors - mean)
    flat = np.full(len(names), FEATURE_PENALTY, dtype=np.float32)
    flat[column["bias"]] = BIAS_PENALTY
    numbers = np.hstack([given, (rows.vectors - mean) @ basis])
    return Design(names, numbers, np.concatenate([flat, penalties]), mean, basis)


def _basis(centred: Floats) -> tuple[Floats, Floats]:
    width = centred.shape[1] // 3
    blocks = [np.diag(STATE_SCALE / (centred[:, :width].std(axis=0) + 1e-3)).astype(np.float32)]
    for side in (1, 2):
        values, vectors = np.linalg.eigh(np.cov(centred[:, side * width : (side + 1) * width], rowvar=False))
        leading = np.argsort(values)[::-1][:DIRECTIONS]
        blocks.append((vectors[:, leading] * SIDE_SCALE / np.sqrt(values[leading] + 1e-6)).astype(np.float32))
    basis = np.zeros((3 * width, sum(block.shape[1] for block in blocks)), dtype=np.float32)
    begin = 0
    for i, block in enumerate(blocks):
        basis[i * width : (i + 1) * width, begin : begin + block.shape[1]] = block
        begin += block.shape[1]
    penalties = np.full(basis.shape[1], SIDE_PENALTY, dtype=np.float32)
    penalties[:width] = STATE_PENALTY
    return basis, penalties


def row_weights(rows: Rows) -> Floats:
    """Return how much each row counts, by its source."""
    return np.array([_ROW_WEIGHTS.get(str(source), 1.0) for source in rows.sources], dtype=np.float32)


def train(made: Design, rows: Rows, kept: NDArray[np.bool_]) -> Floats:
    """Return the weights learned from the kept rows."""
    weights = row_weights(rows)[kept]
    return fit_logistic(made.numbers[kept], rows.labels[kept], weights=weights, penalties=made.penalties)


def logit(share: float) -> float:
    """Return the sum that stands for a probability."""
    return math.log(share / (1 - share))


def crossed(made: Design, rows: Rows, groups: Sequence[Sequence[str]]) -> Iterator[tuple[int, bool]]:
    """Yield row and verdict for the gold rows, each judged by weights that never saw its group."""
    for held in groups:
        out = np.isin(rows.groups, list(held))
        weights = train(made, rows, ~out)
        for i in np.flatnonzero(out & (rows.sources == "gold")):
            yield int(i), bool(made.numbers[i] @ weights > logit(MIN_PROBABILITY))
