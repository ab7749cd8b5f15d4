"""Review sheets of a run out, decisions in: reads runs and files, and hands what is to be kept to the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.pipeline.request import DEFAULT_INPUT, DEFAULT_REVIEWS, PROGRAMME_FILE
from feedback_nlp.places import OWN_PLACES, load_gazetteer, read_supplements
from feedback_nlp.programme import load_programme
from feedback_nlp.release import read_tables
from feedback_nlp.review import (
    CityFinder,
    check_sheets,
    decision_file,
    decision_paths,
    read_decisions,
    read_sheet,
    review_sheet,
    sheet_file,
)
from feedback_nlp.store import RUN_FILE, Store, write_file


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedReviews:
    """What became of review sheets.

    Attributes:
        run_id: Run that they were checked against.
        path: File in which the new decisions were stored, None where nothing was.
        stored: New decisions.
        known: Decisions that were stored before.
        begun: Rows with a reviewer, day or comment and without a decision; they stay open.
        problems: What is wrong, one line each; nothing is stored then.
    """

    run_id: str
    path: Path | None
    stored: int
    known: int
    begun: int
    problems: tuple[str, ...]


def export_review(run: str, *, store: Store, output: Path, everything: bool = False) -> tuple[int, int]:
    """Write the codings of a run that a person should look at as a spreadsheet.

    Args:
        run: Id of a run, or `latest`.
        store: Where runs are.
        output: File to write, XLSX or CSV by its ending.
        everything: Whether all transfers are meant, not only those marked `needs_review`.

    Returns:
        Number of rows, and of those among them whose text may not be quoted.

    Raises:
        InputNotFoundError: If there is no such run.
        ConfigurationError: If the file exists, as it may hold decisions, or has another ending.
    """
    if output.exists():
        raise ConfigurationError(f"{output} exists and may hold decisions; name another file or remove it")
    sheet = review_sheet(read_tables(store.run_folder(run)), everything=everything)
    write_file(output, sheet_file(sheet, output))
    return len(sheet), int((sheet["consent"] == "aggregate").sum())


def accept_reviews(
    sheets: Sequence[Path],
    *,
    run: str,
    store: Store,
    reviews: Path = DEFAULT_REVIEWS,
    programme: Path | None = None,
) -> AcceptedReviews:
    """Check the decisions of sheets and store them all, or none if anything is wrong.

    Args:
        sheets: Review sheets, filled in.
        run: Id of the run that they are checked against, or `latest`.
        store: Where runs are.
        reviews: Folder of the decisions.
        programme: `programme.yaml`, for the cities that it adds; the one in `data/raw` where None, if there is one.

    Raises:
        InputNotFoundError: If there is no such run or file.
        InputFormatError: If a file is no review sheet, or a stored one cannot be read.
    """
    folder = store.run_folder(run)
    rows = [row for path in sheets for row in read_sheet(path)]
    tables = read_tables(folder)
    run_id = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))["run_id"]
    usual = DEFAULT_INPUT / PROGRAMME_FILE
    stated = load_programme(programme or (usual if usual.is_file() else None))
    gazetteer = load_gazetteer(extra=stated.cities, added=read_supplements(OWN_PLACES))
    checked = check_sheets(
        rows,
        tables=tables,
        run_id=run_id,
        cities=CityFinder(tables["cities"], gazetteer),
        stored=read_decisions(decision_paths(reviews)),
    )
    path = None
    if checked.decisions:
        name, content = decision_file(checked.decisions)
        path = reviews / name
        write_file(path, content)
    return AcceptedReviews(
        run_id=run_id,
        path=path,
        stored=len(checked.decisions),
        known=checked.known,
        begun=checked.begun,
        problems=checked.problems,
    )
