"""`run`: the whole pipeline, with progress."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(run)


def run(
    inputs: Annotated[
        list[Path] | None, typer.Argument(metavar="[INPUT]...", help="Files or folders; data/raw where none is named.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder for the data packages.")] = Path("data/processed"),
    reports: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("reports"),
    programme: Annotated[Path | None, typer.Option(help="programme.yaml; found beside the input where unset.")] = None,
    codebook: Annotated[Path | None, typer.Option(help="A codebook of your own.")] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings; feedback-nlp.yaml here where unset.")] = None,
    reviews: Annotated[Path | None, typer.Option(help="Folder of decisions; data/raw/reviews where unset.")] = None,
) -> None:
    """Take testimonials to an interactive report and a data package."""
    from feedback_nlp.pipeline import RunRequest  # noqa: PLC0415 -- `--help` must not load models
    from feedback_nlp.pipeline import run as run_pipeline  # noqa: PLC0415

    request = RunRequest(
        inputs=tuple(inputs) if inputs else RunRequest().inputs,
        processed=out,
        reports=reports,
        programme=programme,
        codebook=codebook,
        settings=settings,
        reviews=reviews,
    )
    console = Console(stderr=True, highlight=False)
    with console.status("prepare") as status:
        published = run_pipeline(request, progress=status.update)
    for line in published.lines():
        typer.echo(line)
