"""Turn the tables of a run into its data package and report, and hand both to the store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from feedback_nlp.pipeline.request import Workspace
from feedback_nlp.release import RunFacts, describe, table_files
from feedback_nlp.report import render_index, render_report


@dataclass(frozen=True, slots=True)
class Published:
    """What a run came to.

    Attributes:
        facts: Facts of the run, as in `run.json`.
        page: Path of the report's page.
        package: Folder of the data package.
    """

    facts: RunFacts
    page: Path
    package: Path


def publish(
    workspace: Workspace,
    tables: Mapping[str, pd.DataFrame],
    *,
    timings: Mapping[str, float],
    extra_files: Mapping[str, bytes] | None = None,
) -> Published:
    """Write a run's data package and report, and the index of runs.

    Args:
        workspace: The run's workspace.
        tables: All tables of the run, checked.
        timings: Stage → seconds.
        extra_files: Further files of the data package, by name.

    Returns:
        Where it was published.
    """
    facts = RunFacts(
        run_id=workspace.run_id,
        programme=workspace.programme.name,
        created_on=datetime.now(UTC).isoformat(timespec="seconds"),
        previous_run=workspace.previous_run,
        inputs=workspace.input_hashes,
        settings=workspace.settings.model_dump(mode="json"),
        versions=workspace.versions,
        models=workspace.models,
        counts=run_counts(tables),
        timings=dict(timings),
    )
    files = {name: content for table, frame in tables.items() for name, content in table_files(table, frame).items()}
    package = {
        **files,
        **(extra_files or {}),
        "datapackage.json": _json(describe(files, facts)),
        "run.json": _json(facts.as_dict()),
    }
    html = render_report(tables, facts=facts, settings=workspace.settings.report, programme=workspace.programme)
    page = workspace.store.publish(facts.run_id, data=package, report={"index.html": html.encode("utf-8")})
    workspace.store.write_index(render_index(workspace.store.runs()))
    return Published(facts, page, workspace.store.processed / facts.run_id)


def run_counts(tables: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Return the counts that a run is known by."""
    transfers = tables["transfers"]
    testimonials = tables["testimonials"]
    return {
        "rows": len(testimonials) + len(tables["rejections"]),
        "accepted": len(testimonials),
        "rejected": len(tables["rejections"]),
        "not_coded": int(testimonials["not_coded"].notna().sum()),
        "learners": int(testimonials["learner_city_id"].nunique()),
        "sources": int(transfers["source_city_id"].nunique()),
        "measures": len(tables["measures"]),
        "measure_groups": len(tables["measure_groups"]),
        "transfers": len(transfers),
        "needs_review": int(transfers["needs_review"].sum()),
        "topics": int(tables["topic_assignments"]["topic_id"].nunique()),
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
