"""Take the decisions from sheets that came back, and say what is wrong with the others.

Knows nothing of files. A sheet is checked against a run and against the decisions that are there already: one that is
among them is no news, whatever became of its row since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from feedback_nlp.errors import RecordError
from feedback_nlp.ingest.dates import parse_date
from feedback_nlp.review.cities import CityFinder
from feedback_nlp.review.decision import Decision, check_rung
from feedback_nlp.review.disputes import disputes, twins
from feedback_nlp.review.keys import Key, coded_keys, stored_keys
from feedback_nlp.review.reading import FilledRow
from feedback_nlp.review.sheet import NO_SOURCE, sources

KEEP = {"": True, "yes": True, "no": False}
CODED = ("stage", "status", "source")


@dataclass(frozen=True, slots=True)
class Checked:
    """What sheets that came back hold.

    Attributes:
        decisions: Decisions that are not there yet, in order; empty where anything is wrong.
        known: How many decisions are there already.
        begun: Rows with a reviewer, day or comment and without a decision; they stay open.
        problems: What is wrong, one line each, with file, row, value and remedy.
    """

    decisions: tuple[Decision, ...]
    known: int
    begun: int
    problems: tuple[str, ...]


def check_sheets(
    rows: Sequence[FilledRow],
    *,
    tables: Mapping[str, pd.DataFrame],
    run_id: str,
    cities: CityFinder,
    stored: Iterable[Decision] = (),
) -> Checked:
    """Return the decisions of sheets.

    Args:
        rows: Rows of all sheets.
        tables: All tables of the run that they are checked against.
        run_id: Its id, for messages.
        cities: Finds the cities that reviewers name.
        stored: Decisions that are there already.

    Returns:
        New decisions, or all that is wrong.
    """
    there = set(stored)
    reader = _Reader(tables, run_id, cities, {**coded_keys(tables), **stored_keys(there)})
    taken: list[tuple[str, Decision]] = []
    problems: list[str] = []
    known = 0
    for row in rows:
        if not row.is_decided:
            continue
        decision, wrong = reader.decision(row)
        if decision is not None and decision in there:
            known += 1
            continue
        wrong += reader.changes(row)
        problems += [f"{row.place}: {problem}" for problem in wrong]
        if decision is not None and not wrong:
            taken.append((row.place, decision))
    problems += disputes(taken, there) + twins(taken, there, tables)
    new = sorted({decision for _, decision in taken}, key=lambda one: one.sort_key)
    begun = sum(row.is_begun and not row.is_decided for row in rows)
    return Checked(() if problems else tuple(new), known, begun, tuple(problems))


class _Reader:
    """Reads the decision of one row after the other."""

    def __init__(
        self, tables: Mapping[str, pd.DataFrame], run_id: str, cities: CityFinder, keys: Mapping[str, Key]
    ) -> None:
        rows = tables["transfers"].assign(source=sources(tables))
        self._coded = {row["transfer_id"]: row for row in rows[["transfer_id", *CODED]].to_dict("records")}
        self._run_id, self._cities, self._keys = run_id, cities, keys

    def decision(self, row: FilledRow) -> tuple[Decision | None, list[str]]:
        """Return the decision of a row, None where something of it is wrong, and what is."""
        cells, wrong = row.cells, []
        key = self._keys.get(cells["transfer_id"])
        if key is None:
            wrong.append(
                f"transfer_id {cells['transfer_id']!r} is in no row of {self._run_id}; export the sheet again, "
                "or name the run that it is from with --run"
            )
        keep = KEEP.get(cells["keep"].casefold())
        if keep is None:
            wrong.append(f"keep is {cells['keep']!r}; write yes or no")
        stage, status = (cells[f"new_{name}"].casefold() or cells[name] for name in ("stage", "status"))
        city = cells["new_source"]
        if keep is False and (extra := [name for name in CODED if cells[f"new_{name}"]]):
            wrong.append(f"keep is 'no' and new_{extra[0]} is {cells[f'new_{extra[0]}']!r}; fill in one of the two")
        source, unknown = self._source(city or cells["source"])
        if unknown:
            wrong.append(f"{'new_source' if city else 'source'} {unknown}")
        wrong += _rung_problems(stage, status)
        day, missing = _signature(cells)
        wrong += missing
        if wrong or key is None:
            return None, wrong
        judged: dict[str, Any] = {"keep": bool(keep), "stage": stage, "status": status, "source_city_id": source}
        return key.decided(**judged, reviewer=cells["reviewer"], decided_on=day, comment=cells["comment"]), []

    def changes(self, row: FilledRow) -> list[str]:
        """Return how the coding of a row differs from what the sheet shows."""
        transfer_id = row.cells["transfer_id"]
        coded = self._coded.get(transfer_id)
        if coded is None:
            removed = f"{transfer_id} was removed by a review; to have it back, take its row out of the review files"
            return [removed] if transfer_id in self._keys else []
        return [
            f"{name} is {row.cells[name]!r} here and {coded[name]!r} in {self._run_id}; export the sheet again, and "
            f"write your own value into new_{name}"
            for name in CODED
            if row.cells[name] != coded[name]
        ]

    def _source(self, stated: str) -> tuple[str | None, str]:
        try:
            return self._cities.city_id(stated or NO_SOURCE), ""
        except RecordError as error:
            return None, str(error)


def _rung_problems(stage: str, status: str) -> list[str]:
    try:
        check_rung(stage, status)
    except RecordError as error:
        return [str(error)]
    return []


def _signature(cells: Mapping[str, str]) -> tuple[str, list[str]]:
    """The day of a decision, and what is missing of who decided and when."""
    wrong = []
    if not cells["reviewer"]:
        wrong.append("reviewer is empty; say who decided, by initials or role")
    day = parse_date(cells["decided_on"]) if cells["decided_on"] else None
    if day is None:
        wrong.append(f"decided_on is {cells['decided_on'] or 'empty'!r}; give the day as YYYY-MM-DD")
    return day or "", wrong
