"""Sub-flow: from testimonials to topics that keep their ids across runs."""

from __future__ import annotations

import pandas as pd
from prefect import flow, task

from feedback_nlp.pipeline import Workspace, topics_stage
from feedback_nlp.pipeline.stages import Tables
from flows.keys import stage_key


@task(name="segment, embed, cluster, label", persist_result=True, cache_key_fn=stage_key)
def find_topics(workspace: Workspace, testimonials: pd.DataFrame, city_mentions: pd.DataFrame) -> Tables:
    """Find the topics and match them to those of the previous run."""
    return topics_stage(workspace, testimonials, city_mentions)


@flow(name="topics", validate_parameters=False)
def topics(workspace: Workspace, testimonials: pd.DataFrame, city_mentions: pd.DataFrame) -> Tables:
    """Return the tables of segments and topics."""
    return find_topics(workspace, testimonials, city_mentions)
