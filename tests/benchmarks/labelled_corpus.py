"""Labelled corpora to measure topics on: any CSV, or sentences made from templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

SUBJECTS: dict[str, tuple[str, str]] = {
    "district-heating": ("heat network; supply temperature; substation; waste heat", "connect; lower; insulate"),
    "heat-pumps": ("heat pump; radiator; boiler; borehole", "install; replace; size"),
    "solar": ("solar panel; roof lease; inverter; energy community", "mount; share; finance"),
    "energy-poverty": ("energy bill; tenant; draught; home visit", "pay; advise; subsidise"),
    "retrofit": ("facade; listed window; attic; thermal bridge", "renovate; seal; restore"),
    "circular-building": ("reclaimed brick; material passport; demolition; timber beam", "reuse; dismantle; store"),
    "waste": ("food waste; sorting bin; landfill; compost", "collect; sort; weigh"),
    "repair": ("repair café; spare part; toaster; second-hand shop", "mend; donate; lend"),
    "cycling": ("bicycle lane; cargo bike; cyclist; bike parking", "paint; widen; ride"),
    "buses": ("bus line; timetable; tram stop; ticket", "electrify; board; schedule"),
    "parking": ("parking fee; car park; kerb; resident permit", "price; remove; enforce"),
    "logistics": ("delivery van; consolidation centre; parcel locker; loading bay", "unload; route; bundle"),
    "trees": ("street tree; canopy; root; nursery", "plant; prune; water"),
    "stormwater": ("rain garden; flood; culvert; swale", "drain; unseal; store"),
    "heat-islands": ("heat wave; shade; cool roof; drinking fountain", "cool; measure; warn"),
    "biodiversity": ("meadow; pollinator; wetland; mowing", "sow; rewild; count"),
    "finance": ("green bond; loan; interest rate; investor", "borrow; repay; pool"),
    "procurement": ("tender; award criterion; contract clause; supplier", "buy; specify; evaluate"),
    "citizens": ("citizens' assembly; workshop; neighbour; participatory budget", "invite; vote; listen"),
    "schools": ("school canteen; pupil; teacher; playground", "teach; cook; visit"),
}
"""Subject → its things, and what is done with them."""

FRAMES = (
    "We want to {verb} the {a} and look at the {b} first.",
    "Our colleagues asked how to {verb} a {a} without touching the {b}.",
    "The {a} was the surprise: they {verb} it together with the {b}.",
    "Nobody at home would {verb} a {a}, but the {b} is another matter.",
    "What stays with me is the {a}; next year we {verb} the {b}.",
    "They started to {verb} each {a} after the {b} had failed.",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts with the class each belongs to."""

    texts: list[str]
    labels: list[str]


def synthetic(rows: int, *, seed: int = 0) -> Labelled:
    """Return sentences of twenty subjects, made from templates.

    Args:
        rows: Number of sentences.
        seed: Seed of the choice of words.
    """
    rng = np.random.default_rng(seed)
    subjects = list(SUBJECTS)
    texts, labels = [], []
    for number in range(rows):
        subject = subjects[number % len(subjects)]
        nouns, verbs = (words.split("; ") for words in SUBJECTS[subject])
        a, b = (nouns[i] for i in rng.permutation(len(nouns))[:2])
        frame = FRAMES[rng.integers(len(FRAMES))]
        texts.append(frame.format(verb=verbs[rng.integers(len(verbs))], a=a, b=b))
        labels.append(subject)
    return Labelled(texts, labels)


def from_csv(path: Path, *, text: str, label: str, rows: int | None = None) -> Labelled:
    """Return the rows of a CSV that have a text and a label.

    Args:
        path: The file.
        text: Column of the texts.
        label: Column of the classes.
        rows: Random rows to take; None takes all.
    """
    frame = pd.read_csv(path, usecols=[text, label], dtype=str).dropna()
    if rows is not None and rows < len(frame):
        frame = frame.sample(rows, random_state=0)
    return Labelled(frame[text].tolist(), frame[label].tolist())


def long_texts(rows: int, *, seed: int = 0) -> Labelled:
    """Return texts of two sentences about one subject each, nearly all different.

    Args:
        rows: Number of texts.
        seed: Seed of the choice of words.
    """
    first, second = synthetic(rows, seed=seed), synthetic(rows, seed=seed + 1)
    return Labelled([f"{a} {b}" for a, b in zip(first.texts, second.texts, strict=True)], first.labels)


def mixture(rows: int, *, dimensions: int = 384, classes: int = 300, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return vectors around random centres, and the class of each.

    Classes differ in size by a factor of ten and consist of ten parts each; around the parts, vectors spread along 24
    directions common to all, as embeddings do, and a little along all others.

    Args:
        rows: Number of vectors.
        dimensions: Length of each.
        classes: Number of classes.
        seed: Seed of everything random.
    """
    rng = np.random.default_rng(seed)
    sizes = np.linspace(1.0, 10.0, classes)
    labels = rng.choice(classes, rows, p=sizes / sizes.sum())
    centres = rng.normal(size=(classes, 10, dimensions)) * 0.6 + rng.normal(size=(classes, 1, dimensions))
    spread = rng.normal(size=(24, dimensions)) * 0.25
    vectors = np.empty((rows, dimensions), dtype=np.float32)
    for begin in range(0, rows, 10_000):
        own = labels[begin : begin + 10_000]
        part = rng.integers(10, size=len(own))
        noise = rng.normal(size=(len(own), 24)) @ spread + rng.normal(size=(len(own), dimensions)) * 0.3
        vectors[begin : begin + 10_000] = centres[own, part] + noise
    return vectors, labels
