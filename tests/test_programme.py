from __future__ import annotations

from pathlib import Path

import pytest

from feedback_nlp.errors import ConfigurationError, InputNotFoundError
from feedback_nlp.programme import Programme, load_programme

GOOD = """\
name: Exchange
cities:
  - {name: Lund, country: SE}
  - {name: Oslo, country: "NO", lat: 59.9, lon: 10.7}
cohorts:
  - id: 2025
    label: Cohort 2
    starts_on: 2025-09-01
    ends_on: 2026-02
    phases: [{id: 1, label: Start}]
    sessions:
      - {id: heat, label: Heat, lead_cities: [Lund, Oslo], phase: 1, held_on: 2025-10-07}
      - {id: site, label: Sites, kind: technical, lead_cities: [Oslo]}
"""
SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "programme.yaml"


def load(folder: Path, content: str) -> Programme:
    """Write a programme file and load it."""
    path = folder / "programme.yaml"
    path.write_text(content, encoding="utf-8")
    return load_programme(path)


def test_a_programme(tmp_path: Path) -> None:
    """Cohorts and sessions load in order; dates and numbers that YAML made of ids are text again."""
    programme = load(tmp_path, GOOD)
    (cohort,) = programme.cohorts
    assert (cohort.id, cohort.starts_on, cohort.ends_on) == ("2025", "2025-09-01", "2026-02")
    assert [(c.id, s.id, s.held_on) for c, s in programme.sessions()] == [
        ("2025", "heat", "2025-10-07"),
        ("2025", "site", None),
    ]
    assert programme.lead_cities == ("Lund", "Oslo")


def test_without_a_file() -> None:
    """Without a file there are no cohorts, answers may be quoted and belong to no cohort."""
    programme = load_programme(None)
    assert (programme.cohorts, programme.default_consent, programme.default_cohort) == ((), "publish", "unassigned")


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("name: Exchange", "nme: Exchange", "unknown key 'nme'"),
        ("lead_cities: [Oslo]", "lead_cities: [Bergen]", "'Bergen', which `cities` does not list"),
        ("id: site", "id: heat", "session 'heat' twice"),
        ("phase: 1,", "phase: 9,", "phase '9', which its cohort lacks"),
        ("kind: technical", "kind: coffee", "got 'coffee'"),
        ("2025-09-01", "autumn", "got 'autumn'"),
        ("lat: 59.9", "lat: 590", "got 590"),
        ("    label: Cohort 2\n", "", "label' is missing"),
    ],
)
def test_wrong_programmes(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    """A wrong key, value or name is told in one line with the file."""
    assert wrong in GOOD
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, GOOD.replace(wrong, right))
    assert told in str(caught.value)
    assert "programme.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_programme(tmp_path: Path) -> None:
    """A file that does not exist is told as such."""
    with pytest.raises(InputNotFoundError):
        load_programme(tmp_path / "gone.yaml")


def test_the_sample_programme_states_the_facts() -> None:
    """The sample has both cohorts with the sessions and lead cities of the programme."""
    first, second = load_programme(SAMPLE).cohorts
    assert (first.id, first.starts_on, first.ends_on, first.n_participants) == ("2024-1", "2024-09", "2025-02", 180)
    assert [session.kind for session in first.sessions] == ["thematic"] * 5 + ["technical"] * 5
    assert [session.lead_cities for session in first.sessions[:5]] == [
        ("Guimarães",),
        ("Mannheim", "Valencia"),
        ("Aachen", "Umeå"),
        ("Stockholm", "Aachen"),
        ("Lahti", "Leuven"),
    ]
    assert len(first.phases) == 3
    assert (second.id, second.starts_on, second.ends_on) == ("2025-2", "2025-09", "2026-02")
    assert [session.lead_cities for session in second.sessions] == [
        ("Florence", "Malmö"),
        ("Pécs", "Lund", "Espoo"),
        ("Helsinki", "Oslo"),
        ("Helsingborg", "Grenoble"),
    ]
