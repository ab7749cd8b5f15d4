"""Apply decisions to coded tables: the transfers become what people say they are, and the rest follows.

Knows nothing of files. Ids stay as they were coded, so that the next export, decision or run finds the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from feedback_nlp.review.decision import Decision
from feedback_nlp.review.keys import coded_keys, matched, outdated
from feedback_nlp.tables import conform, empty_table

JUDGED = ("stage", "status", "source_city_id")
KEEP = "keep"
"""Field of a review that says whether the row stays at all."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Tables after the decisions.

    Attributes:
        tables: The coded tables, and `reviews`.
        applied: Transfers that a decision was applied to.
        stale: Ids of transfers that were decided about and are not found in their testimonials any more.
        elsewhere: Decisions about testimonials that are not in the run.
    """

    tables: dict[str, pd.DataFrame]
    applied: int
    stale: tuple[str, ...]
    elsewhere: int

    def notes(self) -> tuple[str, ...]:
        """Return what a reader of the run should know of the decisions, as sentences; none where all were applied."""
        notes = []
        if self.stale:
            notes.append(
                f"{len(self.stale)} decisions of reviewers were not applied, because their transfers are not found any "
                f"more: {', '.join(self.stale)}"
            )
        if self.elsewhere:
            notes.append(f"{self.elsewhere} decisions of reviewers are about testimonials that are not in this run")
        return tuple(notes)


def apply_decisions(coded: Mapping[str, pd.DataFrame], decisions: Sequence[Decision]) -> Reviewed:
    """Apply decisions to the tables of a run.

    A transfer that is none goes, and with its last transfer a measure goes, and with its last measure a group. Of a
    decided row `needs_review` is false; its score stays what the coding gave.

    Args:
        coded: Tables `testimonials`, `measures`, `measure_groups` and `transfers`, others being passed on; they are
            not written into.
        decisions: One decision per transfer.

    Returns:
        The tables with `reviews`, and what became of the decisions.
    """
    keys = coded_keys(coded)
    found = matched(decisions, keys)
    used = {one.transfer_id for one in found.values()}
    present = set(coded["testimonials"]["testimonial_id"])
    left = [one for one in decisions if one.transfer_id not in used and not outdated(one, found, keys)]
    stale = tuple(one.transfer_id for one in left if one.testimonial_id in present)
    if not found:
        return Reviewed({**coded, "reviews": empty_table("reviews")}, 0, stale, len(left) - len(stale))
    transfers = _judged(coded["transfers"], found)
    measures = _still_linked(coded["measures"], before=coded["transfers"], after=transfers)
    tables = {
        **coded,
        "transfers": transfers,
        "measures": measures,
        "measure_groups": _counted(coded["measure_groups"], measures, transfers),
        "reviews": _reviews(coded, measures, found),
    }
    return Reviewed(tables, len(found), stale, len(left) - len(stale))


def _judged(transfers: pd.DataFrame, found: Mapping[str, Decision]) -> pd.DataFrame:
    rows = []
    for row in transfers.to_dict("records"):
        one = found.get(row["transfer_id"])
        if one is None:
            rows.append(row)
        elif one.keep:
            rows.append({**row, **{field: getattr(one, field) for field in JUDGED}, "needs_review": False})
    return conform(pd.DataFrame(rows, columns=transfers.columns), "transfers")


def _still_linked(measures: pd.DataFrame, *, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    unlinked = set(before["measure_id"]) - set(after["measure_id"])
    return measures[~measures["measure_id"].isin(unlinked)].reset_index(drop=True)


def _counted(groups: pd.DataFrame, measures: pd.DataFrame, transfers: pd.DataFrame) -> pd.DataFrame:
    """Groups with the counts that their measures and transfers give."""
    group_of = measures.set_index("measure_id")["measure_group_id"]
    linked = transfers.assign(group=transfers["measure_id"].map(group_of)).groupby("group")
    named = measures.groupby("measure_group_id")
    kept = groups[groups["measure_group_id"].isin(measures["measure_group_id"])]
    ids = kept["measure_group_id"]
    wordings = named["text"].agg(list).to_dict()
    return conform(
        kept.assign(
            label=[_label(label, wordings[key]) for key, label in zip(ids, kept["label"], strict=True)],
            n_testimonials=ids.map(named["testimonial_id"].nunique()),
            n_learners=ids.map(linked["learner_city_id"].nunique()).fillna(0),
            n_sources=ids.map(linked["source_city_id"].nunique()).fillna(0),
        ),
        "measure_groups",
    )


def _label(label: str, wordings: Sequence[str]) -> str:
    """The label while one of the measures bears it, else the shortest of what they say."""
    if label.casefold() in {wording.casefold() for wording in wordings}:
        return label
    return min(wordings, key=lambda wording: (len(wording), wording))


def _reviews(coded: Mapping[str, pd.DataFrame], measures: pd.DataFrame, found: Mapping[str, Decision]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    gone = set(coded["measures"]["measure_id"]) - set(measures["measure_id"])
    for row in coded["transfers"].to_dict("records"):
        one = found.get(row["transfer_id"])
        if one is None:
            continue
        of_transfer = {"table": "transfers", "row_id": row["transfer_id"]}
        if one.keep:
            rows += [_review(one, of_transfer, field, row[field], getattr(one, field)) for field in JUDGED]
            continue
        rows.append(_review(one, of_transfer, KEEP, "yes", "no"))
        if row["measure_id"] in gone:
            gone.remove(row["measure_id"])
            rows.append(_review(one, {"table": "measures", "row_id": row["measure_id"]}, KEEP, "yes", "no"))
    return conform(pd.DataFrame(rows), "reviews")


def _review(one: Decision, of: Mapping[str, str], field: str, before: Any, after: Any) -> dict[str, Any]:
    signed = {"reviewer": one.reviewer, "decided_on": one.decided_on}
    return {**of, "field": field, "before": None if pd.isna(before) else before, "after": after, **signed}
