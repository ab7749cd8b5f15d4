"""The same measure in other words: groups of measures, with a readable label and an id made of content.

Knows nothing of testimonials. Two measures are the same where their content words overlap and their sentence vectors
are close; a group holds only measures that are all pairwise the same (complete linkage), and singletons stay single.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from feedback_nlp.extract.stems import canonical, content_stems
from feedback_nlp.records import content_id

MIN_SIMILARITY = 0.7
"""Smallest similarity inside a group; chosen on pairs labelled by hand (decision record 0033)."""
WORD_SHARE = 0.5
BLOCK = 1000
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that are the same.

    Attributes:
        group_id: Content-made id.
        label: Readable name, one of the wordings.
        members: Indices of the measures.
    """

    group_id: str
    label: str
    members: tuple[int, ...]


def similarities(texts: Sequence[str], vectors: Floats, others: Sequence[str], other_vectors: Floats) -> Floats:
    """Return how much the same two measures are, 0 to 1, for every text and every other, shape (texts, others).

    Args:
        texts: Measures.
        vectors: Their sentence vectors, of unit length, shape (texts, dimensions).
        others: Measures to compare them with.
        other_vectors: Their sentence vectors, shape (others, dimensions).
    """
    left, right = ([content_stems(text) for text in group] for group in (texts, others))
    vocabulary = {word: i for i, word in enumerate(sorted(set().union(*left, *right)))}
    rows, columns = (_incidence(stems, vocabulary) for stems in (left, right))
    sizes = rows.sum(axis=1) + columns.sum(axis=1).T
    overlap = 2 * (rows @ columns.T).toarray() / np.maximum(np.asarray(sizes), 1)
    cosine = np.clip(vectors @ other_vectors.T, 0.0, 1.0)
    result: Floats = (WORD_SHARE * overlap + (1 - WORD_SHARE) * cosine).astype(np.float32)
    return result


def _incidence(stems: Sequence[frozenset[str]], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    pairs = [(row, vocabulary[word]) for row, words in enumerate(stems) for word in sorted(words)]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    return sparse.csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(stems), len(vocabulary)))


def group_measures(texts: Sequence[str], vectors: Floats, *, threshold: float = MIN_SIMILARITY) -> list[Group]:
    """Return groups of measures; every measure is in exactly one.

    The result depends on the set of texts, not on their order.

    Args:
        texts: The measures as they stand in the testimonials.
        vectors: Their sentence vectors, of unit length, shape (n, dimensions).
        threshold: Smallest similarity inside a group.
    """
    wordings: dict[str, list[int]] = {}
    for index in sorted(range(len(texts)), key=lambda i: texts[i]):
        wordings.setdefault(canonical(texts[index]), []).append(index)
    forms = sorted(wordings)
    firsts = [wordings[form][0] for form in forms]
    names, chosen = [texts[index] for index in firsts], vectors[firsts]
    groups = []
    for part in _connected(names, chosen, threshold):
        inside = [names[i] for i in part]
        values = similarities(inside, chosen[part], inside, chosen[part])
        for cluster in _complete_linkage(values, threshold):
            members = sorted(index for i in cluster for index in wordings[forms[part[i]]])
            group_id = content_id("g", *(forms[part[i]] for i in cluster))
            groups.append(Group(group_id, _label([inside[i] for i in cluster], values, cluster), tuple(members)))
    return sorted(groups, key=lambda group: group.group_id)


def _connected(names: Sequence[str], vectors: Floats, threshold: float) -> list[list[int]]:
    rows: list[int] = []
    columns: list[int] = []
    for start in range(0, len(names), BLOCK):
        block = similarities(names[start : start + BLOCK], vectors[start : start + BLOCK], names, vectors)
        near, other = np.nonzero(block >= threshold)
        rows += (near + start).tolist()
        columns += other.tolist()
    graph = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(names), len(names)))
    labels = connected_components(graph, directed=False)[1]
    parts: dict[int, list[int]] = {}
    for index, label in enumerate(labels.tolist()):
        parts.setdefault(label, []).append(index)
    return list(parts.values())


def _complete_linkage(values: Floats, threshold: float) -> list[list[int]]:
    clusters = {index: [index] for index in range(len(values))}
    linked = values.copy()
    np.fill_diagonal(linked, -1.0)
    while len(clusters) > 1:
        flat = int(linked.argmax())
        keep, gone = divmod(flat, len(linked))
        if linked[keep, gone] < threshold:
            break
        clusters[keep] += clusters.pop(gone)
        merged = np.minimum(linked[keep], linked[gone])
        linked[keep], linked[:, keep] = merged, merged
        linked[gone], linked[:, gone] = -1.0, -1.0
        linked[keep, keep] = -1.0
    return [sorted(cluster) for cluster in clusters.values()]


def _label(names: Sequence[str], values: Floats, cluster: Sequence[int]) -> str:
    centrality = values[np.ix_(cluster, cluster)].sum(axis=1)
    best = max(range(len(names)), key=lambda i: (round(float(centrality[i]), 4), -len(names[i]), names[i]))
    label = names[best]
    return label if label[1:2].isupper() else label[0].lower() + label[1:]
