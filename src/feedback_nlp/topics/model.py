"""Segments in, topic tables out: screen, embed, cluster, name, compare with the run before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from feedback_nlp.encoder import SentenceEncoder
from feedback_nlp.settings import TopicSettings
from feedback_nlp.topics.changes import identify
from feedback_nlp.topics.clusters import ClusterSettings
from feedback_nlp.topics.embedding_cache import EmbeddingCache, embed
from feedback_nlp.topics.find import find_topics
from feedback_nlp.topics.rows import (
    assign,
    assignment_rows,
    centroid_rows,
    marked,
    members,
    no_topics,
    passages,
    topic_rows,
)
from feedback_nlp.topics.screening import screen
from feedback_nlp.topics.tables import PreviousTopics, ScreeningCounts, TopicTables

METHOD = "knn-leiden-1"
"""Version of the way from segments to topics; a change of it counts as another model in `topic_changes`."""

SENTENCE_RESOLUTION = 0.8
"""Sentences of one programme resemble one another; below this they fall into two to four topics that say nothing."""


def model_topics(
    segments: pd.DataFrame,
    *,
    encoder: SentenceEncoder,
    settings: TopicSettings,
    run_id: str,
    names_to_ignore: Iterable[str] = (),
    quotable: Collection[str] | None = None,
    previous: PreviousTopics | None = None,
    cache: EmbeddingCache | None = None,
    min_resolution: float = SENTENCE_RESOLUTION,
) -> TopicTables:
    """Return the topics of segments.

    The result depends on the set of segments and on the previous run, not on the order of segments. Where the model is
    the same as in the previous run, clustering starts from its topics and keeps its resolution unless another one is
    clearly better, so that new segments change as little as they must.

    Args:
        segments: Table `segments`.
        encoder: Turns texts into vectors.
        settings: How topics are made.
        run_id: Id of this run, for `first_seen_run`.
        names_to_ignore: Names that no label may hold, such as those of cities and countries.
        quotable: Ids of the testimonials that may be quoted; None allows all.
        previous: Topics of the run to compare with; None for a first run.
        cache: Where vectors are kept between runs; None embeds every text.
        min_resolution: Lowest resolution that is tried where the settings name none.
    """
    ordered = segments.sort_values("segment_id", kind="stable").reset_index(drop=True)
    texts = ordered["text"].tolist()
    screening = screen(texts)
    counts = ScreeningCounts(len(texts), int(screening.junk.sum()), len(screening.repeats))
    if not len(screening.kept):
        return no_topics(marked(ordered, screening), counts)
    kept_texts = [texts[position] for position in screening.kept]
    vectors = embed(kept_texts, encoder) if cache is None else cache.vectors(kept_texts, encoder)
    kept = ordered.iloc[screening.kept].reset_index(drop=True)
    model = f"{METHOD} {encoder.name} neighbours={settings.neighbours} resolution={settings.resolution}"
    continued = None if previous is None else previous.continued_by(model)
    found = find_topics(
        passages(kept, quotable),
        vectors,
        settings=ClusterSettings(
            neighbours=settings.neighbours,
            resolution=settings.resolution,
            preferred_resolution=None if continued is None else continued.resolution,
            min_resolution=min_resolution,
            seed=settings.seed,
        ),
        names_to_ignore=names_to_ignore,
        start=None if continued is None else continued.topic_numbers(kept["segment_id"]),
    )
    assigned = assign(ordered["segment_id"].to_numpy(), screening, found, vectors)
    identified = identify(
        members(assigned, found.lower, np.arange(len(found.parent))),
        members(assigned, found.upper, found.parent),
        previous=previous,
        model=model,
        encoder=encoder.name,
    )
    return TopicTables(
        segments=marked(ordered, screening),
        topics=topic_rows(found, assigned, identified, min_stability=settings.min_stability, run_id=run_id),
        assignments=assignment_rows(assigned, identified),
        changes=identified.changes,
        centroids=centroid_rows(
            found, identified, model=model, encoder=encoder.name, resolution=found.clusters.resolution
        ),
        screening=counts,
        resolution=found.clusters.resolution,
        recall=found.clusters.recall,
    )
