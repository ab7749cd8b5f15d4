"""When a task's stored result may stand for running it again.

Prefect sees only a task's own source and arguments. A stage depends on far more: on the inputs' content, settings,
programme, codebook and model files, which the run's id is made of, and on the code of the package, hashed here. Coding
does not depend on what reviewers decided, so that a run with their corrections takes it from storage.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from prefect.context import TaskRunContext

import feedback_nlp


@cache
def code_digest() -> str:
    """Return a hash over the source files of the installed package."""
    digest = hashlib.sha256()
    root = Path(feedback_nlp.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode("utf-8") + b"\x00" + path.read_bytes())
    return digest.hexdigest()[:16]


def stage_key(context: TaskRunContext, parameters: dict[str, Any]) -> str:
    """Return the key under which a stage's result is stored: task, run, previous run and code."""
    workspace = parameters["workspace"]
    return f"{context.task.name}-{workspace.run_id}-{workspace.previous_run}-{code_digest()}"


def coding_key(context: TaskRunContext, parameters: dict[str, Any]) -> str:
    """Return the key of a stage that neither reviews nor the previous run change: task, all it depends on, and code."""
    return f"{context.task.name}-{parameters['workspace'].coding_id}-{code_digest()}"
