"""`check` and `programme draft`: look at inputs before a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(check)
    drafts = typer.Typer(help="Work with programme.yaml.", no_args_is_help=True)
    drafts.command("draft")(draft)
    drafts.callback()(_programme)
    app.add_typer(drafts, name="programme")


def _programme() -> None:
    """Work with programme.yaml."""


def check(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files or folders to look at.")],
    programme: Annotated[Path | None, typer.Option(help="programme.yaml; found beside the input where unset.")] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings; feedback-nlp.yaml here where unset.")] = None,
) -> None:
    """Say what a run would accept, map and reject, and why; exit 1 on errors. Changes nothing."""
    from feedback_nlp.ingest import check_inputs  # noqa: PLC0415 -- `--help` must not load the gazetteer
    from feedback_nlp.pipeline import RunRequest, open_workspace  # noqa: PLC0415

    workspace = open_workspace(RunRequest(inputs=tuple(inputs), programme=programme, settings=settings))
    report = check_inputs(
        workspace.files,
        programme=workspace.programme,
        settings=workspace.settings.ingest,
        gazetteer=workspace.gazetteer,
    )
    for line in report.lines():
        typer.echo(line)
    if report.has_errors:
        raise typer.Exit(1)


def draft(
    page: Annotated[Path, typer.Argument(help="Overview page of a programme (TXT, MD or HTML).")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; printed where unset.")] = None,
) -> None:
    """Propose a programme.yaml from an overview page: phases, sessions, lead cities, counts."""
    from feedback_nlp.ingest import draft_programme  # noqa: PLC0415
    from feedback_nlp.places import load_gazetteer  # noqa: PLC0415
    from feedback_nlp.store import write_file  # noqa: PLC0415

    proposed = draft_programme(page, gazetteer=load_gazetteer())
    if output is None:
        typer.echo(proposed)
        return
    write_file(output, proposed.encode("utf-8"))
    typer.echo(f"wrote {output}; read it before you use it")
