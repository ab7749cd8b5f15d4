"""`code`, `evaluate` and `score`: the extraction alone, and how good it or another coding is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from feedback_nlp.extract import Coder

PROGRAMME = Path("data/raw/programme.yaml")


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(code)
    app.command()(evaluate)
    app.command()(score)


def code(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="JSON Lines with id, learner, text, cohort?.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="JSON Lines in the format of the gold corpus.")],
    programme: Annotated[
        Path | None, typer.Option(help="programme.yaml, for its cities; data/raw/programme.yaml where unset.")
    ] = None,
    codebook: Annotated[Path | None, typer.Option(help="A codebook of your own.")] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
) -> None:
    """Code testimonials: cities, themes, measures and transfers. Nothing else is written."""
    from feedback_nlp.extract import code_rows, read_rows  # noqa: PLC0415 -- `--help` must not load models
    from feedback_nlp.store import write_file  # noqa: PLC0415

    rows = read_rows(source)
    coded = code_rows(rows, coder=_coder(programme, codebook, settings))
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in coded)
    write_file(output, lines.encode("utf-8"))
    typer.echo(f"coded {len(rows)} testimonials into {output}")


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold testimonials as JSON Lines.")],
    as_json: Annotated[Path | None, typer.Option("--json", help="Also write the figures as JSON.")] = None,
    programme: Annotated[
        Path | None, typer.Option(help="programme.yaml, for its cities; data/raw/programme.yaml where unset.")
    ] = None,
    codebook: Annotated[Path | None, typer.Option(help="A codebook of your own.")] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
) -> None:
    """Code gold testimonials and score the result, with n and 95 % intervals."""
    from feedback_nlp.extract import evaluate_rows, read_rows  # noqa: PLC0415
    from feedback_nlp.store import write_file  # noqa: PLC0415

    result = evaluate_rows(read_rows(gold), coder=_coder(programme, codebook, settings))
    for line in result.lines():
        typer.echo(line)
    if as_json is not None:
        write_file(as_json, (json.dumps(result.as_dict(), indent=2) + "\n").encode("utf-8"))


def score(
    coded: Annotated[Path, typer.Argument(metavar="CODED", help="Coded testimonials in the gold format.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="Files with the gold testimonials.")],
) -> None:
    """Score a coding that is there already, an annotator's or another system's, against gold testimonials."""
    from feedback_nlp.extract import compare, read_rows, table_lines  # noqa: PLC0415

    figures = compare(read_rows(coded), [row for path in gold for row in read_rows(path)])
    for line in table_lines(figures):
        typer.echo(line)


def _coder(programme: Path | None, codebook: Path | None, settings: Path | None) -> Coder:
    from feedback_nlp.codebook import load_codebook  # noqa: PLC0415
    from feedback_nlp.extract import build_coder  # noqa: PLC0415
    from feedback_nlp.places import OWN_PLACES, load_gazetteer, read_supplements  # noqa: PLC0415
    from feedback_nlp.programme import load_programme  # noqa: PLC0415
    from feedback_nlp.settings import load_settings  # noqa: PLC0415

    # Names are read better with the programme's cities known; a project keeps them beside its inputs.
    loaded = load_programme(programme or (PROGRAMME if PROGRAMME.is_file() else None))
    return build_coder(
        codebook=load_codebook(codebook),
        programme=loaded,
        gazetteer=load_gazetteer(extra=loaded.cities, added=read_supplements(OWN_PLACES)),
        settings=load_settings(settings).extract,
    )
