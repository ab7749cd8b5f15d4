"""Annotated testimonials as the network reads them.

Knows nothing of torch. The same functions make the features here and when texts are coded.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feedback_nlp.codebook import load_codebook
from feedback_nlp.encoder import Encoder, TokenStates
from feedback_nlp.extract.borders import trimmed
from feedback_nlp.extract.candidates import Candidates, NamedCity, find_candidates, mark_cities, pair_features
from feedback_nlp.extract.decode import BEGIN, END, INSIDE, SINGLE
from feedback_nlp.extract.echoes import echo_cues, echo_marks
from feedback_nlp.extract.features import cue_features
from feedback_nlp.extract.gold_format import training_files
from feedback_nlp.extract.lexicon import Marks, cue_marks
from feedback_nlp.extract.words import Words, piece_ranges, split_words
from feedback_nlp.places import fold
from feedback_nlp.records import RUNGS

Row = dict[str, Any]
Floats = NDArray[np.float32]
SPAN_WEIGHT = "span_weight"
"""Key of how much the spans of a testimonial count in training; without it, as much as any other's."""
PHRASES = "phrases.csv"
"""File of the corpus with measures that stand alone, each with its themes."""
CODED = 400
"""Testimonials encoded at a time."""

NEAREST_RUNG = {
    ("heard", "conditional"): ("intends", "conditional"),
    ("understood", "conditional"): ("intends", "conditional"),
    ("trialling", "conditional"): ("trialling", "affirmed"),
    ("embedded", "conditional"): ("embedded", "affirmed"),
    ("intends", "negated"): ("heard", "negated"),
    ("trialling", "negated"): ("heard", "negated"),
    ("embedded", "negated"): ("heard", "negated"),
}
"""Pairs that the guidelines do not foresee, and the pair they are trained as."""


@dataclass(frozen=True, slots=True)
class Example:
    """A testimonial with what the heads should say of it.

    Attributes:
        row: The testimonial.
        words: Its words, those of its first window of wordpieces.
        states: Layer-3 states of the window, half precision, shape (rows, 384).
        pieces: First and last-plus-one row of each word.
        marks: What the lexicon says of each word.
        candidates: Cities a measure may come from.
        tags: Tag of each word.
        spans: Word ranges of the measures.
        pairs: Features of each measure and pointer.
        links: 1 where a measure comes from a candidate, shape (measures, candidates).
        echoes: What each word is to each measure, given its sources, shape (measures, words, marks of `ECHO_MARKS`).
        cues: Cue features of each measure.
        rungs: Index into `RUNGS` of each measure.
        themes: 1 for each theme that applies.
    """

    row: Row
    words: Words
    states: NDArray[np.float16]
    pieces: NDArray[np.int64]
    marks: Marks
    candidates: Candidates
    tags: NDArray[np.int64]
    spans: list[tuple[int, int]]
    pairs: Floats
    links: Floats
    echoes: NDArray[np.uint8]
    cues: Floats
    rungs: NDArray[np.int64]
    themes: Floats


def read_corpus(folder: Path) -> dict[str, list[Row]]:
    """Return the testimonials of `dev` and of each `train_*` file of the corpus, by file name without ending."""
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for path in training_files(folder)
    }


def read_phrases(path: Path) -> list[tuple[str, tuple[str, ...] | None]]:
    """Return the phrases of a CSV file, each with its themes."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["phrase"], tuple(row["themes"].split(";"))) for row in csv.DictReader(lines)]


def make_examples(rows: Sequence[Row], encoder: Encoder) -> list[Example]:
    """Return testimonials as examples, in order."""
    examples = []
    for start in range(0, len(rows), CODED):
        part = rows[start : start + CODED]
        states = encoder.token_states([row["text"] for row in part])
        examples += [_example(row, state) for row, state in zip(part, states, strict=True)]
    return examples


def _example(row: Row, states: TokenStates) -> Example:
    words = split_words(row["text"])
    ranges = piece_ranges(words, states.offsets)
    hidden = states.window_states[0]
    words = _first_words(words, int((ranges[:, 1] <= len(hidden) - 2).sum()))
    ranges = ranges[: len(words)]
    candidates = find_candidates(words, _named(row, words))
    annotated = sorted(range(len(row["measures"])), key=lambda index: row["measures"][index]["start"])
    spans, kept = [], []
    for index in annotated:
        span = trimmed(words, *words.covering(row["measures"][index]["start"], row["measures"][index]["end"]))
        if span[0] < span[1]:
            spans.append(span)
            kept.append([transfer for transfer in row["transfers"] if transfer["measure"] == index])
    links = [[float(any(t["source"] == key for t in rows)) for key in candidates.keys] for rows in kept]
    rungs = [RUNGS.index(_rung(rows[0]["stage"], rows[0]["status"])) for rows in kept]
    marks = mark_cities(cue_marks(words), candidates)
    sources = [{index for index, linked in enumerate(row) if linked} for row in links]
    echoes = echo_marks(words, candidates, spans, sources)
    return Example(
        row=row,
        words=words,
        states=hidden.astype(np.float16),
        pieces=ranges + 1,
        marks=marks,
        candidates=candidates,
        tags=_tags(spans, len(words)),
        spans=spans,
        pairs=pair_features(words, candidates, spans),
        links=np.array(links, dtype=np.float32).reshape(len(spans), len(candidates.keys)),
        echoes=echoes,
        cues=np.concatenate([cue_features(words, marks, spans), echo_cues(marks, echoes)], axis=1),
        rungs=np.array(rungs, dtype=np.int64),
        themes=np.array([t in (row["themes"] or ()) for t in load_codebook(None).theme_ids], dtype=np.float32),
    )


def _first_words(words: Words, count: int) -> Words:
    return Words(words.text, words.offsets[:count], words.sentences[:count], words.lower[:count])


def _named(row: Row, words: Words) -> list[NamedCity]:
    learner = fold(row["learner"].rpartition(",")[0])
    end = int(words.offsets[-1, 1]) if len(words) else 0
    return [
        NamedCity(
            city["start"],
            city["end"],
            f"{city['name']}, {city['country']}",
            city["country"],
            learner in {fold(city["name"]), fold(city["text"])},
        )
        for city in row["cities"]
        if city["end"] <= end
    ]


def _rung(stage: str, status: str) -> tuple[Any, Any]:
    return NEAREST_RUNG.get((stage, status), (stage, status))


def _tags(spans: Sequence[tuple[int, int]], length: int) -> NDArray[np.int64]:
    tags = np.zeros(length, dtype=np.int64)
    for first, last in spans:
        tags[first:last] = INSIDE
        tags[last - 1] = END
        tags[first] = SINGLE if last - first == 1 else BEGIN
    return tags
