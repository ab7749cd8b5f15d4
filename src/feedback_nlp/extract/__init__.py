"""Extraction: cities, themes, measures and transfers of testimonials.

Knows nothing of files of a run, topics or reports. `build_coder` makes the pipeline; `code_testimonials` makes tables,
`code_rows` the gold format; `evaluate_rows` says how good the coding is, `compare` how good another one is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from feedback_nlp.extract.accuracy import TEST_PART, stored_accuracy
from feedback_nlp.extract.coder import Coder, add_components, build_coder
from feedback_nlp.extract.evaluation import Evaluation, code_rows, compare, evaluate_rows, table_lines
from feedback_nlp.extract.gold_format import read_rows, to_gold

if TYPE_CHECKING:
    from feedback_nlp.extract.frames import code_testimonials

__all__ = [
    "TEST_PART",
    "Coder",
    "Evaluation",
    "add_components",
    "build_coder",
    "code_rows",
    "code_testimonials",
    "compare",
    "evaluate_rows",
    "read_rows",
    "stored_accuracy",
    "table_lines",
    "to_gold",
]


def __getattr__(name: str) -> Any:
    """Import the frames when they are asked for: `feedback-nlp code` starts a second sooner without pandas."""
    if name == "code_testimonials":
        return import_module("feedback_nlp.extract.frames").code_testimonials
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
