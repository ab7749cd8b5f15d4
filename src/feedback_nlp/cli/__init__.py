"""The command line: one line per mistake, exit code 2, no traceback.

Exit codes: 0 done, 1 `check` found errors, 2 a mistake in what was asked or in the input.
"""

from __future__ import annotations

import sys

import typer

from feedback_nlp.cli import coding, inspecting, places, publishing, reviewing, running, topics
from feedback_nlp.errors import FeedbackNlpError

USAGE_ERROR = 2

app = typer.Typer(
    name="feedback-nlp",
    help="Evidence of what learning transferred, from peer-learning testimonials of city officers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
running.register(app)
inspecting.register(app)
coding.register(app)
topics.register(app)
publishing.register(app)
app.add_typer(reviewing.app)
app.add_typer(places.app)


def main() -> None:
    """Run the command line; a mistake that a user can mend becomes one line on standard error."""
    try:
        app()
    except FeedbackNlpError as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        _fail(
            f"{error.filename or 'a file'}: {error.strerror or error}; check the path, its permissions and free space"
        )


def _fail(message: str) -> None:
    sys.stderr.write(f"error: {' '.join(message.split())}\n")
    sys.exit(USAGE_ERROR)


__all__ = ["app", "main"]
