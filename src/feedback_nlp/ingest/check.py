"""Check inputs before a run: read everything, change nothing, go on after a file that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.ingest.intake import screen
from feedback_nlp.ingest.preflight import CheckReport, FileReport
from feedback_nlp.ingest.sources import FileAnswers, missing_columns, read_file, source_names
from feedback_nlp.places import Gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import IngestSettings


def check_inputs(
    paths: Sequence[Path], *, programme: Programme, settings: IngestSettings, gazetteer: Gazetteer
) -> CheckReport:
    """Return how inputs would be read, and what would be accepted and rejected.

    Args:
        paths: Input files.
        programme: Cohorts, sessions and the default consent.
        settings: Explicit columns and thresholds.
        gazetteer: Resolves learners.

    Returns:
        A report per file; files that cannot be read have an error, and the others are reported all the same.
    """
    names = source_names(paths)
    files: list[FileAnswers] = []
    for path, name in names:
        try:
            files.append(read_file(path, name, settings=settings, gazetteer=gazetteer, alone=len(names) == 1))
        except (InputFormatError, InputNotFoundError) as error:
            files.append(FileAnswers((), FileReport(source=name, error=str(error))))
    problem = missing_columns(files, settings)
    if problem is not None:
        files.append(FileAnswers((), FileReport(source="settings", error=problem)))
    return screen(files, programme=programme, settings=settings, gazetteer=gazetteer).report
