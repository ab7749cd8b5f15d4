"""What a person decided about one coded transfer.

Knows nothing of files. A decision is a whole judgement of the text, not a change to a coding: it says the stage, status
and source that are right, so that it holds whatever a later model codes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from feedback_nlp.errors import RecordError
from feedback_nlp.records import RUNGS, STAGES, STATUSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A judgement of one transfer.

    Attributes:
        transfer_id: Id of the transfer as it was coded.
        testimonial_id: Testimonial that it is in.
        measure_start: Offset of the measure's first character.
        measure_end: Offset after its last one.
        coded_source_id: City that was coded as its source, None for none.
        keep: Whether the text tells of this transfer at all.
        stage: The stage that is right.
        status: The status that is right.
        source_city_id: The source that is right, None for none.
        reviewer: Who decided, as initials, a role or a name.
        decided_on: Day of the decision, ISO 8601.
        comment: What the reviewer remarked, empty for nothing.
    """

    transfer_id: str
    testimonial_id: str
    measure_start: int
    measure_end: int
    coded_source_id: str | None
    keep: bool
    stage: str
    status: str
    source_city_id: str | None
    reviewer: str
    decided_on: str
    comment: str = ""

    def __post_init__(self) -> None:
        """Refuse what no reviewer can mean.

        Raises:
            RecordError: If stage and status are none that the guidelines allow together, the reviewer is empty, or
                the day is no ISO 8601 date.
        """
        check_rung(self.stage, self.status)
        if not self.reviewer.strip():
            raise RecordError("reviewer is empty; say who decided, by initials or role")
        if not is_day(self.decided_on):
            raise RecordError(f"decided_on is {self.decided_on!r}; give the day as YYYY-MM-DD")

    @property
    def judgement(self) -> tuple[str | None, ...]:
        """What was decided, whoever did and whenever; of a transfer that is none, stage and the like mean nothing."""
        return (self.stage, self.status, self.source_city_id) if self.keep else ()

    @property
    def sort_key(self) -> tuple[str, ...]:
        """Key by which decisions are in order: those of one transfer together, the earliest first."""
        judged = (str(self.keep), *(value or "" for value in (self.stage, self.status, self.source_city_id)))
        # What no two decisions about one transfer should differ in still decides, so that files have one order.
        coded = (f"{self.measure_start:09}", f"{self.measure_end:09}", self.coded_source_id or "")
        return (self.testimonial_id, self.transfer_id, self.decided_on, self.reviewer, *judged, self.comment, *coded)


def check_rung(stage: str, status: str) -> None:
    """Refuse a stage and a status that do not exist or do not go together.

    Raises:
        RecordError: Naming what is allowed.
    """
    if stage not in STAGES:
        raise RecordError(f"stage is {stage!r}; it must be one of {', '.join(STAGES)}")
    if status not in STATUSES:
        raise RecordError(f"status is {status!r}; it must be one of {', '.join(STATUSES)}")
    allowed = [known for rung, known in RUNGS if rung == stage]
    if status not in allowed:
        raise RecordError(f"stage {stage!r} does not go with status {status!r}, only with {' or '.join(allowed)}")


def is_day(value: str) -> bool:
    """Return whether a text is a day in ISO 8601, as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decision that holds for each transfer: the latest one.

    Args:
        decisions: Decisions in any order.

    Returns:
        One decision per transfer, in order.

    Raises:
        RecordError: If a transfer was decided differently on one day and not again later.
    """
    latest: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda one: one.sort_key):
        other = latest.get(decision.transfer_id)
        # Of the same judgement on the same day the first is kept, whatever file it is in.
        if other is None or decision.decided_on > other.decided_on:
            latest[decision.transfer_id] = decision
    for decision in decisions:
        last = latest[decision.transfer_id]
        if decision.decided_on == last.decided_on and decision.judgement != last.judgement:
            raise RecordError(
                f"{decision.transfer_id} is decided in two ways on {decision.decided_on}, by {last.reviewer!r} and "
                f"{decision.reviewer!r}; keep one of the decisions, or date the one that holds later"
            )
    return tuple(sorted(latest.values(), key=lambda one: one.sort_key))
