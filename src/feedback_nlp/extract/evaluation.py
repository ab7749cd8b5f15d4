"""Codes gold testimonials and says how good the coding is, beside what cross-validation promised.

Knows nothing of training. Figures on testimonials that the shipped model was trained on are no evidence, and are
marked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from feedback_nlp.errors import InputFormatError
from feedback_nlp.extract.accuracy import TRAINED_ON, stored, stored_accuracy
from feedback_nlp.extract.coder import Coder
from feedback_nlp.extract.gold_format import Row, to_gold
from feedback_nlp.extract.scoring import EMPTY, Band, Figures, Score, bands, score

IN_SAMPLE = "in-sample: the shipped model was trained on {n} of these testimonials, so the figures are no evidence"
CITIES_IN_SAMPLE = "cities and resolved are in-sample on dev and train_a … train_m, which trained the city classifier"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of a coding, and those stored beside the model.

    Attributes:
        figures: Figures on the given testimonials.
        bands: How often transfers were right, by their score.
        trained_on: How many of them the shipped model was trained on.
        stored: Stored figures by name: of the test part and by kind of folds.
    """

    figures: Figures
    bands: Sequence[Band]
    trained_on: int
    stored: Mapping[str, Figures]

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {
            **_figures_as_dict(self.figures),
            "trained_on": self.trained_on,
            "scores": [{"from": band.low, "to": band.high, **_plain(band.right)} for band in self.bands],
            "cross_validation": {name: _figures_as_dict(figures) for name, figures in self.stored.items()},
        }

    def lines(self) -> Iterator[str]:
        """Yield the table that the command line prints."""
        if self.trained_on:
            yield IN_SAMPLE.format(n=self.trained_on)
        yield from table_lines(self.figures)
        for band in self.bands:
            yield f"transfers scored {band.low} to {band.high}: {band.right.value:.2f} right  n {band.right.of}"
        yield CITIES_IN_SAMPLE
        for name, figures in self.stored.items():
            yield ""
            yield f"{name} (stored)"
            yield from table_lines(figures)


def code_rows(rows: Sequence[Row], *, coder: Coder) -> list[Row]:
    """Return testimonials coded in the gold format, in their order.

    Args:
        rows: Testimonials with `id`, `text` and, where known, `learner`.
        coder: The extraction.
    """
    docs = coder.docs((row["text"], row.get("learner")) for row in rows)
    return [to_gold(doc, row) for row, doc in zip(rows, docs, strict=True)]


def evaluate_rows(rows: Sequence[Row], *, coder: Coder) -> Evaluation:
    """Return how good the extraction is on gold testimonials.

    Args:
        rows: Testimonials in the gold format.
        coder: The extraction.
    """
    seen = set(stored()[TRAINED_ON])
    coded = code_rows(rows, coder=coder)
    return Evaluation(
        figures=score(rows, coded),
        bands=bands(rows, coded),
        trained_on=sum(fingerprint(row["text"]) in seen for row in rows),
        stored=stored_accuracy(),
    )


def compare(coded: Sequence[Row], gold: Sequence[Row]) -> Figures:
    """Return how well a coding agrees with gold testimonials: another annotator's, another system's, an earlier one.

    Args:
        coded: Coded testimonials in the gold format.
        gold: Gold testimonials; those that `coded` does not hold are left out.

    Raises:
        InputFormatError: If a coded testimonial has no gold one of its id and text, or lacks a part of the format.
    """
    by_id = {row["id"]: row for row in gold}
    for row in coded:
        if by_id.get(row["id"], {}).get("text") != row["text"]:
            raise InputFormatError(f"{row['id']}: no gold testimonial has this id and text; name its file too")
    for row in (*coded, *gold):
        if missing := [part for part in EMPTY if part not in row]:
            raise InputFormatError(f"{row['id']} lacks {', '.join(missing)}; both files must be in the gold format")
    return score([by_id[row["id"]] for row in coded], coded)


def table_lines(figures: Figures) -> Iterator[str]:
    """Yield the figures as lines of text, with n and 95 % intervals."""
    yield f"{figures.testimonials} testimonials"
    yield from _table(_figures_as_dict(figures)["figures"])


def fingerprint(text: str) -> str:
    """Return 12 hexadecimal digits of a text's hash, by which training texts are recognised."""
    return hashlib.blake2b(text.encode("utf-8"), digest_size=6).hexdigest()


def _figures_as_dict(figures: Figures) -> dict[str, Any]:
    """Return figures as plain values with n and 95 % intervals, by name."""
    names = [field.name for field in fields(figures) if field.name != "testimonials"]
    table = {name: _plain(getattr(figures, name)) for name in names}
    return {"testimonials": figures.testimonials, "figures": table}


def _plain(found: Any) -> dict[str, Any]:
    low, high = (round(bound, 3) for bound in found.interval)
    if isinstance(found, Score):
        values = {"precision": found.precision, "recall": found.recall, "f1": found.f1}
        counts = {"hits": found.hits, "coded": found.coded, "n": found.gold}
    else:
        values, counts = {"share": found.value}, {"hits": found.hits, "n": found.of}
    return {**{name: round(value, 3) for name, value in values.items()}, "low": low, "high": high, **counts}


def _table(figures: dict[str, dict[str, Any]]) -> Iterable[str]:
    for name, row in figures.items():
        value = row.get("f1", row.get("share"))
        detail = f"  P {row['precision']:.3f}  R {row['recall']:.3f}" if "f1" in row else ""
        kind = "F1" if "f1" in row else "share"
        yield f"{name:17} {kind:5} {value:.3f}  [{row['low']:.3f}, {row['high']:.3f}]  n {row['n']}{detail}"
