"""`topics`: topics alone, for any text column."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(topics)


def topics(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="CSV, TSV or Parquet.")],
    column: Annotated[str, typer.Option(help="Column with the texts.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for topics and assignments.")],
    encoder: Annotated[
        str | None, typer.Option(help="`default`, `fast` (static vectors) or a sentence-transformers model.")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="Settings file.")] = None,
) -> None:
    """Find the topics of a text column; writes `topics.parquet` and `assignments.parquet`."""
    from feedback_nlp.encoder import load_sentence_encoder  # noqa: PLC0415 -- `--help` must not load models
    from feedback_nlp.settings import load_settings  # noqa: PLC0415
    from feedback_nlp.store import write_file  # noqa: PLC0415
    from feedback_nlp.topics import CACHE_FOLDER, EmbeddingCache, read_column, topics_of_column  # noqa: PLC0415

    chosen = load_settings(settings).topics
    texts = read_column(source, column)
    found = topics_of_column(
        texts,
        encoder=load_sentence_encoder(encoder or chosen.encoder),
        settings=chosen,
        cache=EmbeddingCache(CACHE_FOLDER),
    )
    for name, frame in (("topics", found.topics), ("assignments", found.assignments)):
        write_file(output / f"{name}.parquet", frame.to_parquet(index=False))
    leaves = found.assignments["topic_id"].nunique()
    without = int(found.assignments["topic_id"].isna().sum())
    typer.echo(
        f"{leaves} topics of {len(texts)} texts in {output}; {without} texts say nothing, "
        f"{found.screening.near_duplicates} repeat another; resolution {found.resolution:g}"
    )
