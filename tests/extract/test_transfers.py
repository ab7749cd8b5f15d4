"""Which cities a measure is linked to, given the network's scores."""

from __future__ import annotations

import math

import numpy as np
import pytest

from feedback_nlp.extract.transfers import FIRST_SOURCE, FURTHER_SOURCE, chosen_sources

BETWEEN = (FIRST_SOURCE + FURTHER_SOURCE) / 2


def log_odds(*shares: float) -> np.ndarray:
    return np.array([math.log(share / (1 - share)) for share in shares])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((), [None]),
        ((0.1, 0.2), [None]),
        ((0.1, BETWEEN), [1]),
        ((BETWEEN, 0.9), [1]),
        ((FURTHER_SOURCE + 0.01, 0.9), [0, 1]),
        ((FIRST_SOURCE - 0.01, FIRST_SOURCE - 0.02), [None]),
        ((0.8, 0.8, 0.1), [0, 1]),
    ],
)
def test_a_further_source_needs_more_than_the_likeliest(shares, expected):
    assert [source for source, _ in chosen_sources(log_odds(*shares))] == expected


def test_each_source_has_its_probability_and_none_what_the_likeliest_leaves():
    assert chosen_sources(log_odds(0.7, 0.9)) == [(0, pytest.approx(0.7)), (1, pytest.approx(0.9))]
    assert chosen_sources(log_odds(0.1, 0.3)) == [(None, pytest.approx(0.7))]
    assert chosen_sources(log_odds()) == [(None, 1.0)]
