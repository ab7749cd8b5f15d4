"""The computing stages of a run: ingest, extract, review, topics. Each takes and returns tables by name."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from feedback_nlp.encoder import load_sentence_encoder
from feedback_nlp.errors import ConfigurationError, NothingAcceptedError
from feedback_nlp.extract import build_coder, code_testimonials
from feedback_nlp.ingest import read_inputs
from feedback_nlp.pipeline.request import Workspace
from feedback_nlp.review import Reviewed, apply_decisions
from feedback_nlp.topics import CACHE_FOLDER, EmbeddingCache, PreviousTopics, model_topics, segment_testimonials

ENGLISH_ENCODERS = frozenset(("default", "fast"))

Tables = dict[str, pd.DataFrame]


def ingest_stage(workspace: Workspace) -> Tables:
    """Read, check, clean and screen the inputs.

    Returns:
        Tables `testimonials` and `rejections`; together one row per answer read.

    Raises:
        InputFormatError: If a file cannot be read or its columns are unknown.
        NothingAcceptedError: If no answer was accepted, with the reasons and their counts.
    """
    intake = read_inputs(
        workspace.files,
        programme=workspace.programme,
        settings=workspace.settings.ingest,
        gazetteer=workspace.gazetteer,
    )
    if intake.testimonials.empty:
        reasons = Counter(intake.rejections["reason"])
        told = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "no rows at all"
        names = ", ".join(path.name for path in workspace.files)
        raise NothingAcceptedError(
            f"0 testimonials were accepted from {names} ({told}); nothing was published. "
            "Run `feedback-nlp check` on the input to see each row's reason"
        )
    return {"testimonials": intake.testimonials, "rejections": intake.rejections}


def extract_stage(workspace: Workspace, testimonials: pd.DataFrame) -> Tables:
    """Code testimonials: cities, themes, measures and transfers.

    Returns:
        Tables `testimonials` (with `not_coded` set), `city_mentions`, `theme_mentions`, `measures`,
        `measure_groups` and `transfers`.
    """
    coder = build_coder(
        codebook=workspace.codebook,
        programme=workspace.programme,
        gazetteer=workspace.gazetteer,
        settings=workspace.settings.extract,
    )
    return code_testimonials(testimonials, coder=coder)


def review_stage(workspace: Workspace, coded: Tables) -> Reviewed:
    """Apply the decisions of reviewers to what was coded.

    Returns:
        The coded tables as reviewers want them, the table `reviews`, and what became of the decisions.

    Raises:
        ConfigurationError: If a decision names a city that the gazetteer does not know.
    """
    for one in workspace.decisions:
        if one.source_city_id is not None and workspace.gazetteer.by_city_id(one.source_city_id) is None:
            raise ConfigurationError(
                f"the review of {one.transfer_id} by {one.reviewer!r} names the city {one.source_city_id!r}, which the "
                "gazetteer lacks; add it to programme.yaml or data/places, or correct the review"
            )
    return apply_decisions(coded, workspace.decisions)


def topics_stage(workspace: Workspace, testimonials: pd.DataFrame, city_mentions: pd.DataFrame) -> Tables:
    """Find topics on sentence-level segments and match them to those of the previous run.

    Args:
        workspace: The run's workspace.
        testimonials: Table `testimonials`.
        city_mentions: Table `city_mentions`; no label of a topic holds a name in it.

    Returns:
        Tables `segments`, `topics`, `topic_assignments` and `topic_changes`.
    """
    english = workspace.settings.topics.encoder in ENGLISH_ENCODERS
    segments = segment_testimonials(_readable(testimonials) if english else testimonials)
    previous = None
    if workspace.previous_run is not None:
        previous = PreviousTopics.read(workspace.store.run_folder(workspace.previous_run))
    quotable = testimonials.loc[testimonials["consent"] == "publish", "testimonial_id"]
    found = model_topics(
        segments,
        encoder=load_sentence_encoder(workspace.settings.topics.encoder),
        settings=workspace.settings.topics,
        run_id=workspace.run_id,
        names_to_ignore=city_names(testimonials, city_mentions),
        quotable=set(quotable),
        previous=previous,
        cache=EmbeddingCache(CACHE_FOLDER),
    )
    return found.tables()


def _readable(testimonials: pd.DataFrame) -> pd.DataFrame:
    """The testimonials that an English encoder can place; all, where there would be none."""
    readable = testimonials[testimonials["not_coded"].isna()]
    return testimonials if readable.empty else readable


def city_names(testimonials: pd.DataFrame, city_mentions: pd.DataFrame) -> list[str]:
    """Return the names of the cities of a run, as written and as usual in English, sorted."""
    columns = [city_mentions["text"], city_mentions["name"], testimonials["learner_name"]]
    return sorted(set(pd.concat(columns).dropna()))
