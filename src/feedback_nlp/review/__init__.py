"""Review: a spreadsheet of codings out, the decisions of people in, and both applied to the tables of a run.

Knows nothing of models. Returns sheets, decisions and tables; `store` alone writes them.
"""

from feedback_nlp.review.apply import Reviewed, apply_decisions
from feedback_nlp.review.check import Checked, check_sheets
from feedback_nlp.review.cities import CityFinder
from feedback_nlp.review.decision import Decision, standing
from feedback_nlp.review.reading import FilledRow, read_sheet
from feedback_nlp.review.sheet import review_sheet
from feedback_nlp.review.stored import decision_file, decision_paths, read_decisions
from feedback_nlp.review.workbook import SHEET_SUFFIXES, sheet_file

__all__ = [
    "SHEET_SUFFIXES",
    "Checked",
    "CityFinder",
    "Decision",
    "FilledRow",
    "Reviewed",
    "apply_decisions",
    "check_sheets",
    "decision_file",
    "decision_paths",
    "read_decisions",
    "read_sheet",
    "review_sheet",
    "sheet_file",
    "standing",
]
