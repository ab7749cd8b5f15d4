"""Decisions that do not go together: two about one transfer, or two transfers that became the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from feedback_nlp.errors import RecordError
from feedback_nlp.review.decision import Decision, standing


def disputes(taken: Sequence[tuple[str, Decision]], stored: Iterable[Decision]) -> list[str]:
    """Return where a transfer is decided differently in two rows, or differently than before and not later.

    Args:
        taken: Place and decision of each row.
        stored: Decisions that are there already.
    """
    first: dict[str, tuple[str, Decision]] = {}
    problems = []
    latest = {one.transfer_id: one for one in sorted(stored, key=lambda one: one.sort_key)}
    for place, decision in taken:
        other_place, other = first.setdefault(decision.transfer_id, (place, decision))
        if decision.judgement != other.judgement:
            problems.append(
                f"{place}: {decision.transfer_id} is decided differently in {other_place}; agree on one decision and "
                "clear the other"
            )
        before = latest.get(decision.transfer_id)
        if before and decision.judgement != before.judgement and decision.decided_on <= before.decided_on:
            problems.append(
                f"{place}: {before.reviewer!r} decided otherwise about {decision.transfer_id} on {before.decided_on}; "
                f"a decision that replaces it needs a later decided_on than {decision.decided_on}"
            )
    return problems


def twins(
    taken: Sequence[tuple[str, Decision]], stored: Iterable[Decision], tables: Mapping[str, pd.DataFrame]
) -> list[str]:
    """Return where a decision would give two transfers of one measure the same source.

    Args:
        taken: Place and decision of each row.
        stored: Decisions that are there already.
        tables: All tables of the run.
    """
    try:
        decided = {one.transfer_id: one for one in standing([*stored, *(one for _, one in taken)])}
    except RecordError:
        # Which source holds is in dispute, and told as such.
        return []
    rows = tables["transfers"]
    of: dict[tuple[str, str | None], list[str]] = {}
    measure_of = dict(zip(rows["transfer_id"], rows["measure_id"], strict=True))
    for transfer_id, source in zip(rows["transfer_id"], rows["source_city_id"], strict=True):
        one = decided.get(transfer_id)
        if one is None or one.keep:
            final = one.source_city_id if one else None if pd.isna(source) else source
            of.setdefault((measure_of[transfer_id], final), []).append(transfer_id)
    problems = []
    for place, one in taken:
        others = of.get((measure_of.get(one.transfer_id, ""), one.source_city_id), []) if one.keep else []
        if others and others != [one.transfer_id]:
            same = next(other for other in others if other != one.transfer_id)
            problems.append(
                f"{place}: {same} already is the transfer of this measure from that source; correct that one "
                "if need be, and write keep = no here"
            )
    return problems
