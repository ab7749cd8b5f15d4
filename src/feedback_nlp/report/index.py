"""The list of reports."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from feedback_nlp.report import assets as shipped
from feedback_nlp.report.facts import RunFacts
from feedback_nlp.report.page import ENVIRONMENT
from feedback_nlp.report.strings import Strings

COLUMNS = ("testimonials", "learners", "measures", "transfers", "underway")


def render_index(runs: Sequence[RunFacts], *, strings: Strings, title: str) -> str:
    """Return the page that lists reports, newest first.

    Args:
        runs: Runs with a report at `<run_id>/index.html` beside the list.
        strings: Words of the page.
        title: Name of the programme.
    """
    newest = sorted(runs, key=lambda run: (run.created_on, run.run_id), reverse=True)
    older: list[RunFacts | None] = [*newest[1:], None]
    rows = [(run, _changes(run, before)) for run, before in zip(newest, older, strict=True)] if newest else []
    return ENVIRONMENT.get_template("index.html.j2").render(
        t=strings,
        title=title,
        runs=rows,
        columns=COLUMNS,
        style=Markup(shipped.style()),  # noqa: S704
    )


def _changes(run: RunFacts, before: RunFacts | None) -> dict[str, int]:
    """Differences of the counts that both runs have; 0 where there is nothing to compare."""
    earlier = {} if before is None else before.counts
    return {name: run.counts[name] - earlier[name] if name in run.counts and name in earlier else 0 for name in COLUMNS}
