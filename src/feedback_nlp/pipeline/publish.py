"""Turn the tables of a run into its data package and report, and hand both to the store."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from feedback_nlp.pipeline.present import render, report_facts
from feedback_nlp.pipeline.request import Workspace
from feedback_nlp.release import RunFacts, describe, table_files
from feedback_nlp.report import load_strings, render_index
from feedback_nlp.tally import key_counts


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

    def lines(self) -> list[str]:
        """Return the counts of the run, and where it is, as lines for people."""
        counts = self.facts.counts
        reviewed = [f"reviews       {counts['reviewed']} transfers as people decided"] if counts["reviewed"] else []
        sources = counts["lead_sources"] + counts["other_sources"]
        return [
            f"testimonials  {counts['testimonials']} accepted, {counts['rejected']} rejected of {counts['rows']} rows",
            f"transfers     {counts['transfers']}, {counts['needs_review']} of them to review",
            *reviewed,
            f"measures      {counts['measures']} distinct, from {sources} cities to {counts['takers']}",
            f"topics        {counts['topics']}",
            f"data package  {self.package}",
            f"report        {self.page}",
            *(f"note          {note}" for note in self.facts.notes),
        ]


def publish(
    workspace: Workspace,
    tables: Mapping[str, pd.DataFrame],
    *,
    timings: Mapping[str, float],
    notes: Sequence[str] = (),
    extra_files: Mapping[str, bytes] | None = None,
) -> Published:
    """Write a run's data package and report, and the index of runs.

    Args:
        workspace: The run's workspace.
        tables: All tables of the run, checked.
        timings: Stage → seconds.
        notes: Sentences that a reader of the run should know.
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
        cohorts=_cohorts(tables),
        counts=run_counts(tables),
        timings=dict(timings),
        notes=tuple(notes),
    )
    files = {name: content for table, frame in tables.items() for name, content in table_files(table, frame).items()}
    package = {
        **files,
        **(extra_files or {}),
        "datapackage.json": _json(describe(files, facts)),
        "run.json": _json(facts.as_dict()),
    }
    before = {run["run_id"]: run for run in workspace.store.runs()}.get(workspace.previous_run)
    page = render(
        tables,
        facts=facts.as_dict(),
        previous=before,
        settings=workspace.settings,
        programme=workspace.programme,
    )
    workspace.store.write_shared_assets(page.assets)
    path = workspace.store.publish(facts.run_id, data=package, report={"index.html": page.html.encode("utf-8")})
    strings = load_strings(workspace.settings.report.language)
    index = [report_facts(run) for run in workspace.store.runs()]
    workspace.store.write_index(render_index(index, strings=strings, title=workspace.programme.name))
    return Published(facts, path, workspace.store.processed / facts.run_id)


def run_counts(tables: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Return the counts that a run is known by."""
    testimonials, topics = tables["testimonials"], tables["topic_assignments"]["topic_id"]
    return {
        "rows": len(testimonials) + len(tables["rejections"]),
        "rejected": len(tables["rejections"]),
        "not_coded": int(testimonials["not_coded"].notna().sum()),
        "needs_review": int(tables["transfers"]["needs_review"].sum()),
        "reviewed": int(tables["reviews"].query("table == 'transfers'")["row_id"].nunique()),
        "topics": int(topics.nunique()),
        **key_counts(tables),
    }


def _cohorts(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    cohorts = tables["cohorts"]
    used = cohorts["cohort_id"].isin(tables["testimonials"]["cohort_id"])
    return tuple(cohorts.loc[used, "label"])


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
