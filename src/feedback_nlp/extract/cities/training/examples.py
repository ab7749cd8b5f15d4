"""Texts in which it is known where cities are named: coded testimonials and treebanks.

Knows nothing of features. A stretch that nobody has judged is listed as skipped, not as a negative.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from feedback_nlp.extract.cities.candidates import NameCandidate, name_candidates
from feedback_nlp.extract.cities.misspelt import Misspellings
from feedback_nlp.extract.gold_format import training_files
from feedback_nlp.language.treebank import Sentence, read_treebank
from feedback_nlp.places import Gazetteer, country_names
from feedback_nlp.places.lexicon import common_words, region_names

Spans = frozenset[tuple[int, int]]
_WINDOW = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its city mentions.

    Attributes:
        text: The text.
        cities: Offsets of the mentions.
        source: Kind of text; weights go by it.
        group: What is kept together in cross-validation.
        learner: The respondent's place as stated, None if there is none.
        unknown: Offsets of stretches that nobody has judged.
        stated: Whether the programme's cities are known to the recogniser.
        own: Offset of the mention that is the respondent's own city, where `learner` does not say so.
    """

    text: str
    cities: Spans
    source: str
    group: str
    learner: str | None = None
    unknown: Spans = frozenset()
    stated: bool = False
    own: int | None = None


def gold_examples(folder: Path) -> Iterator[Example]:
    """Yield the coded testimonials of a folder of `.jsonl` files, each with and without its respondent."""
    for path in training_files(folder):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            spans = frozenset((city["start"], city["end"]) for city in row["cities"])
            example = Example(row["text"], spans, "gold", path.stem, row["learner"], stated=True)
            yield example
            yield replace(example, source="gold bare", learner=None, stated=False)


def treebank_examples(path: Path, gazetteer: Gazetteer, source: str) -> Iterator[Example]:
    """Yield windows of a treebank's sentences.

    A name is a city where the treebank annotates a place and the name is no country or region; words that are no
    proper noun, persons and organisations are none; everything else is unknown.

    Args:
        path: CoNLL-U file, gzipped or not.
        gazetteer: Where names are looked up.
        source: Name of the treebank.
    """
    sentences = read_treebank(path)
    nothing = Misspellings((), (), frozenset())
    for number, begin in enumerate(range(0, len(sentences), _WINDOW)):
        text, words = _join(sentences[begin : begin + _WINDOW])
        cities, unknown = set(), set()
        for candidate in name_candidates(text, gazetteer, nothing):
            verdict = _verdict(candidate, words)
            span = (candidate.start, candidate.end)
            if verdict is None:
                unknown.add(span)
            elif verdict:
                cities.add(span)
        yield Example(text, frozenset(cities), source, source, unknown=frozenset(unknown), stated=number % 2 == 0)


_Placed = list[tuple[int, int, str, str]]


def _join(sentences: list[Sentence]) -> tuple[str, _Placed]:
    text, words = "", []
    for sentence in sentences:
        for word in sentence.words:
            words.append((len(text), len(text) + len(word.form), word.pos, word.entity))
            text += word.form + (" " if word.space else "")
        text = text.rstrip() + " "
    return text, words


def _verdict(candidate: NameCandidate, words: _Placed) -> bool | None:
    inside = [i for i, (start, end, _, _) in enumerate(words) if start < candidate.end and end > candidate.start]
    entities = {words[i][3] for i in inside}
    if inside and ("PROPN" not in {words[i][2] for i in inside} or entities & {"PERSON", "ORG"}):
        return False
    if entities != {"PLACE"}:
        return None
    if candidate.folded in country_names() or candidate.folded in region_names():
        return False
    around = [words[i] for i in (inside[0] - 1, inside[-1] + 1) if 0 <= i < len(words)]
    is_whole = not any(pos == "PROPN" for _, _, pos, _ in around)
    return True if is_whole and candidate.folded not in common_words() else None


def respelt(example: Example, *, upper: bool) -> Example:
    """Return an example in capitals or in small letters; offsets stay, texts whose length would change stay as is."""
    text = example.text.upper() if upper else example.text.lower()
    if len(text) != len(example.text):
        return example
    return replace(example, text=text, source=f"{example.source} {'upper' if upper else 'lower'}")
