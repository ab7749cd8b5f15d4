"""`places`: the gazetteer's own commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="places", help="Work with the gazetteer.", no_args_is_help=True)


@app.command()
def add(
    dump: Annotated[Path, typer.Argument(help="A country dump of GeoNames, such as MD.txt.")],
) -> None:
    """Add all populated places of a GeoNames country dump to this project's gazetteer."""
    from feedback_nlp.places import add_dump  # noqa: PLC0415 -- `--help` must not load the gazetteer

    added = add_dump(dump)
    typer.echo(f"added {added.n_places} places of {dump.name} in {added.path}")


@app.command()
def find(name: Annotated[str, typer.Argument(help="A place in free form, such as 'Wien/Vienna'.")]) -> None:
    """Say which place a name is resolved to, and how surely."""
    from feedback_nlp.places import load_gazetteer, resolve_place  # noqa: PLC0415

    guess = resolve_place(name, load_gazetteer())
    if guess.place is None:
        typer.echo(f"{name}: not resolved (country {guess.country or 'unknown'})")
        return
    place = guess.place
    typer.echo(f"{name}: {place.label}, {place.city_id}, {place.lat:.3f} N {place.lon:.3f} E, score {guess.score:.2f}")
