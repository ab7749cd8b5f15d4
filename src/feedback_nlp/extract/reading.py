"""A text as the network reads it: words, marks, candidates and states, computed once for all components.

Knows nothing of spaCy. Long texts are read in the encoder's windows; a measure is judged in the window where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.encoder import TokenStates
from feedback_nlp.encoder.pooling import range_means
from feedback_nlp.extract.borders import (
    hedged_gerunds,
    joined_gerunds,
    list_marks,
    new_lines,
    parallel_gerunds,
    trimmed,
)
from feedback_nlp.extract.candidates import Candidates, NamedCity, find_candidates, mark_cities, pair_features
from feedback_nlp.extract.decode import BEGIN, END, INSIDE, OUTSIDE, ScoredSpan, decode
from feedback_nlp.extract.echoes import echo_cues, echo_marks
from feedback_nlp.extract.features import cue_features, piece_marks, theme_features
from feedback_nlp.extract.lexicon import Marks, cue_marks
from feedback_nlp.extract.network import Layers, Network
from feedback_nlp.extract.words import Words, piece_ranges, split_words
from feedback_nlp.records import RUNGS, CityMention

LIKELY, CERTAIN = 7.0, 50.0
"""Added to the score of a tag where the form of the words makes it likely, or certain."""

Floats = NDArray[np.float32]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network made of a text.

    Attributes:
        words: The words.
        candidates: Cities a measure may come from.
        marks: What the lexicon says of each word, shape (words, marks).
        pieces: First and last-plus-one wordpiece of each word, shape (words, 2).
        states: The encoder's states.
        layers: The network's states of each window.
        word_states: Last states of the words, shape (words, 384).
    """

    words: Words
    candidates: Candidates
    marks: Marks
    pieces: NDArray[np.int64]
    states: TokenStates
    layers: tuple[Layers, ...]
    word_states: Floats

    @property
    def cls(self) -> Floats:
        """The network's state of the text's `[CLS]`, averaged over windows, shape (384,)."""
        result: Floats = np.mean([layers.last[0] for layers in self.layers], axis=0)
        return result


def read(states: TokenStates, text: str, cities: Sequence[CityMention], network: Network) -> Reading:
    """Return a text read by the network.

    Args:
        states: The encoder's layer-3 states of the text.
        text: The text.
        cities: Cities named in it.
        network: The network.
    """
    words = split_words(text)
    candidates = find_candidates(words, [named(mention) for mention in cities])
    marks = mark_cities(cue_marks(words), candidates)
    pieces = piece_ranges(words, states.offsets)
    spread = piece_marks(marks, pieces, len(states.offsets))
    layers = []
    for window, hidden in zip(states.tokens.windows, states.window_states, strict=True):
        rows = np.zeros((len(hidden), marks.shape[1]), dtype=np.float32)
        rows[1:-1] = spread[window.start : window.start + len(hidden) - 2]
        layers.append(network.layers(hidden, rows))
    joined = states.tokens.join([layer.last for layer in layers])
    return Reading(words, candidates, marks, pieces, states, tuple(layers), range_means(joined, pieces))


def named(mention: CityMention) -> NamedCity:
    """Return a city mention reduced to what linking needs; unresolved names stand for themselves."""
    place = mention.place
    key = place.city_id if place else mention.span.text.casefold()
    country = place.country if place else None
    return NamedCity(mention.span.start, mention.span.end, key, country, mention.role == "learner")


def measure_spans(reading: Reading, network: Network) -> list[ScoredSpan]:
    """Return the measures of a text as word ranges whose borders follow the guidelines."""
    emissions = network.emissions(reading.word_states)
    emissions[list(list_marks(reading.words)), OUTSIDE] += CERTAIN
    opening = list(new_lines(reading.words))
    emissions[opening, INSIDE] -= CERTAIN
    emissions[opening, END] -= CERTAIN
    for hedge, action in hedged_gerunds(reading.words):
        emissions[hedge:action, OUTSIDE] += LIKELY
        emissions[action, BEGIN] += LIKELY
    found = decode(emissions, network.chain)
    places = [(span.first, span.last) for span in found]
    parallel, joined = list(parallel_gerunds(reading.words, places)), list(joined_gerunds(reading.words, places))
    if parallel or joined:
        emissions[[*parallel, *(gerund for _, gerund in joined)], BEGIN] += LIKELY
        emissions[[joint for joint, _ in joined], OUTSIDE] += LIKELY
        found = decode(emissions, network.chain)
    spans = [ScoredSpan(*trimmed(reading.words, span.first, span.last), span.score) for span in found]
    return [span for span in spans if span.first < span.last]


def source_scores(reading: Reading, network: Network, spans: Sequence[Pair]) -> Floats:
    """Return how much likelier each candidate is than no source, as log-odds, shape (measures, candidates)."""
    candidates = reading.candidates
    scores = np.full((len(spans), len(candidates.keys)), -np.inf, dtype=np.float32)
    if not spans or not candidates.pointers:
        return scores
    features = pair_features(reading.words, candidates, spans)
    pointers = [(pointer.first, pointer.last) for pointer in candidates.pointers]
    links, none = network.links(reading.word_states, spans, pointers, features, len(candidates.keys))
    for column, pointer in enumerate(candidates.pointers):
        scores[:, pointer.candidate] = np.logaddexp(scores[:, pointer.candidate], links[:, column])
    result: Floats = scores - none[:, None]
    return result


def rung_probabilities(
    reading: Reading, network: Network, spans: Sequence[Pair], sources: Sequence[Set[int]]
) -> Floats:
    """Return the probability of each pair of stage and status for each measure, shape (measures, 10).

    Args:
        reading: The text.
        network: The network.
        spans: Its measures as word ranges.
        sources: Candidates that each measure comes from.
    """
    echoes = echo_marks(reading.words, reading.candidates, spans, sources)
    cues = np.concatenate([cue_features(reading.words, reading.marks, spans), echo_cues(reading.marks, echoes)], axis=1)
    windows = reading.states.tokens.windows
    rows = []
    for index, (first, _) in enumerate(spans):
        piece = int(reading.pieces[first, 0])
        number = next((i for i, w in enumerate(windows) if piece < w.keep_stop), len(windows) - 1)
        middle, start = reading.layers[number].middle, windows[number].start
        spread = piece_marks(echoes[index], reading.pieces, len(reading.states.offsets))
        marks = np.zeros((len(middle), spread.shape[1]), dtype=np.float32)
        marks[1:-1] = spread[start : start + len(middle) - 2]
        rows.append(network.rungs(middle, marks, cues[index]))
    return np.array(rows, dtype=np.float32).reshape(len(spans), len(RUNGS))


def theme_scores(reading: Reading, network: Network, spans: Sequence[Pair]) -> Floats:
    """Return the network's score of each packaged theme, shape (8,)."""
    return network.themes(reading.word_states, reading.cls, spans, theme_features(reading.marks, spans))
