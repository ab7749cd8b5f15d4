"""The flows publish what the plain pipeline publishes, and resume from stored results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from prefect.settings import PREFECT_LOCAL_STORAGE_PATH, temporary_settings
from prefect.testing.utilities import prefect_test_harness

from feedback_nlp.pipeline import Published, RunRequest, open_workspace
from feedback_nlp.pipeline import run as run_pipeline
from feedback_nlp.release import read_tables
from feedback_nlp.review import decision_file
from feedback_nlp.review.keys import coded_keys
from flows.keys import code_digest
from flows.pipeline import main, pipeline
from flows.publish import summary

ROWS = """City,Country,Cohort,What did you learn?
Porto,Portugal,2024-1,Leuven showed us how to involve residents in planning. We plan to trial street closures.
Tartu,Estonia,2024-1,From Lahti we learned how restoring peat fields works. It is not feasible for us.
Ghent,Belgium,2024-1,Mannheim and Valencia explained energy communities. We have started a pilot.
"""


@pytest.fixture(scope="module", autouse=True)
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    results = tmp_path_factory.mktemp("results")
    with prefect_test_harness(server_startup_timeout=300), temporary_settings({PREFECT_LOCAL_STORAGE_PATH: results}):
        yield


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def reviews_of(published: Published, folder: Path) -> Path:
    """A folder with two decisions: the run's first transfer is none, nor is one of another input."""
    key = next(iter(coded_keys(read_tables(published.package)).values()))
    judged = {"keep": False, "stage": "heard", "status": "affirmed", "source_city_id": None}
    decision = key.decided(**judged, reviewer="AB", decided_on="2026-01-05")
    name, content = decision_file([decision, replace(decision, transfer_id="x-other", testimonial_id="t-other")])
    folder.mkdir()
    (folder / name).write_bytes(content)
    return folder


def test_the_flow_publishes_what_the_pipeline_publishes(export: Path, tmp_path: Path) -> None:
    """Tables are byte-identical through both doors."""
    plain = run_pipeline(RunRequest(inputs=(export,), processed=tmp_path / "p1", reports=tmp_path / "r1"))
    orchestrated = pipeline(inputs=[export], processed=tmp_path / "p2", reports=tmp_path / "r2")
    assert orchestrated.facts.counts == plain.facts.counts
    for path in sorted(plain.package.glob("*.csv")):
        assert (orchestrated.package / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_flow_applies_decisions_as_the_pipeline_does(export: Path, tmp_path: Path) -> None:
    """A removed transfer is gone through both doors, and so are the notes the same."""
    first = run_pipeline(RunRequest(inputs=(export,), processed=tmp_path / "p0", reports=tmp_path / "r0"))
    reviews = reviews_of(first, tmp_path / "reviews")
    plain = run_pipeline(
        RunRequest(inputs=(export,), processed=tmp_path / "p1", reports=tmp_path / "r1", reviews=reviews)
    )
    orchestrated = pipeline(inputs=[export], processed=tmp_path / "p2", reports=tmp_path / "r2", reviews=reviews)
    assert orchestrated.facts.counts["transfers"] == first.facts.counts["transfers"] - 1
    assert orchestrated.facts.notes == plain.facts.notes
    assert len(plain.facts.notes) == 1
    assert plain.facts.notes[0] in summary(orchestrated)
    for path in sorted(plain.package.glob("*.csv")):
        assert (orchestrated.package / path.name).read_bytes() == path.read_bytes(), path.name


def test_corrections_cost_no_coding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run with decisions takes ingest and extraction of the run without them from storage."""
    export = tmp_path / "corrected.csv"
    export.write_text(ROWS.replace("Porto", "Aveiro"), encoding="utf-8")
    where = {"inputs": [export], "processed": tmp_path / "p", "reports": tmp_path / "r"}
    first = pipeline(**where)

    def crash(*_: object) -> None:
        raise OSError("computed again")

    monkeypatch.setattr("flows.ingest.ingest_stage", crash)
    monkeypatch.setattr("flows.extract.extract_stage", crash)
    second = pipeline(**where, reviews=reviews_of(first, tmp_path / "reviews"))
    assert second.facts.counts["transfers"] == first.facts.counts["transfers"] - 1


def test_a_run_that_broke_off_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash in the topics, the stages before it are taken from storage, and none is computed again."""
    export = tmp_path / "resumed.csv"
    export.write_text(ROWS.replace("Porto", "Coimbra"), encoding="utf-8")
    where = {"inputs": [export], "processed": tmp_path / "p", "reports": tmp_path / "r"}

    def crash(*_: object) -> None:
        raise OSError("the machine went down")

    with monkeypatch.context() as broken:
        broken.setattr("flows.topics.topics_stage", crash)
        with pytest.raises(OSError, match="went down"):
            pipeline(**where)
    assert not (tmp_path / "p").exists()
    with monkeypatch.context() as finished:
        finished.setattr("flows.ingest.ingest_stage", crash)
        finished.setattr("flows.extract.extract_stage", crash)
        published = pipeline(**where)
    assert published.facts.counts["testimonials"] == 3
    assert published.page.is_file()


def test_the_summary_names_the_report_and_the_counts(export: Path, tmp_path: Path) -> None:
    """The artifact is Markdown with each count and the report's path."""
    published = run_pipeline(RunRequest(inputs=(export,), processed=tmp_path / "p", reports=tmp_path / "r"))
    text = summary(published)
    assert str(published.page) in text
    assert f"| testimonials | {published.facts.counts['testimonials']} |" in text


def test_a_mistake_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A missing input ends with exit code 2 and its name."""
    assert main(["nowhere.csv"]) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("error: ")
    assert "nowhere.csv" in last


def test_the_deployment_names_an_entrypoint_that_exists() -> None:
    """`prefect.yaml` deploys this flow weekly with its own parameter names."""
    deployment = yaml.safe_load(Path("prefect.yaml").read_text(encoding="utf-8"))["deployments"][0]
    assert deployment["entrypoint"] == "flows/pipeline.py:pipeline"
    assert set(deployment["parameters"]) <= set(pipeline.parameters.properties)
    assert deployment["schedules"][0]["cron"] == "0 6 * * 1"


def test_results_are_keyed_by_run_and_code(export: Path) -> None:
    """Another input is another run; the digest of the code is stable within a process."""
    first = open_workspace(RunRequest(inputs=(export,)))
    export.write_text(ROWS.replace("Porto", "Braga"), encoding="utf-8")
    second = open_workspace(RunRequest(inputs=(export,)))
    assert first.run_id != second.run_id
    assert code_digest() == code_digest.__wrapped__()
