from __future__ import annotations

from pathlib import Path

import pytest

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest import draft_programme
from feedback_nlp.places import Gazetteer
from feedback_nlp.programme import Programme, load_programme

OVERVIEW = """\
Exchange of Cities

WHAT THE FIRST COHORT SAID

The first cohort met from September 2025 to February 2026. 1,210 participants came. The programme has 3 phases:

- **PHASE 1** Onboarding
- **PHASE 2**
Learning from peers
- **PHASE 3:** Technical clinics

Thematic sessions:

- **Energy:** Mannheim and Valencia
- **Green space** (Lahti, Leuven)
- Citizen engagement – led by Grenoble

Struga, North Macedonia

We learned from Helsingborg. In May 2031 we start: no session, no phase.

The cohort also had 2 technical sessions:

1. Heat pumps for **old towns**
2. Trees in the street.
"""


def drafted(folder: Path, name: str, content: str, gazetteer: Gazetteer) -> Programme:
    """Draft from a page and load the draft."""
    (folder / name).write_text(content, encoding="utf-8")
    target = folder / "programme.yaml"
    target.write_text(draft_programme(folder / name, gazetteer=gazetteer), encoding="utf-8")
    return load_programme(target)


def test_an_overview_page(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Phases, sessions with lead cities, dates and counts are proposed; testimonials add nothing."""
    programme = drafted(tmp_path, "page.txt", OVERVIEW, gazetteer)
    (cohort,) = programme.cohorts
    assert programme.name == "Exchange of Cities"
    assert (cohort.id, cohort.starts_on, cohort.ends_on, cohort.n_participants) == (
        "2025-1",
        "2025-09",
        "2026-02",
        1210,
    )
    assert [phase.label for phase in cohort.phases] == ["Onboarding", "Learning from peers", "Technical clinics"]
    assert [(s.label, s.kind, s.lead_cities, s.phase) for s in cohort.sessions] == [
        ("Energy", "thematic", ("Mannheim", "Valencia"), "phase-2"),
        ("Green space", "thematic", ("Lahti", "Leuven"), "phase-2"),
        ("Citizen engagement", "thematic", ("Grenoble",), "phase-2"),
        ("Heat pumps for old towns", "technical", (), "phase-3"),
        ("Trees in the street", "technical", (), "phase-3"),
    ]
    assert {city.name: city.country for city in programme.cities} == {
        "Grenoble": "FR",
        "Lahti": "FI",
        "Leuven": "BE",
        "Mannheim": "DE",
        "Valencia": "ES",
    }
    assert cohort.sessions[0].themes == ("energy",)


def test_an_html_page_without_dates(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """What the page does not say is left out, and the draft says so."""
    page = "<h1>Twinning</h1><ul><li><b>Mobility:</b> Stockholm &amp; Aachen</li></ul>"
    programme = drafted(tmp_path, "page.html", page, gazetteer)
    assert programme.cohorts[0].starts_on is None
    assert programme.lead_cities == ("Stockholm", "Aachen")
    text = (tmp_path / "programme.yaml").read_text(encoding="utf-8")
    assert "does not say the cohort's number, its dates, the participants" in text


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", "A page about something else.\n", "names no phase and no session"),
        ("x.csv", "City,Feedback\nLund,We plan.\n", "is a table and no page"),
    ],
)
def test_pages_that_name_nothing(tmp_path: Path, name: str, content: str, told: str, gazetteer: Gazetteer) -> None:
    """Without phases and sessions there is nothing to propose."""
    with pytest.raises(InputFormatError, match=told):
        drafted(tmp_path, name, content, gazetteer)
