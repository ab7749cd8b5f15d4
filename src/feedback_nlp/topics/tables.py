"""What topic modelling returns, and what it needs of the run before."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from feedback_nlp.topics.vectors import Floats, Ints

CENTROIDS = "topic_centroids"
_PACKED = "<i2"


@dataclass(frozen=True, slots=True)
class ScreeningCounts:
    """How many segments were screened before the clustering.

    Attributes:
        segments: All of them.
        junk: Those that say nothing; they have no topic.
        near_duplicates: Those that repeat another; they have its topic.
    """

    segments: int
    junk: int
    near_duplicates: int


@dataclass(frozen=True, slots=True)
class TopicTables:
    """The tables that topic modelling makes.

    Attributes:
        segments: Table `segments` with `screened` filled in.
        topics: Table `topics`.
        assignments: Table `topic_assignments`.
        changes: Table `topic_changes`.
        centroids: Table `topic_centroids`.
        screening: Counts of what was screened.
        resolution: Leiden resolution used.
        recall: Share of true neighbours in the graph.
    """

    segments: pd.DataFrame
    topics: pd.DataFrame
    assignments: pd.DataFrame
    changes: pd.DataFrame
    centroids: pd.DataFrame
    screening: ScreeningCounts
    resolution: float
    recall: float

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name."""
        return {
            "segments": self.segments,
            "topics": self.topics,
            "topic_assignments": self.assignments,
            "topic_changes": self.changes,
            CENTROIDS: self.centroids,
        }


@dataclass(frozen=True, slots=True)
class PreviousTopics:
    """The topics of an earlier run.

    Attributes:
        topics: Its table `topics`.
        assignments: Its table `topic_assignments`.
        centroids: Its table `topic_centroids`.
    """

    topics: pd.DataFrame
    assignments: pd.DataFrame
    centroids: pd.DataFrame

    @property
    def resolution(self) -> float:
        """Leiden resolution used."""
        return float(self.centroids["resolution"].iloc[0])

    def continued_by(self, model: str) -> Self | None:
        """Return these topics if a model of this description made them, else None."""
        return self if len(self.centroids) and (self.centroids["model"] == model).all() else None

    def topic_numbers(self, segment_ids: pd.Series[str]) -> Ints:
        """Return a number for the topic of each segment, -1 for segments that had none, shape (n,)."""
        numbers, _ = pd.factorize(self.assignments["topic_id"], sort=True)
        known = dict(zip(self.assignments["segment_id"], numbers.tolist(), strict=True))
        return np.array([known.get(segment_id, -1) for segment_id in segment_ids], dtype=np.int64)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the topics of a released run, None where its tables are not there.

        Args:
            folder: Folder of the run's data package.
        """
        paths = [folder / f"{name}.parquet" for name in ("topics", "topic_assignments", CENTROIDS)]
        if not all(path.is_file() for path in paths):
            return None
        return cls(*(pd.read_parquet(path) for path in paths))


def pack(vector: Floats) -> str:
    """Return a whole-number vector as base64 of little-endian 16-bit integers."""
    return base64.b64encode(vector.astype(_PACKED).tobytes()).decode("ascii")


def unpack(packed: str) -> Floats:
    """Return the vector that `pack` was given."""
    return np.frombuffer(base64.b64decode(packed), dtype=_PACKED).astype(np.float32)
