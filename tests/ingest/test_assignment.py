from __future__ import annotations

import pytest

from feedback_nlp.ingest.assignment import cohort_of, session_of
from feedback_nlp.ingest.material import Answer
from feedback_nlp.programme import Programme


@pytest.mark.parametrize(
    ("stated", "file", "day", "cohort_id"),
    [
        ("2024-1", "x.csv", None, "2024-1"),
        ("cohort 1", "x.csv", None, "2024-1"),
        ("Second cohort", "x.csv", None, "2025-2"),
        ("Cohort 1 (autumn)", "x.csv", None, "2024-1"),
        ("Cohort 12", "x.csv", None, "Cohort 12"),
        ("other", "autumn-export.csv", "2025-10-01", "other"),
        (None, "autumn-export.csv", "2025-10-01", "2024-1"),
        (None, "Autumn-export.xlsx#Sheet 1", None, "2024-1"),
        (None, "x.csv", "2024-09-01", "2024-1"),
        (None, "x.csv", "2025-02-28", "2024-1"),
        (None, "x.csv", "2025-03-01", "unassigned"),
        (None, "x.csv", "2025-09-14", "unassigned"),
        (None, "x.csv", "2025-09-15", "2025-2"),
        (None, "x.csv", None, "unassigned"),
    ],
)
def test_cohort(stated: str | None, file: str, day: str | None, cohort_id: str, programme: Programme) -> None:
    """A stated cohort outranks the file's name, that the date, that the default."""
    answer = Answer(source_file=file, source_row=1, cohort=stated, submitted_on=day)
    assert cohort_of(answer, programme) == cohort_id


@pytest.mark.parametrize(
    ("stated", "cohort_id", "session_id"),
    [
        ("Energy", "2024-1", "s-energy"),
        ("s-energy", "2024-1", "s-energy"),
        ("heat & power", "2024-1", None),
        ("Heat and Power!", "2024-1", "s-energy"),
        ("Session 2: Energy (Mannheim, Valencia)", "2024-1", "s-energy"),
        ("Nature based solutons", "2024-1", "s-trees"),
        ("Energy; Nature-based solutions", "2024-1", None),
        ("Energy", "2025-2", "s-energy"),
        ("Mobility", "2024-1", None),
        (None, "2024-1", None),
        ("-", "2024-1", None),
    ],
)
def test_session(stated: str | None, cohort_id: str, session_id: str | None, programme: Programme) -> None:
    """A session is found by id, label or alias, with additions or a slip; several or none give none."""
    assert session_of(stated, cohort_id, programme) == session_id
