"""Ingest: read inputs, map their columns, clean and screen their answers.

Knows nothing of extraction or topics. Pure: reads the files it is handed and returns tables and a report.
"""

from feedback_nlp.ingest.check import check_inputs
from feedback_nlp.ingest.draft import draft_programme
from feedback_nlp.ingest.intake import Intake, read_inputs
from feedback_nlp.ingest.preflight import CheckReport, FileReport
from feedback_nlp.ingest.readers import KNOWN_SUFFIXES

__all__ = [
    "KNOWN_SUFFIXES",
    "CheckReport",
    "FileReport",
    "Intake",
    "check_inputs",
    "draft_programme",
    "read_inputs",
]
