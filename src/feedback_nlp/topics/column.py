"""Topics of any text column of any table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from feedback_nlp.encoder import SentenceEncoder
from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.records import content_id
from feedback_nlp.settings import TopicSettings
from feedback_nlp.tables import conform
from feedback_nlp.topics.embedding_cache import EmbeddingCache
from feedback_nlp.topics.model import model_topics
from feedback_nlp.topics.tables import ScreeningCounts

EMPTY = "empty"
_SEPARATORS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
_PARQUET = (".parquet", ".pq")
_ENCODINGS = ("utf-8-sig", "cp1252")
_UNREADABLE = (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class ColumnTopics:
    """Topics of a column.

    Attributes:
        topics: One row per topic and parent topic: topic_id, label, keywords, n_rows, stability, unstable, parent_id,
            quotes (the texts, separated by line breaks).
        assignments: One row per input row: row (from 0), topic_id, probability, reason (why there is no topic, or
            `near-duplicate` where it was taken over from a row that says the same).
        screening: Counts of what was screened.
        resolution: Leiden resolution used.
    """

    topics: pd.DataFrame
    assignments: pd.DataFrame
    screening: ScreeningCounts
    resolution: float


def read_column(path: Path, column: str) -> pd.Series[str]:
    """Return a text column of a CSV, TSV or Parquet file; missing values are empty texts.

    Args:
        path: The file; `.csv.gz` and other compressed forms that pandas knows are read too.
        column: Name of the column.

    Raises:
        InputNotFoundError: If there is no such file.
        InputFormatError: If it is no such table, or has no such column; the message lists those it has.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no file {path}; name an existing CSV, TSV or Parquet file")
    frame = _read(path)
    if column not in frame.columns:
        known = ", ".join(map(str, frame.columns))
        raise InputFormatError(f"{path} has no column {column!r}; it has: {known}")
    values = frame[column]
    return values.where(values.notna(), "").astype(str)


def topics_of_column(
    texts: Iterable[str],
    *,
    encoder: SentenceEncoder,
    settings: TopicSettings,
    names_to_ignore: Iterable[str] = (),
    cache: EmbeddingCache | None = None,
) -> ColumnTopics:
    """Return the topics of texts, each text as one unit.

    Args:
        texts: The texts, such as a column; an empty one gets no topic.
        encoder: Turns texts into vectors.
        settings: How topics are made.
        names_to_ignore: Names that no label may hold.
        cache: Where vectors are kept between runs.
    """
    rows = pd.Series(list(texts), dtype="str")
    filled = rows.str.strip() != ""
    distinct = pd.Series(sorted(set(rows[filled].str.strip())), dtype="str")
    ids = [content_id("s", text) for text in distinct]
    lengths = distinct.str.len()
    segments = pd.DataFrame(
        {"segment_id": ids, "testimonial_id": ids, "start": 0, "end": lengths, "text": distinct, "screened": None}
    )
    found = model_topics(
        conform(segments, "segments"),
        encoder=encoder,
        settings=settings,
        run_id="column",
        names_to_ignore=names_to_ignore,
        cache=cache,
        min_resolution=0.0,
    )
    text_of = dict(zip(ids, distinct, strict=True))
    assignments = _assignments(rows, found.assignments, found.segments)
    return ColumnTopics(_topics(found.topics, assignments, text_of), assignments, found.screening, found.resolution)


def _assignments(rows: pd.Series[str], assigned: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    keyed = pd.DataFrame({"row": np.arange(len(rows)), "text": rows.str.strip().to_numpy()})
    known = segments[["segment_id", "text", "screened"]].merge(
        assigned[["segment_id", "topic_id", "probability"]], how="left", on="segment_id"
    )
    joined = keyed.merge(known, how="left", on="text")
    reason = joined["screened"].where(joined["text"] != "", EMPTY)
    return joined.assign(reason=reason)[["row", "topic_id", "probability", "reason"]]


def _topics(topics: pd.DataFrame, assignments: pd.DataFrame, text_of: dict[str, str]) -> pd.DataFrame:
    sizes = assignments["topic_id"].value_counts()
    of_children = topics.assign(n=topics["topic_id"].map(sizes)).groupby("parent_id")["n"].sum()
    n_rows = topics["topic_id"].map(sizes).fillna(topics["topic_id"].map(of_children)).fillna(0).astype("Int64")
    shown = topics["quotes"].fillna("").map(lambda ids: "\n".join(text_of[key] for key in ids.split(";") if key))
    table = topics.assign(n_rows=n_rows, quotes=shown).sort_values(["n_rows", "topic_id"], ascending=[False, True])
    columns = ["topic_id", "label", "keywords", "n_rows", "stability", "unstable", "parent_id", "quotes"]
    return table[columns].reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame:
    suffix = next((s for s in reversed(path.suffixes) if s in _SEPARATORS or s in _PARQUET), "")
    if not suffix:
        raise InputFormatError(f"{path} is of no kind that can be read; use .csv, .tsv or .parquet")
    try:
        if suffix in _PARQUET:
            return pd.read_parquet(path)
        return _read_separated(path, _SEPARATORS[suffix])
    except _UNREADABLE as error:
        raise InputFormatError(f"{path} cannot be read as a table: {' '.join(str(error).split())}") from error


def _read_separated(path: Path, separator: str) -> pd.DataFrame:
    for encoding in _ENCODINGS:
        try:
            return pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False, encoding=encoding)
        except UnicodeDecodeError:
            continue
    raise InputFormatError(f"{path} is neither UTF-8 nor Windows-1252 text; save it as UTF-8")
