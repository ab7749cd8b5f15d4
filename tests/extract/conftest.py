"""Weights for tests of the training, which are skipped without torch."""

from __future__ import annotations

import itertools

import numpy as np
import pytest


@pytest.fixture(scope="session")
def small_upstream() -> dict[str, np.ndarray]:
    """Return random weights of an encoder with narrow inner layers."""
    pytest.importorskip("torch")
    from feedback_nlp.extract.training.torch_network import LAYERS, PARTS, WIDTH  # noqa: PLC0415 -- imports torch

    chance = np.random.default_rng(0)
    weights = {}
    for index, part in itertools.product(range(LAYERS), PARTS):
        shape = {"intermediate.dense": (64, WIDTH), "output.dense": (WIDTH, 64)}.get(part, (WIDTH, WIDTH))
        shape = (WIDTH,) if part.endswith("LayerNorm") else shape
        for kind, size in (("weight", shape), ("bias", shape[:1])):
            weights[f"encoder.layer.{index}.{part}.{kind}"] = chance.normal(0, 0.05, size).astype(np.float32)
    return weights
