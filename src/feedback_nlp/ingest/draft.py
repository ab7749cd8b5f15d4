"""Propose a `programme.yaml` from an overview page of a programme."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from feedback_nlp.codebook import Codebook, Theme, load_codebook
from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.material import Page
from feedback_nlp.ingest.outline import FoundSession, Outline, find_outline
from feedback_nlp.ingest.pages import frame_lines
from feedback_nlp.ingest.readers import read_material
from feedback_nlp.places import Gazetteer
from feedback_nlp.places.fold import fold
from feedback_nlp.records import Place

_MAX_ID = 40
_MUCH_LARGER = 20


def draft_programme(page: Path, *, gazetteer: Gazetteer) -> str:
    """Return a proposed `programme.yaml`.

    Args:
        page: Overview page (TXT, Markdown, HTML or DOCX); testimonials on it are passed over.
        gazetteer: Finds lead cities and their countries.

    Returns:
        YAML that `load_programme` accepts, with a comment that says what a person should check.

    Raises:
        InputNotFoundError: If the page does not exist.
        InputFormatError: If it is no page, or names neither a phase nor a session.
    """
    pages = [item for item in read_material(page, page.name) if isinstance(item, Page)]
    if not pages:
        raise InputFormatError(f"{page} is a table and no page; draft from an overview page (TXT, MD, HTML, DOCX)")
    outline = find_outline(frame_lines(pages[0], gazetteer), gazetteer)
    if not outline.sessions and not outline.phases:
        raise InputFormatError(
            f"{page} names no phase and no session; list sessions as `- Theme: City and City`, or write it by hand"
        )
    content = _content(outline, gazetteer, load_codebook(None))
    comment = "".join(f"# {line}\n" for line in _to_check(page, outline))
    return comment + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)


def _to_check(page: Path, outline: Outline) -> list[str]:
    missing = [
        what
        for what, found in (
            ("the cohort's number", outline.cohort),
            ("its dates", outline.starts_on),
            ("the participants", outline.n_participants),
        )
        if found is None
    ]
    lines = [
        f"Proposed from {page.name}: {len(outline.phases)} phases, {len(outline.sessions)} sessions.",
        "Read it before you use it: names, countries and themes are guesses.",
    ]
    return [*lines, f"The page does not say {', '.join(missing)}."] if missing else lines


def _content(outline: Outline, gazetteer: Gazetteer, codebook: Codebook) -> dict[str, Any]:
    year = outline.starts_on[:4] if outline.starts_on else None
    number = outline.cohort or 1
    cohort_id = f"{year}-{number}" if year else f"cohort-{number}"
    names = sorted({city for session in outline.sessions for city in session.lead_cities}, key=fold)
    cohort = {
        "id": cohort_id,
        "label": f"Cohort {number}",
        "starts_on": outline.starts_on,
        "ends_on": outline.ends_on,
        "n_participants": outline.n_participants,
        "phases": [{"id": f"phase-{n}", "label": label} for n, label in enumerate(outline.phases, start=1)],
        "sessions": _sessions(outline, cohort_id, codebook),
    }
    return {
        **({"name": outline.name} if outline.name else {}),
        "cities": _cities(names, gazetteer),
        "cohorts": [{key: value for key, value in cohort.items() if value}],
    }


def _cities(names: Sequence[str], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Cities with their countries; where a name is shared, the place nearest to the other cities is meant."""
    readings = {name: _readings(name, gazetteer) for name in names}
    known = [found[0] for found in readings.values() if len(found) == 1] or [
        found[0] for found in readings.values() if found
    ]
    centre = (median(p.lat or 0.0 for p in known), median(p.lon or 0.0 for p in known)) if known else (0.0, 0.0)
    return [
        {"name": name, "country": min(found, key=lambda place: _distance(place, centre)).country}
        for name, found in readings.items()
        if found
    ]


def _readings(name: str, gazetteer: Gazetteer) -> list[Place]:
    candidates = gazetteer.candidates(name)
    best = [c.place for c in candidates if c.kind == min(other.kind for other in candidates)]
    largest = max((place.population for place in best), default=0)
    return [place for place in best if place.population * _MUCH_LARGER >= largest]


def _distance(place: Place, centre: tuple[float, float]) -> float:
    if place.lat is None or place.lon is None:
        return math.inf
    return math.hypot(place.lat - centre[0], (place.lon - centre[1]) * math.cos(math.radians(centre[0])))


def _sessions(outline: Outline, cohort_id: str, codebook: Codebook) -> list[dict[str, Any]]:
    ids: list[str] = []
    sessions = []
    for session in outline.sessions:
        base = f"{cohort_id}-{fold(session.label).replace(' ', '-')[:_MAX_ID].strip('-')}"
        same = sum(1 for other in ids if other == base or other.startswith(f"{base}-"))
        ids.append(f"{base}-{same + 1}" if base in ids else base)
        entry: dict[str, Any] = {
            "id": ids[-1],
            "label": session.label,
            "kind": "technical" if session.technical else "thematic",
            "themes": [theme.id for theme in codebook.themes if _is_about(session.label, theme)],
            "lead_cities": list(session.lead_cities),
            "phase": _phase(session, outline),
        }
        sessions.append({key: value for key, value in entry.items() if value})
    return sessions


def _is_about(label: str, theme: Theme) -> bool:
    return fold(theme.label) in fold(label) or any(theme.matcher.spans(label))


def _phase(session: FoundSession, outline: Outline) -> str | None:
    """The phase whose label says that it is technical or not, if there is exactly one besides the onboarding."""
    fitting = [
        number
        for number, label in enumerate(outline.phases, start=1)
        if ("technical" in fold(label)) == session.technical and "onboarding" not in fold(label)
    ]
    return f"phase-{fitting[0]}" if len(fitting) == 1 else None
