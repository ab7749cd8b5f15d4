"""Find the outline of a programme on an overview page: phases, sessions, lead cities, dates and counts.

Knows nothing of any particular page. What it finds is a proposal that a person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from feedback_nlp.ingest.furniture import ITEM
from feedback_nlp.places import Gazetteer

_BOLD = re.compile(r"\*\*|__")
_MARK = re.compile(r"^\s*#{1,6}\s+")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})\s*(?:\d{{1,2}},?\s+)?(20\d\d)?\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_COHORT = re.compile(
    rf"\bcohort\s+(\d{{1,2}})\b|\b({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s+cohort\b", re.IGNORECASE
)
_PARTICIPANTS = re.compile(r"\b(\d{1,3}(?:[.,' ]\d{3})+|\d+)\s+(?:\w+\s+)?participants\b", re.IGNORECASE)
_PHASE = re.compile(r"^phase\s+(\d{1,2}|[ivx]{1,4})\b[\s:.–—-]*(.*)$", re.IGNORECASE)
_SESSIONS = re.compile(r"\b(?:sessions?|workshops?|webinars?|topics?|groups?)\b", re.IGNORECASE)
_TECHNICAL = re.compile(r"\btechnical\b|\bproblem[- ]solving\b", re.IGNORECASE)
_ITEM_PARTS = (
    re.compile(r"^(?P<label>[^:]{2,90}):\s*(?P<names>.{2,120})$"),
    re.compile(r"^(?P<label>.{2,90}?),?\s+\(?(?:led|hosted|presented) by (?P<names>[^()]{2,120})\)?$", re.IGNORECASE),
    re.compile(r"^(?P<label>[^()]{2,90}?)\s*\((?P<names>[^()]{2,120})\)$"),
    re.compile(r"^(?P<label>.{2,90}?)\s+[–—-]\s+(?P<names>.{2,120})$"),
)
_LINK = re.compile(r"\s*(?:,|;|&|/|\+|\band\b)\s*")
_SESSION_NUMBER = re.compile(r"^(?:session|workshop|webinar)\s+\d{1,2}\s*[:.–—-]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session as the page names it: its label, the cities that led it, and whether it was a technical one."""

    label: str
    lead_cities: tuple[str, ...]
    technical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a page says about a cohort; None or empty where it says nothing.

    Attributes:
        name: Name of the programme.
        cohort: Number of the cohort, from 1.
        starts_on: First month, `YYYY-MM`.
        ends_on: Last month, `YYYY-MM`.
        n_participants: Participants.
        phases: Labels of the phases.
        sessions: Sessions in their order.
    """

    name: str | None
    cohort: int | None
    starts_on: str | None
    ends_on: str | None
    n_participants: int | None
    phases: tuple[str, ...]
    sessions: tuple[FoundSession, ...]


def find_outline(lines: Sequence[str], gazetteer: Gazetteer) -> Outline:
    """Return the outline of an overview page.

    Args:
        lines: Lines in Markdown notation, without the testimonials.
        gazetteer: Tells names of cities from other words.
    """
    plain = [_plain(line) for line in lines]
    text = " ".join(plain)
    months = _months(text)
    participants = _PARTICIPANTS.search(text)
    return Outline(
        name=_name(plain),
        cohort=_cohort_number(text),
        starts_on=min(months, default=None),
        ends_on=max(months, default=None),
        n_participants=int(re.sub(r"\D", "", participants[1])) if participants else None,
        phases=tuple(_phases(plain)),
        sessions=tuple(_sessions(lines, gazetteer)),
    )


def _plain(line: str) -> str:
    return _BOLD.sub("", ITEM.sub("", _MARK.sub("", line))).strip()


def _name(plain: Sequence[str]) -> str | None:
    first = next((line for line in plain if line), "")
    return first if first and not first.endswith((".", ":", "!")) else None


def _cohort_number(text: str) -> int | None:
    match = _COHORT.search(text)
    if match is None:
        return None
    figures = re.match(r"\d+", match[1] or match[2])
    return int(figures[0]) if figures else _ORDINALS.index(match[2].lower()) + 1


def _months(text: str) -> list[str]:
    """Months with their years; one without a year has that of the next month named, as in `May to June 2025`."""
    found: list[str] = []
    year: str | None = None
    for match in reversed(list(_MONTH_YEAR.finditer(text))):
        # "may" is a verb more often than a month
        if match[2] is None and (year is None or not match[1][0].isupper() or match[1].lower() == "may"):
            continue
        year = match[2] or year
        found.append(f"{year}-{_MONTHS.index(match[1].lower()) + 1:02d}")
    return found


def _phases(plain: Sequence[str]) -> Iterator[str]:
    following = [line for line in plain if line]
    for line, after in pairwise([*following, ""]):
        match = _PHASE.match(line)
        if match is not None:
            label = match[2].strip() or after
            if label and not _PHASE.match(label):
                yield label


def _sessions(lines: Sequence[str], gazetteer: Gazetteer) -> Iterator[FoundSession]:
    introduction = ""
    for line in lines:
        plain = _plain(line)
        is_item = ITEM.match(line) is not None
        if plain.endswith(":") and not is_item:
            introduction = plain
            continue
        if not plain or _PHASE.match(plain):
            continue
        technical = _TECHNICAL.search(introduction) is not None
        session = _led_session(plain, technical, gazetteer)
        if session is not None and (is_item or introduction):
            yield session
        elif is_item and _SESSIONS.search(introduction):
            yield FoundSession(_SESSION_NUMBER.sub("", plain.rstrip(".;")), (), technical)
        elif not is_item:
            introduction = ""


def _led_session(plain: str, technical: bool, gazetteer: Gazetteer) -> FoundSession | None:
    stripped = _SESSION_NUMBER.sub("", plain.rstrip(".;"))
    for pattern in _ITEM_PARTS:
        match = pattern.match(stripped)
        if match is None:
            continue
        for label, names in ((match["label"], match["names"]), (match["names"], match["label"])):
            cities = _cities(names, gazetteer)
            if cities:
                return FoundSession(label.strip(" :–—-"), cities, technical)
    return None


def _cities(names: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    parts = [part.strip() for part in _LINK.split(names) if part.strip()]
    known = all(part[0].isupper() and part in gazetteer for part in parts)
    return tuple(parts) if parts and known else ()
