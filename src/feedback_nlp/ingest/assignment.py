"""Assign answers to cohorts and sessions of the programme.

Knows nothing of texts. What an input states outranks the file's name, that the date, that the programme's default.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from rapidfuzz import fuzz

from feedback_nlp.ingest.material import Answer
from feedback_nlp.places.fold import fold
from feedback_nlp.programme import Cohort, Programme, Session

_ALIKE = 90.0
_MIN_LETTERS = 4


def cohort_of(answer: Answer, programme: Programme) -> str:
    """Return the id of the cohort that an answer belongs to.

    Args:
        answer: The answer; a stated cohort that the programme lacks is taken as it stands.
        programme: The programme.

    Returns:
        The stated cohort, else that of the file's name, else the one that ran on the day, else the default.
    """
    if answer.cohort is not None and fold(answer.cohort):
        stated = _stated_cohort(answer.cohort, programme)
        return answer.cohort if stated is None else stated.id
    names = _file_names(answer.source_file)
    for cohort in programme.cohorts:
        if any(fnmatchcase(name, pattern.lower()) for pattern in cohort.files for name in names):
            return cohort.id
    running = [cohort.id for cohort in programme.cohorts if _runs_on(cohort, answer.submitted_on)]
    return running[0] if len(running) == 1 else programme.default_cohort


def session_of(stated: str | None, cohort_id: str, programme: Programme) -> str | None:
    """Return the id of the session that an input states.

    Args:
        stated: Id, label or alias of a session, or a label with additions.
        cohort_id: Cohort of the answer; its sessions alone count where the programme has it.
        programme: The programme.

    Returns:
        The session's id, or None where no session or more than one is meant.
    """
    if stated is None or not fold(stated):
        return None
    known = [session for cohort, session in programme.sessions() if cohort.id == cohort_id]
    sessions = known or [session for _, session in programme.sessions()]
    wanted = fold(stated)
    exact = [session for session in sessions if wanted in _session_names(session)]
    if exact:
        return exact[0].id if len(exact) == 1 else None
    scored = sorted(((_likeness(wanted, session), session.id) for session in sessions), reverse=True)
    if not scored or scored[0][0] < _ALIKE or (len(scored) > 1 and scored[1][0] >= _ALIKE):
        return None
    return scored[0][1]


def _file_names(source_file: str) -> tuple[str, ...]:
    name = source_file.rpartition("/")[2].lower()
    return (name, name.rpartition("#")[0]) if "#" in name else (name,)


def _stated_cohort(stated: str, programme: Programme) -> Cohort | None:
    wanted = fold(stated)
    exact = [cohort for cohort in programme.cohorts if wanted in _cohort_names(cohort)]
    within = [
        cohort
        for cohort in programme.cohorts
        if any(re.search(rf"\b{re.escape(name)}\b", wanted) for name in _cohort_names(cohort))
    ]
    return next(iter(exact or (within if len(within) == 1 else ())), None)


def _cohort_names(cohort: Cohort) -> set[str]:
    return {fold(name) for name in (cohort.id, cohort.label, *cohort.aliases)} - {""}


def _runs_on(cohort: Cohort, day: str | None) -> bool:
    """Compare ISO dates as text; a cohort may state a year or a month, which stands for all of its days."""
    if day is None or cohort.starts_on is None or cohort.ends_on is None:
        return False
    return cohort.starts_on <= day[: len(cohort.starts_on)] and day[: len(cohort.ends_on)] <= cohort.ends_on


def _session_names(session: Session) -> set[str]:
    return {fold(name) for name in (session.id, session.label, *session.aliases)}


def _likeness(wanted: str, session: Session) -> float:
    return max(_name_likeness(wanted, name) for name in _session_names(session))


def _name_likeness(wanted: str, name: str) -> float:
    if len(name) >= _MIN_LETTERS and re.search(rf"\b{re.escape(name)}\b", wanted):
        return 100.0
    return fuzz.ratio(wanted, name)
