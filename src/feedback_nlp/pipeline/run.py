"""A whole run without orchestration: what `feedback-nlp run` does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from feedback_nlp.pipeline.assemble import assemble
from feedback_nlp.pipeline.publish import Published, publish
from feedback_nlp.pipeline.request import RunRequest, open_workspace
from feedback_nlp.pipeline.stages import extract_stage, ingest_stage, review_stage, topics_stage

Progress: TypeAlias = Callable[[str], None]
"""Called with the name of each stage as it begins."""


def run(request: RunRequest, *, progress: Progress = lambda _: None) -> Published:
    """Take testimonials to a report and a data package.

    Args:
        request: What was asked for.
        progress: Told the name of each stage as it begins.

    Returns:
        Where the report is, and the counts of the run.

    Raises:
        FeedbackNlpError: If the inputs, the configuration or a model file is wrong; nothing is published then.
    """
    timings: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        progress(name)
        start = time.perf_counter()
        yield
        timings[name] = round(time.perf_counter() - start, 3)

    with stage("prepare"):
        workspace = open_workspace(request)
    with stage("ingest"):
        intake = ingest_stage(workspace)
    with stage("extract"):
        coded = extract_stage(workspace, intake["testimonials"])
    with stage("review"):
        reviewed = review_stage(workspace, coded)
    with stage("topics"):
        topics = topics_stage(workspace, coded["testimonials"], coded["city_mentions"])
    with stage("publish"):
        tables = assemble(
            {**intake, **reviewed.tables, **topics},
            programme=workspace.programme,
            codebook=workspace.codebook,
            gazetteer=workspace.gazetteer,
        )
        return publish(workspace, tables, timings=timings, notes=reviewed.notes())
