from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from feedback_nlp.ingest import Intake, read_inputs
from feedback_nlp.places import Gazetteer, load_gazetteer
from feedback_nlp.programme import Cohort, Programme, Session
from feedback_nlp.settings import IngestSettings

Ingest = Callable[..., Intake]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once."""
    return load_gazetteer()


@pytest.fixture(scope="session")
def programme() -> Programme:
    """Two cohorts with sessions."""
    energy = Session(id="s-energy", label="Energy", aliases=("Heat and power",))
    trees = Session(id="s-trees", label="Nature-based solutions")
    return Programme(
        cohorts=(
            Cohort(
                id="2024-1",
                label="First cohort",
                starts_on="2024-09",
                ends_on="2025-02",
                sessions=(energy, trees),
                aliases=("Cohort 1",),
                files=("autumn-*",),
            ),
            Cohort(id="2025-2", label="Second cohort", starts_on="2025-09-15", ends_on="2026-02-28"),
        )
    )


@pytest.fixture
def ingest(tmp_path: Path, gazetteer: Gazetteer, programme: Programme) -> Ingest:
    """Write files by name and content, and read them in."""

    def run(files: dict[str, str | bytes], **settings: object) -> Intake:
        paths = []
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            paths.append(path)
        chosen = IngestSettings.model_validate(settings)
        return read_inputs(paths, programme=programme, settings=chosen, gazetteer=gazetteer)

    return run
