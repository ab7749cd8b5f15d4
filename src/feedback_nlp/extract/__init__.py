"""Extraction: cities, themes, measures and transfers of testimonials.

Knows nothing of files of a run, topics or reports. `build_coder` makes the pipeline; `code_testimonials` makes tables,
`code_rows` the gold format; `evaluate_rows` says how good the coding is.
"""

from feedback_nlp.extract.coder import Coder, add_components, build_coder
from feedback_nlp.extract.evaluation import Evaluation, code_rows, cross_validation, evaluate_rows
from feedback_nlp.extract.frames import code_testimonials
from feedback_nlp.extract.gold_format import read_rows, to_gold

__all__ = [
    "Coder",
    "Evaluation",
    "add_components",
    "build_coder",
    "code_rows",
    "code_testimonials",
    "cross_validation",
    "evaluate_rows",
    "read_rows",
    "to_gold",
]
