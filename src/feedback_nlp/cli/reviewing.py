"""`review export` and `review apply`: a spreadsheet of codings out, the decisions of people in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="review", help="Correct the codings of a run.", no_args_is_help=True)


@app.command()
def export(
    run: Annotated[str, typer.Argument(help="Id of a run, or `latest`.")] = "latest",
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write: .xlsx or .csv.")] = Path("review.xlsx"),
    everything: Annotated[bool, typer.Option("--all", help="All transfers, not only those to be reviewed.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the data packages.")] = Path("data/processed"),
    reports: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
) -> None:
    """Write the codings that a person should look at, with empty columns for the decisions."""
    from feedback_nlp.pipeline import export_review  # noqa: PLC0415 -- `--help` must not load the gazetteer
    from feedback_nlp.store import Store  # noqa: PLC0415

    rows, closed = export_review(run, store=Store(out, reports), output=output, everything=everything)
    typer.echo(f"wrote {output} with {rows} transfers")
    if closed:
        typer.echo(f"{closed} of them are in texts that may not be quoted; keep the file where the answers are kept")


@app.command()
def apply(
    sheets: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Review sheets, filled in.")],
    run: Annotated[str, typer.Option(help="Run that they are checked against.")] = "latest",
    out: Annotated[Path, typer.Option(help="Folder of the data packages.")] = Path("data/processed"),
    reports: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
    reviews: Annotated[Path, typer.Option(help="Folder of the decisions.")] = Path("data/raw/reviews"),
    programme: Annotated[Path | None, typer.Option(help="programme.yaml; data/raw's where unset.")] = None,
) -> None:
    """Check the decisions of review sheets and store them for the next run; nothing is stored if any is wrong."""
    from feedback_nlp.pipeline import accept_reviews  # noqa: PLC0415 -- `--help` must not load the gazetteer
    from feedback_nlp.store import Store  # noqa: PLC0415

    accepted = accept_reviews(sheets, run=run, store=Store(out, reports), reviews=reviews, programme=programme)
    for problem in accepted.problems:
        typer.echo(f"error: {problem}", err=True)
    if accepted.problems:
        raise typer.Exit(2)
    known = f", {accepted.known} were stored before" if accepted.known else ""
    typer.echo(f"{accepted.stored} decisions stored{f' in {accepted.path}' if accepted.path else ''}{known}")
    if accepted.begun:
        typer.echo(f"{accepted.begun} rows name a reviewer, day or comment and no decision; they stay open")
    if accepted.stored:
        typer.echo("the next `feedback-nlp run` applies them")
