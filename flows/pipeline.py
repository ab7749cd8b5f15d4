"""The whole pipeline as one flow of four sub-flows.

`python -m flows.pipeline [INPUT ...]` runs it with the embedded server; `prefect.yaml` deploys it weekly.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from pathlib import Path

from prefect import flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from feedback_nlp.errors import FeedbackNlpError
from feedback_nlp.pipeline import Published, RunRequest
from flows.extract import extract
from flows.ingest import ingest, open_inputs
from flows.publish import publish
from flows.review import apply_reviews
from flows.topics import topics


@flow(name="feedback-nlp")
def pipeline(
    inputs: list[Path] | None = None,
    processed: Path = Path("data/processed"),
    reports: Path = Path("reports"),
    programme: Path | None = None,
    codebook: Path | None = None,
    settings: Path | None = None,
    reviews: Path | None = None,
) -> Published:
    """Take testimonials to an interactive report and a data package.

    Args:
        inputs: Files or folders of testimonials; `data/raw` where none is named.
        processed: Folder for the data packages.
        reports: Folder for the reports.
        programme: `programme.yaml`; the one beside the inputs where unset.
        codebook: A codebook of your own.
        settings: Settings file; `feedback-nlp.yaml` in the working directory where unset.
        reviews: Folder of the decisions of reviewers; `data/raw/reviews` where unset.
    """
    request = RunRequest(
        inputs=tuple(inputs) if inputs else RunRequest().inputs,
        processed=processed,
        reports=reports,
        programme=programme,
        codebook=codebook,
        settings=settings,
        reviews=reviews,
    )
    clock = time.perf_counter
    # The parent's heartbeat stands for its sub-flows; each of their own costs a second at its end.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        marks = [clock()]
        workspace = open_inputs(request)
        marks.append(clock())
        intake = ingest(workspace)
        marks.append(clock())
        coded = extract(workspace, intake["testimonials"])
        marks.append(clock())
        reviewed = apply_reviews(workspace, coded)
        marks.append(clock())
        found = topics(workspace, coded["testimonials"], coded["city_mentions"])
        marks.append(clock())
        names = ("prepare", "ingest", "extract", "review", "topics")
        timings = {name: round(end - start, 3) for name, (start, end) in zip(names, pairwise(marks), strict=True)}
        return publish(workspace, {**intake, **reviewed.tables, **found}, timings, reviewed.notes())


def main(arguments: list[str]) -> int:
    """Run the flow on inputs named on the command line and print the counts and the report's path.

    Returns:
        0 when the run is published, 2 when an input or a setting is wrong.
    """
    try:
        published = pipeline(inputs=[Path(argument) for argument in arguments] or None)
    except FeedbackNlpError as error:
        sys.stderr.write(f"error: {' '.join(str(error).split())}\n")
        return 2
    sys.stdout.write("\n".join(published.lines()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
