"""The spaCy component `feedback_nlp_transfers`: `doc._.transfers` as a tuple of `Transfer`.

Knows nothing of how measures and cities are found. Each measure is linked to the cities that it came from, or to none,
and gets one pair of stage and status.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from feedback_nlp.extract.calibration import Calibration, load_calibration
from feedback_nlp.extract.measures import SectionReading
from feedback_nlp.extract.network import MODELS, Network, load_network
from feedback_nlp.extract.piping import MatchingComponent
from feedback_nlp.extract.reading import rung_probabilities, source_scores
from feedback_nlp.language import split_sentences
from feedback_nlp.records import RUNGS, Place, Span, Transfer

FACTORY = "feedback_nlp_transfers"
FIRST_SOURCE, FURTHER_SOURCE = 0.4, 0.6
"""Probability above which a measure's likeliest source is taken, and each further one; few measures have two."""


class Transfers(MatchingComponent[list[Transfer]]):
    """Sets `doc._.transfers`."""

    def __init__(self, network: Network, calibration: Calibration, *, review_below: float) -> None:
        """Use a network.

        Args:
            network: The trained network.
            calibration: Turns its scores into probabilities that a row is right.
            review_below: Rows whose score is below it are marked `needs_review`.
        """
        self._network = network
        self._calibration = calibration
        self._review_below = review_below

    def match(self, doc: Doc) -> list[Transfer]:
        """Return the transfers of a doc, without changing it."""
        text = doc.text
        sentences = next(split_sentences([text])) if doc._.readings else []
        places = {m.place.city_id: m.place for m in doc._.cities if m.place}
        found: list[Transfer] = []
        first = 0
        for section in doc._.readings:
            found += self._of_section(text, section, first, places, sentences)
            first += len(section.spans)
        return found

    def set_annotations(self, doc: Doc, found: list[Transfer]) -> None:
        """Write the transfers to `doc._.transfers`."""
        doc._.transfers = tuple(found)

    def _of_section(
        self,
        text: str,
        section: SectionReading,
        first: int,
        places: dict[str, Place],
        sentences: Sequence[tuple[int, int]],
    ) -> list[Transfer]:
        spans = [(span.first, span.last) for span in section.spans]
        if not spans:
            return []
        links = source_scores(section.reading, self._network, spans)
        chosen = [chosen_sources(row) for row in links]
        linked = [{column for column, _ in row if column is not None} for row in chosen]
        rungs = rung_probabilities(section.reading, self._network, spans, linked)
        found = []
        for index, span in enumerate(section.spans):
            stage, status = RUNGS[int(rungs[index].argmax())]
            evidence = _evidence(text, section.span(index, text), sentences)
            for column, certainty in chosen[index]:
                source = None if column is None else places.get(str(section.reading.candidates.keys[column]))
                score = self._calibration.probability(span.score, certainty, float(rungs[index].max()))
                review = score < self._review_below
                found.append(Transfer(source, first + index, stage, status, evidence, score, review))
        return _distinct(found)


def chosen_sources(scores: np.ndarray) -> list[tuple[int | None, float]]:
    """Return the sources of a measure with the probability of each; `None` alone where no candidate is likely.

    Args:
        scores: Log-odds of each candidate against no source, shape (candidates,).
    """
    if not len(scores):
        return [(None, 1.0)]
    shares = 1.0 / (1.0 + np.exp(-np.clip(scores, -50.0, 50.0)))
    borders = np.full(len(shares), FURTHER_SOURCE)
    borders[shares.argmax()] = FIRST_SOURCE
    chosen: list[tuple[int | None, float]] = [(int(i), float(shares[i])) for i in np.flatnonzero(shares > borders)]
    return chosen or [(None, float(1.0 - shares.max()))]


def _distinct(transfers: Sequence[Transfer]) -> list[Transfer]:
    best: dict[tuple[str | None, int], Transfer] = {}
    for transfer in transfers:
        key = (transfer.source.city_id if transfer.source else None, transfer.measure)
        if key not in best or transfer.score > best[key].score:
            best[key] = transfer
    return list(best.values())


def _evidence(text: str, span: Span, sentences: Sequence[tuple[int, int]]) -> Span:
    overlapping = [(start, end) for start, end in sentences if start < span.end and span.start < end]
    start = min([span.start, *(start for start, _ in overlapping)])
    end = max([span.end, *(end for _, end in overlapping)])
    return Span.of(text, start, end)


def make_transfers(nlp: Language, name: str, review_below: float, model: str) -> Transfers:
    """Return the component.

    Args:
        nlp: The pipeline, not used.
        name: Name of the component in it, not used.
        review_below: Rows whose score is below it are marked `needs_review`.
        model: Folder of the model.
    """
    del nlp, name
    folder = Path(model)
    return Transfers(load_network(folder), load_calibration(folder), review_below=review_below)


Language.factory(
    FACTORY,
    requires=["doc._.cities", "doc._.measures", "doc._.readings"],
    assigns=["doc._.transfers"],
    default_config={"review_below": 0.5, "model": str(MODELS)},
    func=make_transfers,
)


if not Doc.has_extension("transfers"):
    Doc.set_extension("transfers", default=())
