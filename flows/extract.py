"""Sub-flow: from testimonials to cities, themes, measures and transfers."""

from __future__ import annotations

import pandas as pd
from prefect import flow, task

from feedback_nlp.pipeline import Workspace, extract_stage
from feedback_nlp.pipeline.stages import Tables
from flows.keys import coding_key


@task(name="code testimonials", persist_result=True, cache_key_fn=coding_key)
def code_testimonials(workspace: Workspace, testimonials: pd.DataFrame) -> Tables:
    """Code every testimonial and group its measures."""
    return extract_stage(workspace, testimonials)


@flow(name="extract", validate_parameters=False)
def extract(workspace: Workspace, testimonials: pd.DataFrame) -> Tables:
    """Return the tables of coded evidence."""
    return code_testimonials(workspace, testimonials)
