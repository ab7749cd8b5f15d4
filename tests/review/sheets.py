"""Sheets as reviewers send them back, over the small world of the tallies."""

from __future__ import annotations

from functools import cache

import pandas as pd

from feedback_nlp.places import Gazetteer, load_gazetteer
from feedback_nlp.review import Checked, CityFinder, Decision, FilledRow, check_sheets, review_sheet
from feedback_nlp.review.keys import coded_keys
from tests.tally.small_world import small_world

SIGNED = {"reviewer": "AB", "decided_on": "2026-01-05"}
AS_CODED = {
    "x1": ("understood", "affirmed", "c-leuven"),
    "x2": ("trialling", "affirmed", None),
    "x3": ("intends", "conditional", "c-leuven"),
    "x4": ("embedded", "already", None),
    "x5": ("heard", "negated", "c-lahti"),
}


@cache
def coded_once() -> dict[str, pd.DataFrame]:
    """The small world; frames are never written into."""
    return small_world()


def world() -> dict[str, pd.DataFrame]:
    """The tables of the small world, in a dictionary of one's own."""
    return dict(coded_once())


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return load_gazetteer()


def decision(transfer_id: str, **changed: object) -> Decision:
    """A decision about a transfer of the small world: right as it is, but for what is changed."""
    stage, status, source = AS_CODED[transfer_id]
    judged = {"keep": True, "stage": stage, "status": status, "source_city_id": source, **SIGNED, **changed}
    return coded_keys(world())[transfer_id].decided(**judged)


def world_of_two_sources() -> dict[str, pd.DataFrame]:
    """The small world, whose measure m1 was taken from Lahti too: transfer x6."""
    rows = world()["transfers"]
    second = rows[rows["transfer_id"] == "x1"].assign(transfer_id="x6", source_city_id="c-lahti")
    return {**world(), "transfers": pd.concat([rows, second], ignore_index=True)}


def filled(
    cells: dict[str, dict[str, str]], *, file: str = "r.csv", tables: dict[str, pd.DataFrame] | None = None
) -> list[FilledRow]:
    """The whole sheet of tables with some cells of some transfers filled in, signed unless said otherwise."""
    rows = []
    for number, row in enumerate(review_sheet(tables or world(), everything=True).to_dict("records"), start=2):
        own = cells.get(row["transfer_id"])
        rows.append(FilledRow(file, number, row if own is None else {**row, **SIGNED, **own}))
    return rows


def checked(
    *sheets: list[FilledRow], stored: tuple[Decision, ...] = (), tables: dict[str, pd.DataFrame] | None = None
) -> Checked:
    """What sheets decide about the rows of tables."""
    coded = tables or world()
    cities = CityFinder(coded["cities"], gazetteer())
    rows = [row for sheet in sheets for row in sheet]
    return check_sheets(rows, tables=coded, run_id="run-1", cities=cities, stored=stored)
