"""The report: figures and evidence on one page that works offline. It returns text; `store` writes it."""

from feedback_nlp.report.facts import Focus, ReportContext, RunFacts
from feedback_nlp.report.index import render_index
from feedback_nlp.report.page import render_report, render_report_folder
from feedback_nlp.report.strings import Strings, languages, load_strings

__all__ = [
    "Focus",
    "ReportContext",
    "RunFacts",
    "Strings",
    "languages",
    "load_strings",
    "render_index",
    "render_report",
    "render_report_folder",
]
