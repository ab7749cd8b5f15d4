"""From a run to a sheet, from the sheet to decisions, and from these to the next run, as a user types it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from feedback_nlp.cli import main

SAMPLE = Path("data/raw").resolve()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's first cohort, run once."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "data/raw").mkdir(parents=True)
    for name in ("cohort-2024-1.csv", "programme.yaml"):
        shutil.copy(SAMPLE / name, folder / "data/raw" / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["feedback-nlp", "run"])
        with pytest.raises(SystemExit):
            main()
    return folder


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def typed(command: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["feedback-nlp", *command.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def latest(name: str) -> pd.DataFrame:
    return pd.read_parquet(Path("data/processed/latest") / f"{name}.parquet")


def fill(source: str, target: str, rows: dict[int, dict[str, str]]) -> list[str]:
    """Fill in rows of a workbook as a reviewer does; returns the ids of these rows."""
    book = openpyxl.load_workbook(source)
    page = book["review"]
    columns = {cell.value: cell.column for cell in page[1]}
    for number, cells in rows.items():
        for name, value in {"reviewer": "AB", "decided_on": "2026-01-05", **cells}.items():
            page.cell(number, columns[name]).value = value
    book.save(target)
    return [str(page.cell(number, columns["transfer_id"]).value) for number in rows]


def test_decisions_reach_the_next_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Two corrections and a removal; tables, counts and what is left to review follow, ids stay."""
    before = latest("transfers")
    assert typed("review export -o open.xlsx", monkeypatch) == 0
    assert typed("review export --all -o all.xlsx", monkeypatch) == 0
    assert f"with {int(before['needs_review'].sum())} transfers" in capsys.readouterr().out
    judged = {"new_stage": "heard", "new_status": "negated", "new_source": "Ghent, BE"}
    ids = fill("all.xlsx", "filled.xlsx", {2: {"keep": "yes"}, 3: {"keep": "no"}, 4: judged})
    assert typed("review apply filled.xlsx open.xlsx", monkeypatch) == 0
    assert "3 decisions stored in data/raw/reviews/decisions-" in capsys.readouterr().out
    assert typed("review apply filled.xlsx", monkeypatch) == 0
    assert "0 decisions stored, 3 were stored before" in capsys.readouterr().out
    assert len(list(Path("data/raw/reviews").iterdir())) == 1
    first = Path("data/processed/latest").resolve().name
    assert typed("run", monkeypatch) == 0
    assert "3 transfers as people decided" in capsys.readouterr().out
    assert Path("data/processed/latest").resolve().name != first
    after = latest("transfers").set_index("transfer_id")
    assert set(before["transfer_id"]) - set(after.index) == {ids[1]}
    assert tuple(after.loc[ids[2], ["stage", "status", "source_city_id"]]) == ("heard", "negated", "geonames:2797656")
    assert not after.loc[[ids[0], ids[2]], "needs_review"].any()
    assert set(latest("reviews").query("table == 'transfers'")["row_id"]) == set(ids)
    assert typed("review apply filled.xlsx", monkeypatch) == 0
    assert "0 decisions stored, 3 were stored before" in capsys.readouterr().out


def test_mistakes_are_told_row_by_row_and_store_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each on standard error, exit code 2, and no file."""
    assert typed("review export --all -o sheet.xlsx", monkeypatch) == 0
    wrong = {9: {"new_stage": "dreamt"}, 10: {"new_source": "Atlantis, XX"}, 11: {"keep": "yes", "reviewer": ""}}
    fill("sheet.xlsx", "wrong.xlsx", {8: {"keep": "yes"}, **wrong})
    capsys.readouterr()
    assert typed("review apply wrong.xlsx --reviews elsewhere", monkeypatch) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1].strip() for line in lines] == [f"wrong.xlsx row {number}" for number in wrong]
    assert not Path("elsewhere").exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("review export run-0 -o new.xlsx", "no run 'run-0'"),
        ("review export -o data/raw/cohort-2024-1.csv", "exists and may hold decisions"),
        ("review export -o new.ods", ".xlsx or .csv"),
        ("review apply nowhere.xlsx", "nowhere.xlsx"),
        ("review apply data/raw/cohort-2024-1.csv", "no column 'transfer_id'"),
        ("run --reviews nowhere", "no folder nowhere"),
    ],
)
def test_a_mistake_is_one_line(
    command: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line names what is wrong, and no sheet is written."""
    assert typed(command, monkeypatch) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1
    assert told in lines[0]
    assert not list(Path().glob("new.*"))
