"""Read inputs into testimonials and rejections: map columns, clean, screen.

Every answer read ends in one of the two tables; none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from feedback_nlp.errors import InputFormatError
from feedback_nlp.ingest.assignment import cohort_of, session_of
from feedback_nlp.ingest.clean import clean
from feedback_nlp.ingest.duplicates import Repeat, find_repeats
from feedback_nlp.ingest.learners import Learner, learner_key, resolve_learners
from feedback_nlp.ingest.material import Answer
from feedback_nlp.ingest.preflight import CheckReport, with_counts
from feedback_nlp.ingest.screening import Refusal, consent_of, refusal_of
from feedback_nlp.ingest.sources import FileAnswers, missing_columns, read_file, source_names
from feedback_nlp.ingest.tongue import language_of
from feedback_nlp.places import Gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.records import content_id
from feedback_nlp.settings import IngestSettings
from feedback_nlp.tables import conform


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in.

    Attributes:
        testimonials: Table `testimonials`.
        rejections: Table `rejections`.
        report: What was read how, per file.
    """

    testimonials: pd.DataFrame
    rejections: pd.DataFrame
    report: CheckReport

    @property
    def n_input(self) -> int:
        """Number of answers read."""
        return len(self.testimonials) + len(self.rejections)


def read_inputs(
    paths: Sequence[Path], *, programme: Programme, settings: IngestSettings, gazetteer: Gazetteer
) -> Intake:
    """Read input files into testimonials and rejections.

    Args:
        paths: Input files. The order in which they are named does not matter.
        programme: Cohorts, sessions and the default consent.
        settings: Explicit columns and thresholds.
        gazetteer: Resolves learners.

    Returns:
        Both tables and a report. One answer is one input row: several free-text columns make several.

    Raises:
        InputNotFoundError: If a file does not exist.
        InputFormatError: If a file cannot be read, or no column of it is known to hold testimonials.
    """
    names = source_names(paths)
    files = [
        read_file(path, name, settings=settings, gazetteer=gazetteer, alone=len(names) == 1) for path, name in names
    ]
    problem = missing_columns(files, settings)
    if problem is not None:
        raise InputFormatError(problem)
    return screen(files, programme=programme, settings=settings, gazetteer=gazetteer)


def screen(
    files: Iterable[FileAnswers], *, programme: Programme, settings: IngestSettings, gazetteer: Gazetteer
) -> Intake:
    """Clean the answers of files and tell testimonials from the rest; see `read_inputs`."""
    files = list(files)
    answers = [replace(answer, text=clean(answer.text)) for file in files for answer in file.answers]
    refusals = {
        index: refusal
        for index, answer in enumerate(answers)
        if (refusal := _refusal(answer, programme, settings)) is not None
    }
    candidates = [index for index in range(len(answers)) if index not in refusals]
    learners = resolve_learners({answers[i].learner for i in candidates}, gazetteer)
    refusals |= _repeats(answers, candidates, learners, settings)
    accepted = [i for i in candidates if i not in refusals]
    rows = [_testimonial(answers[i], learners[answers[i].learner], programme) for i in accepted]
    rejections = [
        (answers[i].source_file, answers[i].source_row, answers[i].source_column, refusal.reason, refusal.detail)
        for i, refusal in sorted(refusals.items())
    ]
    rejected = [(source, row, reason, detail) for source, row, _, reason, detail in rejections]
    return Intake(
        conform(pd.DataFrame(rows, columns=_COLUMNS), "testimonials"),
        conform(pd.DataFrame(rejections, columns=_REJECTION_COLUMNS), "rejections"),
        with_counts([file.report for file in files], [answers[i].source_file for i in accepted], rejected),
    )


def _refusal(answer: Answer, programme: Programme, settings: IngestSettings) -> Refusal | None:
    if answer.broken is not None:
        return Refusal("unreadable", f"the row {answer.broken}")
    refusal = refusal_of(answer.text, min_words=settings.min_words)
    if refusal is None and consent_of(answer.consent, programme.default_consent) is None:
        return Refusal("no-consent", f"the respondent did not consent: {answer.consent!r}")
    return refusal


def _repeats(
    answers: Sequence[Answer],
    candidates: Sequence[int],
    learners: Mapping[str | None, Learner],
    settings: IngestSettings,
) -> dict[int, Refusal]:
    repeats = find_repeats(
        [answers[i].text for i in candidates],
        [learner_key(answers[i].learner, learners) for i in candidates],
        likeness=settings.near_duplicate,
    )
    return {
        candidates[position]: _repeat_refusal(answers[candidates[position]], answers[candidates[repeat.of]], repeat)
        for position, repeat in repeats.items()
    }


def _repeat_refusal(answer: Answer, first: Answer, repeat: Repeat) -> Refusal:
    where = f"row {first.source_row}"
    if first.source_file != answer.source_file:
        where = f"{first.source_file} {where}"
    if first.source_column != answer.source_column:
        where = f"{where}, column {first.source_column!r}"
    if repeat.likeness == 1.0:
        return Refusal("duplicate", f"the same learner gave the same answer in {where}")
    share = f"{100 * repeat.likeness:.0f} %"
    return Refusal("near-duplicate", f"{share} the same as what the same learner answered in {where}")


_COLUMNS = [
    "testimonial_id", "cohort_id", "session_id", "respondent_id", "question", "learner_place", "learner_city_id",
    "learner_name", "learner_country", "submitted_on", "language", "consent", "text", "source_file", "source_row",
    "source_column",
]  # fmt: skip


_REJECTION_COLUMNS = ["source_file", "source_row", "source_column", "reason", "detail"]


def _testimonial(answer: Answer, learner: Learner, programme: Programme) -> tuple[Any, ...]:
    place = learner.place
    cohort_id = cohort_of(answer, programme)
    return (
        content_id("t", answer.learner, answer.text),
        cohort_id,
        session_of(answer.session, cohort_id, programme),
        answer.respondent_id,
        answer.question,
        answer.learner,
        None if place is None else place.city_id,
        None if place is None else place.name,
        learner.country,
        answer.submitted_on,
        language_of(answer.text),
        consent_of(answer.consent, programme.default_consent),
        answer.text,
        answer.source_file,
        answer.source_row,
        answer.source_column,
    )
