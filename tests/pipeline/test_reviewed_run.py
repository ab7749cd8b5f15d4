"""A run takes the decisions of its folder, and says what became of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp.errors import ConfigurationError, InputFormatError, InputNotFoundError
from feedback_nlp.pipeline import Published, RunRequest, open_workspace, run
from feedback_nlp.release import read_tables
from feedback_nlp.review import Decision, decision_file
from feedback_nlp.review.keys import coded_keys

ROWS = """City,Country,Cohort,What did you learn?
Porto,Portugal,2024-1,Leuven showed us how to involve residents in planning. We plan to trial street closures.
Tartu,Estonia,2024-1,From Lahti we learned how restoring peat fields works. It is not feasible for us.
"""
MORE = "Ghent,Belgium,2024-1,Mannheim and Valencia explained energy communities. We have started a pilot.\n"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return published(tmp_path_factory.mktemp("plain"), ())


def request(folder: Path, decisions: tuple[Decision, ...], rows: str = ROWS) -> RunRequest:
    """A project's run with decisions in its folder `reviews`."""
    (folder / "export.csv").write_text(rows, encoding="utf-8")
    (folder / "reviews").mkdir(exist_ok=True)
    if decisions:
        name, content = decision_file(decisions)
        (folder / "reviews" / name).write_bytes(content)
    return RunRequest(
        inputs=(folder / "export.csv",), processed=folder / "p", reports=folder / "r", reviews=folder / "reviews"
    )


def published(folder: Path, decisions: tuple[Decision, ...], rows: str = ROWS) -> Published:
    return run(request(folder, decisions, rows))


def about(plain: Published, **changed: object) -> Decision:
    """A decision about the first transfer of the plain run."""
    tables = read_tables(plain.package)
    row = tables["transfers"].iloc[0]
    source = None if pd.isna(row["source_city_id"]) else row["source_city_id"]
    judged = {"keep": True, "stage": row["stage"], "status": row["status"], "source_city_id": source}
    signed = {"reviewer": "AB", "decided_on": "2026-01-05"}
    return coded_keys(tables)[row["transfer_id"]].decided(**{**judged, **signed, **changed})


def test_an_empty_folder_is_no_folder(plain: Published, tmp_path: Path) -> None:
    """The run's id and its counts are those of a run without reviews."""
    (tmp_path / "export.csv").write_text(ROWS, encoding="utf-8")
    assert open_workspace(RunRequest(inputs=(tmp_path / "export.csv",))).run_id == plain.facts.run_id
    assert plain.facts.counts["reviewed"] == 0
    assert plain.facts.notes == ()


def test_a_decision_holds_when_rows_come_in(plain: Published, tmp_path: Path) -> None:
    """With another answer in the input the decided transfer is found again; the run names the decisions it took."""
    decided = about(plain, stage="heard", status="negated")
    again = published(tmp_path, (decided,), ROWS + MORE)
    tables = read_tables(again.package)
    row = tables["transfers"].set_index("transfer_id").loc[decided.transfer_id]
    assert (row["stage"], row["status"], row["needs_review"]) == ("heard", "negated", False)
    assert again.facts.counts["reviewed"] == 1
    assert any(name.startswith("reviews/decisions-") for name in again.facts.inputs)
    assert "reviews       1 transfers as people decided" in again.lines()


def test_the_id_of_a_run_depends_on_the_decisions(plain: Published, tmp_path: Path) -> None:
    """Another judgement is another run."""
    ids = {plain.facts.run_id}
    for number, stage in enumerate(("heard", "understood")):
        folder = tmp_path / str(number)
        folder.mkdir()
        ids.add(open_workspace(request(folder, (about(plain, stage=stage, status="affirmed"),))).run_id)
    assert len(ids) == 3


def test_what_is_not_found_is_told(plain: Published, tmp_path: Path) -> None:
    """In the lines for people and in `run.json`: the stale ones by id, those of other inputs by number."""
    stale = replace(about(plain), transfer_id="x-stale", measure_start=0, measure_end=1)
    other = replace(about(plain), transfer_id="x-other", testimonial_id="t-other")
    again = published(tmp_path, (stale, other))
    assert again.facts.counts["transfers"] == plain.facts.counts["transfers"]
    notes = json.loads((again.package / "run.json").read_text(encoding="utf-8"))["notes"]
    assert ["x-stale" in notes[0], "1 decisions" in notes[1]] == [True, True]
    assert sum(line.startswith("note ") for line in again.lines()) == 2


def test_decisions_that_cannot_be_are_told(plain: Published, tmp_path: Path) -> None:
    """Two that contradict one another, a city that nobody knows, and a folder that is not there."""
    pair = (about(plain, stage="heard", status="affirmed"), about(plain, keep=False, reviewer="CD"))
    with pytest.raises(InputFormatError, match="reviews: .*decided in two ways"):
        published(tmp_path, pair)
    (tmp_path / "second").mkdir()
    with pytest.raises(ConfigurationError, match="'place:be-atlantis', which the gazetteer lacks"):
        published(tmp_path / "second", (about(plain, source_city_id="place:be-atlantis"),))
    with pytest.raises(InputNotFoundError, match="no folder"):
        run(replace(request(tmp_path, ()), reviews=tmp_path / "nowhere"))
    assert not (tmp_path / "p").exists()
