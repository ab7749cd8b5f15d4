"""Task: from coded tables to those that reviewers decided on."""

from __future__ import annotations

from prefect import task

from feedback_nlp.pipeline import Workspace, review_stage
from feedback_nlp.pipeline.stages import Tables
from feedback_nlp.review import Reviewed


@task(name="apply decisions of reviewers")
def apply_reviews(workspace: Workspace, coded: Tables) -> Reviewed:
    """Apply the decisions and tell what became of them."""
    return review_stage(workspace, coded)
