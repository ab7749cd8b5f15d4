"""How good a coding is, against gold: the figures of the corpus's judge, with n and 95 % intervals.

Knows nothing of how the coding came about.

cities: precision, recall and F1 on exact spans; `resolved` is the share of found mentions with the right GeoNames id.
themes: micro figures over testimonial × theme. measures: one to one, `overlap` from a token IoU of 0.5, `strict` the
same span (edge punctuation and articles ignored). transfers: on source × measure; stage and status on the matched rows;
`full` on source, measure, stage and status.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, get_type_hints

from feedback_nlp.errors import InputFormatError
from feedback_nlp.extract.matching import Row, matched_measures, source_key

EMPTY: Row = {"cities": (), "themes": (), "measures": (), "transfers": ()}
BANDS = (0.0, 0.3, 0.5, 0.6, 0.8, 1.0)
"""Borders of the ranges of scores that are told apart."""
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one kind of thing; higher is better.

    Attributes:
        hits: Right ones among the coded.
        coded: Number coded.
        gold: Number in the gold.
    """

    hits: int
    coded: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the coded that is right; 1 where there is nothing to find and nothing was coded."""
        return self.hits / self.coded if self.coded else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.hits / self.gold if self.gold else float(not self.coded)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of F1, read as a share of 2 × hits among coded + gold (Wilson 1927), an approximation."""
        return wilson(self.f1, (self.coded + self.gold) / 2)

    def __add__(self, other: Score) -> Score:
        """Return the score of two parts together."""
        return Score(self.hits + other.hits, self.coded + other.coded, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of cases, such as the accuracy of stages on matched rows.

    Attributes:
        hits: Right ones.
        of: Number of cases.
    """

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 where there are no cases."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval (Wilson 1927)."""
        return wilson(self.value, self.of)

    def __add__(self, other: Share) -> Share:
        """Return the share of two parts together."""
        return Share(self.hits + other.hits, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one coding."""

    cities: Score
    resolved: Share
    themes: Score
    measures_overlap: Score
    measures_strict: Score
    transfers: Score
    stage: Share
    status: Share
    transfers_full: Score
    testimonials: int

    def __add__(self, other: Figures) -> Figures:
        """Return the figures of two parts together, counted over all their testimonials."""
        return Figures(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})

    @classmethod
    def from_counts(cls, counts: Mapping[str, Any]) -> Self:
        """Return the figures whose counts `dataclasses.asdict` gave."""
        kinds = get_type_hints(cls)
        made = {name: kinds[name](**found) for name, found in counts.items() if name != "testimonials"}
        return cls(**made, testimonials=counts["testimonials"])


@dataclass(frozen=True, slots=True)
class Band:
    """Coded transfers whose scores lie in one range.

    Attributes:
        low: Lowest score, included.
        high: Highest score, excluded but for 1.
        right: How many are right in source, measure, stage and status.
    """

    low: float
    high: float
    right: Share


def wilson(share: float, cases: float) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share among a number of cases; 0 to 1 where there are none."""
    if cases <= 0:
        return 0.0, 1.0
    z2 = NORMAL_95**2
    centre = (share + z2 / (2 * cases)) / (1 + z2 / cases)
    half = NORMAL_95 * math.sqrt(share * (1 - share) / cases + z2 / (4 * cases**2)) / (1 + z2 / cases)
    return max(0.0, centre - half), min(1.0, centre + half)


def score(gold_rows: Sequence[Row], coded_rows: Sequence[Row]) -> Figures:
    """Return the figures of a coding.

    Args:
        gold_rows: Gold testimonials.
        coded_rows: Coded testimonials, joined on `id`; a missing one counts as coded empty.

    Raises:
        InputFormatError: If a coded span's text is not at its offsets.
    """
    coded_by_id = {row["id"]: row for row in coded_rows}
    counts: Counter[str] = Counter()
    for gold in gold_rows:
        coded = coded_by_id.get(gold["id"], EMPTY)
        _check_offsets(gold, coded)
        _count_spans(gold, coded, counts)
        _count_transfers(gold, coded, counts)
    strict = Score(counts["exact"], counts["measures coded"], counts["measures gold"])
    overlap = Score(counts["overlapping"], counts["measures coded"], counts["measures gold"])
    linked = counts["transfers hit"]
    return Figures(
        cities=Score(counts["cities hit"], counts["cities coded"], counts["cities gold"]),
        resolved=Share(counts["resolved"], counts["cities hit"]),
        themes=Score(counts["themes hit"], counts["themes coded"], counts["themes gold"]),
        measures_overlap=overlap,
        measures_strict=strict,
        transfers=Score(linked, counts["transfers coded"], counts["transfers gold"]),
        stage=Share(counts["stage"], linked),
        status=Share(counts["status"], linked),
        transfers_full=Score(counts["full"], counts["transfers coded"], counts["transfers gold"]),
        testimonials=len(gold_rows),
    )


def bands(gold_rows: Sequence[Row], coded_rows: Sequence[Row]) -> list[Band]:
    """Return how often scores kept their word: shares of right transfers by score; nothing for codings without scores.

    Args:
        gold_rows: Gold testimonials.
        coded_rows: Coded testimonials, joined on `id`.
    """
    coded_by_id = {row["id"]: row for row in coded_rows}
    judged = [
        (float(found["score"]), known is not None and _same_rung(found, known))
        for gold in gold_rows
        for found, known in _joined(gold, coded_by_id.get(gold["id"], EMPTY))
        if "score" in found
    ]
    result = []
    for low, high in itertools.pairwise(BANDS):
        right = [one for score, one in judged if low <= score < high or score == high == 1.0]
        if right:
            result.append(Band(low, high, Share(sum(right), len(right))))
    return result


def _check_offsets(gold: Row, coded: Row) -> None:
    for span in (*coded["cities"], *coded["measures"]):
        if gold["text"][span["start"] : span["end"]] != span["text"]:
            raise InputFormatError(
                f"{gold['id']}: offsets {span['start']}:{span['end']} do not give {span['text']!r}; "
                "offsets are Unicode code points into `text`"
            )


def _count_spans(gold: Row, coded: Row, counts: Counter[str]) -> None:
    expected = {(city["start"], city["end"]): city for city in gold["cities"]}
    found = {(city["start"], city["end"]): city for city in coded["cities"]}
    hits = expected.keys() & found.keys()
    counts["cities hit"] += len(hits)
    counts["cities coded"] += len(found)
    counts["cities gold"] += len(expected)
    counts["resolved"] += sum(expected[key].get("geonameid") == found[key].get("geonameid") for key in hits)
    themes, coded_themes = set(gold["themes"]), set(coded["themes"])
    counts["themes hit"] += len(themes & coded_themes)
    counts["themes coded"] += len(coded_themes)
    counts["themes gold"] += len(themes)


def _count_transfers(gold: Row, coded: Row, counts: Counter[str]) -> None:
    pairs = matched_measures(gold["measures"], coded["measures"], gold["text"])
    counts["overlapping"] += len(pairs)
    counts["exact"] += sum(overlap == 1.0 for _, overlap in pairs.values())
    counts["measures coded"] += len(coded["measures"])
    counts["measures gold"] += len(gold["measures"])
    joined = _joined(gold, coded)
    hits = [(found, known) for found, known in joined if known is not None]
    counts["transfers hit"] += len(hits)
    counts["transfers coded"] += len(joined)
    counts["transfers gold"] += len({(source_key(gold, row["source"]), row["measure"]) for row in gold["transfers"]})
    for found, known in hits:
        counts["stage"] += found["stage"] == known["stage"]
        counts["status"] += found["status"] == known["status"]
        counts["full"] += _same_rung(found, known)


def _joined(gold: Row, coded: Row) -> list[tuple[Row, Row | None]]:
    """Return each coded transfer, once for each source and measure, with the gold one that it matches."""
    pairs = matched_measures(gold["measures"], coded["measures"], gold["text"])
    gold_of = {j: i for i, (j, _) in pairs.items()}
    expected = {(source_key(gold, row["source"]), row["measure"]): row for row in gold["transfers"]}
    found = {
        (source_key(coded, row["source"]), gold_of.get(row["measure"], -1 - row["measure"])): row
        for row in coded["transfers"]
    }
    return [(row, expected.get(key)) for key, row in found.items()]


def _same_rung(one: Row, other: Row) -> bool:
    return bool(one["stage"] == other["stage"] and one["status"] == other["status"])
