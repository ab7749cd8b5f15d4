"""Sub-flow: from input files to testimonials and rejections."""

from __future__ import annotations

from prefect import flow, task

from feedback_nlp.pipeline import RunRequest, Workspace, ingest_stage, open_workspace
from feedback_nlp.pipeline.stages import Tables
from flows.keys import coding_key

READ_RETRIES = 2


@task(name="open workspace", retries=READ_RETRIES, retry_delay_seconds=2)
def open_inputs(request: RunRequest) -> Workspace:
    """Find the inputs and load settings, programme, codebook and gazetteer."""
    return open_workspace(request)


@task(name="read, check, clean, screen", persist_result=True, cache_key_fn=coding_key)
def read_and_screen(workspace: Workspace) -> Tables:
    """Read the inputs and screen every row."""
    return ingest_stage(workspace)


@flow(name="ingest", validate_parameters=False)
def ingest(workspace: Workspace) -> Tables:
    """Return the tables `testimonials` and `rejections`."""
    return read_and_screen(workspace)
