"""The store writes a run whole or not at all."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from feedback_nlp.errors import InputNotFoundError
from feedback_nlp.store import Store, write_file

REPORT = {"index.html": b"<!doctype html>"}


def package(run_id: str, *, created_on: str = "2026-01-05T06:00:00+00:00") -> dict[str, bytes]:
    return {"run.json": json.dumps({"run_id": run_id, "created_on": created_on}).encode()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "processed", tmp_path / "reports")


def test_a_published_run_is_the_latest(store: Store) -> None:
    """Publishing writes both halves and moves `latest`."""
    page = store.publish("run-a", data=package("run-a"), report=REPORT)
    assert page.read_bytes() == REPORT["index.html"]
    assert store.latest() == "run-a"
    store.publish("run-b", data=package("run-b"), report=REPORT)
    assert store.latest() == "run-b"
    assert store.run_folder("latest") == store.run_folder("run-b")


def test_a_run_of_the_same_id_is_replaced_without_leftovers(store: Store) -> None:
    """Files that the new version lacks are gone, and no partial folder stays."""
    store.publish("run-a", data={**package("run-a"), "old.csv": b"x"}, report=REPORT)
    store.publish("run-a", data=package("run-a"), report=REPORT)
    assert sorted(path.name for path in (store.processed / "run-a").iterdir()) == ["run.json"]
    assert sorted(path.name for path in store.processed.iterdir()) == ["latest", "run-a"]


def test_a_run_that_fails_half_way_leaves_the_one_before(store: Store) -> None:
    """A report that cannot be written moves nothing: `latest` and the data stay."""
    store.publish("run-a", data=package("run-a"), report=REPORT)
    with pytest.raises(TypeError):
        store.publish("run-b", data=package("run-b"), report={"index.html": "text, not bytes"})  # type: ignore[dict-item]
    assert store.latest() == "run-a"
    assert [facts["run_id"] for facts in store.runs()] == ["run-a"]
    assert not (store.reports / "run-b").exists()
    assert not list(store.processed.glob(".*partial*"))


def test_what_a_killed_process_left_goes_after_a_day(store: Store) -> None:
    """Old partial folders and files are removed; young ones, which may be in use, and other hidden files stay."""
    store.publish("run-a", data=package("run-a"), report=REPORT)
    digits, two_days = "0123456789abcdef" * 2, time.time() - 2 * 24 * 60 * 60
    folder, file = store.processed / f".run-b.{digits}.partial", store.reports / f".index.html.{digits}.partial"
    young, own = store.processed / f".run-c.{digits}.partial", store.processed / ".notes.partial"
    for path in (folder, young):
        path.mkdir()
        (path / "run.json").write_bytes(b"{}")
    for path in (file, own):
        path.write_bytes(b"x")
    for path in (folder, file, own):
        os.utime(path, (two_days, two_days))
    store.publish("run-d", data=package("run-d"), report=REPORT)
    assert [path.exists() for path in (folder, file, young, own)] == [False, False, True, True]


def test_runs_are_listed_newest_first_and_once(store: Store) -> None:
    """The link `latest` is no run of its own."""
    store.publish("run-b", data=package("run-b", created_on="2026-01-06T06:00:00+00:00"), report=REPORT)
    store.publish("run-a", data=package("run-a"), report=REPORT)
    assert [facts["run_id"] for facts in store.runs()] == ["run-b", "run-a"]


def test_an_unknown_run_is_told_with_the_known_ones(store: Store) -> None:
    """The message names the run, the folder and the ids that exist."""
    with pytest.raises(InputNotFoundError, match="no run 'latest'.*none yet"):
        store.run_folder("latest")
    store.publish("run-a", data=package("run-a"), report=REPORT)
    with pytest.raises(InputNotFoundError, match="no run 'run-z'.*run-a"):
        store.run_folder("run-z")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A user's output file is written in a new folder and replaced without a trace."""
    target = tmp_path / "new" / "out.jsonl"
    write_file(target, b"one")
    write_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["out.jsonl"]
