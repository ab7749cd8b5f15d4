"""`publish`, `view` and `schedule`: reports of earlier runs, looked at and made regularly."""

from __future__ import annotations

import contextlib
import http.server
import webbrowser
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from feedback_nlp.errors import InputNotFoundError, MissingExtraError

LOCALHOST = "127.0.0.1"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(publish)
    app.command()(view)
    app.command()(schedule)


def publish(
    run: Annotated[str, typer.Argument(help="Id of a run, or `latest`.")] = "latest",
    out: Annotated[Path, typer.Option(help="Folder of the data packages.")] = Path("data/processed"),
    reports: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("reports"),
    programme: Annotated[Path | None, typer.Option(help="programme.yaml of the run.")] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Only this cohort.")] = None,
    theme: Annotated[str | None, typer.Option(help="Only this theme.")] = None,
    city: Annotated[str | None, typer.Option(help="Only what this city gave and took.")] = None,
) -> None:
    """Render the report of an earlier run again, whole or focused."""
    from feedback_nlp.pipeline import FocusRequest, republish  # noqa: PLC0415 -- `--help` must not load the report
    from feedback_nlp.store import Store  # noqa: PLC0415

    page = republish(
        run,
        store=Store(out, reports),
        programme=programme,
        settings=settings,
        focus=FocusRequest(cohort=cohort, theme=theme, city=city),
    )
    typer.echo(f"report        {page}")


def view(
    reports: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Serve the reports on this machine alone, until Ctrl+C."""
    if not (reports / "index.html").is_file():
        raise InputNotFoundError(f"{reports} holds no report yet; run `feedback-nlp run` first")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(reports))
    with http.server.ThreadingHTTPServer((LOCALHOST, port), handler) as server:
        address = f"http://{LOCALHOST}:{server.server_port}/"
        typer.echo(f"{address} (Ctrl+C ends)")
        if browser:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


def schedule(
    cron: Annotated[str, typer.Option(help="When to run, as a cron expression.")] = "0 6 * * 1",
    inputs: Annotated[
        list[Path] | None, typer.Option("--input", help="Files or folders; data/raw where unset.")
    ] = None,
) -> None:
    """Serve the pipeline as a deployment that runs on a schedule, until Ctrl+C."""
    try:
        from flows.pipeline import pipeline  # noqa: PLC0415 -- Prefect loads slowly and lives in the flows alone
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "the flows are not importable here; run `feedback-nlp schedule` in a checkout of the project"
        ) from error
    pipeline.serve(
        name="scheduled", cron=cron, parameters={"inputs": [str(path) for path in inputs or [Path("data/raw")]]}
    )
