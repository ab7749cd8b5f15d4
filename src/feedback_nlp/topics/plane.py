"""Lay segments out on a plane on which topics lie apart."""

from __future__ import annotations

import numpy as np

from feedback_nlp.topics.vectors import Floats, Ints, group_sums, unit_rows

_WITHIN_SHARE = 0.1
_DECIMALS = 3


def places_on_plane(vectors: Floats, topic: Ints) -> Floats:
    """Return a place for each segment.

    The plane is spanned by the two directions along which topic centres, and to a tenth the segments themselves, vary
    most.

    Args:
        vectors: Shape (n, d).
        topic: Topic of each, from 0, shape (n,).

    Returns:
        Shape (n, 2), rounded; the signs are set so that the first topic lies to the upper right.
    """
    units = unit_rows(vectors).astype(np.float64)
    centred = units - units.mean(axis=0)
    sizes = np.bincount(topic)
    centres = group_sums(centred, topic, len(sizes))
    spread = (centres.T / sizes) @ centres + _WITHIN_SHARE * (centred.T @ centred)
    _, axes = np.linalg.eigh(spread)
    plane = axes[:, [-1, -2]] if axes.shape[1] > 1 else np.column_stack([axes[:, 0], np.zeros(1)])
    toward_first = centres[0] @ plane
    places = centred @ (plane * np.where(toward_first < 0, -1.0, 1.0))
    return np.asarray(np.round(places, _DECIMALS) + 0.0)
