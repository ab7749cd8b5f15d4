"""What makes a transfer the one that was decided about: its testimonial, its measure and the source that was coded.

An id is made of these three, so that equal ids are the same transfer. Where a later model draws the measure's borders
elsewhere, the id is another one; the transfer is the same where the measures overlap and the source agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from feedback_nlp.review.decision import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Which transfer a decision is about; the attributes are those of `Decision`."""

    transfer_id: str
    testimonial_id: str
    measure_start: int
    measure_end: int
    coded_source_id: str | None

    def decided(self, **judged: Any) -> Decision:
        """Return the decision about this transfer.

        Args:
            **judged: The other attributes of a decision.
        """
        return Decision(
            transfer_id=self.transfer_id,
            testimonial_id=self.testimonial_id,
            measure_start=self.measure_start,
            measure_end=self.measure_end,
            coded_source_id=self.coded_source_id,
            **judged,
        )


def coded_keys(tables: Mapping[str, pd.DataFrame]) -> dict[str, Key]:
    """Return the key of each transfer of a run by its id; of a corrected source, what was coded is in `reviews`."""
    spans = tables["measures"].set_index("measure_id")
    rows = tables["transfers"]
    coded = dict(zip(rows["transfer_id"], rows["source_city_id"], strict=True))
    if "reviews" in tables:
        corrected = tables["reviews"].query("table == 'transfers' and field == 'source_city_id'")
        coded |= dict(zip(corrected["row_id"], corrected["before"], strict=True))
    columns = (
        rows["transfer_id"],
        rows["testimonial_id"],
        rows["measure_id"].map(spans["start"]),
        rows["measure_id"].map(spans["end"]),
        rows["transfer_id"].map(coded),
    )
    return {
        transfer_id: Key(
            transfer_id=transfer_id,
            testimonial_id=testimonial_id,
            measure_start=int(start),
            measure_end=int(end),
            coded_source_id=None if pd.isna(source) else source,
        )
        for transfer_id, testimonial_id, start, end, source in zip(*columns, strict=True)
    }


def stored_keys(decisions: Iterable[Decision]) -> dict[str, Key]:
    """Return the keys of the transfers that decisions are about: a corrected source is not what was coded."""
    return {
        one.transfer_id: Key(
            transfer_id=one.transfer_id,
            testimonial_id=one.testimonial_id,
            measure_start=one.measure_start,
            measure_end=one.measure_end,
            coded_source_id=one.coded_source_id,
        )
        for one in decisions
    }


def matched(decisions: Sequence[Decision], keys: Mapping[str, Key]) -> dict[str, Decision]:
    """Return the decision about each transfer that has one.

    Args:
        decisions: One decision per transfer id.
        keys: Keys of the transfers of a run.

    Returns:
        Id of the run's transfer → decision: of the same id, else about the measure that overlaps most in the same
        testimonial, of the same source or of the one that the reviewer gave.
    """
    found = {one.transfer_id: one for one in decisions if one.transfer_id in keys}
    of: dict[str, list[Key]] = {}
    for key in keys.values():
        of.setdefault(key.testimonial_id, []).append(key)
    for one in decisions:
        if one.transfer_id in keys:
            continue
        free = [key for key in of.get(one.testimonial_id, ()) if key.transfer_id not in found]
        closest = max(_same(one, free), default=None)
        if closest is not None:
            found[closest[-1]] = one
    return found


def outdated(one: Decision, found: Mapping[str, Decision], keys: Mapping[str, Key]) -> bool:
    """Return whether a decision without a transfer was followed by a later one about the same measure and source.

    Args:
        one: The decision.
        found: Id of a transfer → its decision.
        keys: Keys of the transfers.
    """
    own = [key for key in keys.values() if key.testimonial_id == one.testimonial_id and key.transfer_id in found]
    return any(found[key].decided_on > one.decided_on for _, _, key in _same(one, own))


def _same(one: Decision, keys: Iterable[Key]) -> Iterator[tuple[int, bool, str]]:
    for key in keys:
        overlap = min(one.measure_end, key.measure_end) - max(one.measure_start, key.measure_start)
        as_coded = key.coded_source_id == one.coded_source_id
        if overlap > 0 and (as_coded or key.coded_source_id == one.source_city_id):
            yield overlap, as_coded, key.transfer_id
