"""Sub-flow: from tables to the data package and the report."""

from __future__ import annotations

import pandas as pd
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact

from feedback_nlp.pipeline import Published, Workspace, assemble
from feedback_nlp.pipeline import publish as publish_run

WRITE_RETRIES = 2


@task(name="assemble tables")
def assemble_tables(workspace: Workspace, stages: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Join the stages' tables with cities, themes, cohorts and sessions, and check them."""
    return assemble(stages, programme=workspace.programme, codebook=workspace.codebook, gazetteer=workspace.gazetteer)


@task(name="write data package and report", retries=WRITE_RETRIES, retry_delay_seconds=2)
def write_run(
    workspace: Workspace, tables: dict[str, pd.DataFrame], timings: dict[str, float], notes: tuple[str, ...]
) -> Published:
    """Publish the run as a whole."""
    return publish_run(workspace, tables, timings=timings, notes=notes)


@task(name="note counts and report")
def note_counts(published: Published) -> None:
    """Leave a Markdown artifact with the counts of the run and where its report is."""
    create_markdown_artifact(
        key="run-summary", markdown=summary(published), description=f"Run {published.facts.run_id}"
    )


@flow(name="publish", validate_parameters=False)
def publish(
    workspace: Workspace, stages: dict[str, pd.DataFrame], timings: dict[str, float], notes: tuple[str, ...] = ()
) -> Published:
    """Return where the run was published."""
    tables = assemble_tables(workspace, stages)
    published = write_run(workspace, tables, timings, notes)
    note_counts(published)
    return published


def summary(published: Published) -> str:
    """Return the run's counts and places as Markdown."""
    rows = "\n".join(f"| {name.replace('_', ' ')} | {count} |" for name, count in published.facts.counts.items())
    notes = "".join(f"\n{note}\n" for note in published.facts.notes)
    return (
        f"# {published.facts.programme}\n\n"
        f"Report: `{published.page}`  \nData package: `{published.package}`\n\n"
        f"| count | n |\n|---|---:|\n{rows}\n{notes}"
    )
