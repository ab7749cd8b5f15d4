"""The only code that writes under `data/processed` and `reports`.

A run is written beside its final place and renamed into it as a whole, so that a reader sees all of a run or none of
it. `latest` moves only after both halves, tables and report, are in place.
"""

from __future__ import annotations

import json
import re
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback_nlp.errors import InputNotFoundError

RUN_FILE = "run.json"
LATEST = "latest"
_LEFT_BEHIND = re.compile(r"\.[0-9a-f]{32}\.partial(\.replaced)?$")
_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Store:
    """The folders of released runs.

    Attributes:
        processed: Folder of the data packages, usually `data/processed`.
        reports: Folder of the reports, usually `reports`.
    """

    processed: Path
    reports: Path

    def publish(self, run_id: str, *, data: Mapping[str, bytes], report: Mapping[str, bytes]) -> Path:
        """Write a run's data package and report, then point `latest` at it.

        A run of the same id is replaced: ids are made of content, so it holds the same tables.

        Args:
            run_id: Id of the run.
            data: Path in the data package → content.
            report: Path in the report's folder → content; `index.html` is the page.

        Returns:
            Path of the report's page.
        """
        for folder in (self.processed, self.reports):
            _sweep(folder)
        with _written(self.processed / run_id, data), _written(self.reports / run_id, report):
            # Both halves are on disk before either takes its place.
            pass
        _point(self.processed / LATEST, run_id)
        return self.reports / run_id / "index.html"

    def write_report(self, run_id: str, report: Mapping[str, bytes], *, name: str | None = None) -> Path:
        """Write a report of an earlier run again, or a focused one beside it.

        Args:
            run_id: Id of the run.
            report: Path in the report's folder → content.
            name: Subfolder for a focused report; None replaces the run's own.

        Returns:
            Path of the report's page.
        """
        folder = self.reports / run_id if name is None else self.reports / f"{run_id}-{name}"
        with _written(folder, report):
            pass
        return folder / "index.html"

    def write_index(self, html: str) -> Path:
        """Write the index of runs and return its path."""
        path = self.reports / "index.html"
        _write_file(path, html.encode("utf-8"))
        return path

    def write_shared_assets(self, assets: Mapping[str, bytes]) -> None:
        """Write the assets that reports of the folder variant share."""
        for name, content in assets.items():
            _write_file(self.reports / name, content)

    def run_folder(self, run: str) -> Path:
        """Return the folder of a complete run.

        Args:
            run: Id of a run, or `latest`.

        Raises:
            InputNotFoundError: If there is no such run, with the ids that there are.
        """
        folder = (self.processed / run).resolve()
        if not (folder / RUN_FILE).is_file():
            known = ", ".join(sorted(facts["run_id"] for facts in self.runs())) or "none yet"
            raise InputNotFoundError(f"there is no run {run!r} in {self.processed}; runs: {known}")
        return folder

    def runs(self) -> list[dict[str, Any]]:
        """Return the facts of all complete runs, newest first."""
        paths = [
            path
            for path in self.processed.glob(f"*/{RUN_FILE}")
            if not path.parent.is_symlink() and not path.parent.name.startswith(".")
        ]
        facts = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
        return sorted(facts, key=lambda fact: (fact["created_on"], fact["run_id"]), reverse=True)

    def latest(self) -> str | None:
        """Return the id of the newest complete run, None if there is none."""
        link = self.processed / LATEST
        return link.resolve().name if (link / RUN_FILE).is_file() else None


def write_file(path: Path, content: bytes) -> None:
    """Write a file that a user asked for, whole or not at all.

    Args:
        path: Where to; its folder is made where it is missing.
        content: All of it.
    """
    _write_file(path, content)


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}.partial")
    partial.write_bytes(content)
    partial.replace(path)


@contextmanager
def _written(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """Write files beside a folder; put them in its place at the end of the block, or remove them on an error."""
    partial = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}.partial")
    try:
        for name, content in files.items():
            path = partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield
        _swap(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _sweep(parent: Path) -> None:
    """Remove what processes left behind that were killed while they wrote, a day ago or longer."""
    for path in sorted(parent.glob(".*.partial*")):
        if _LEFT_BEHIND.search(path.name) and time.time() - path.lstat().st_mtime > _A_DAY:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def _swap(partial: Path, folder: Path) -> None:
    if not folder.exists():
        partial.rename(folder)
        return
    replaced = folder.with_name(f"{partial.name}.replaced")
    folder.rename(replaced)
    partial.rename(folder)
    shutil.rmtree(replaced)


def _point(link: Path, target: str) -> None:
    partial = link.with_name(f".{link.name}.{uuid.uuid4().hex}.partial")
    partial.symlink_to(target, target_is_directory=True)
    partial.replace(link)
