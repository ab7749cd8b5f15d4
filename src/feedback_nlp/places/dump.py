"""Reading a country dump of GeoNames, so that a user can add every populated place of a country.

Knows nothing of where additions are kept. The format is that of the dumps' `readme.txt`: 19 columns, tab-separated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.places.names import english_name, is_matchable
from feedback_nlp.places.supplement import COLUMNS, Addition
from feedback_nlp.records import Place

_COLUMNS = 19
_NOT_A_TOWN = frozenset({"PPLX", "PPLQ", "PPLH", "PPLW", "PPLCH"})
"""Feature codes of districts and of places that exist no more."""
_REMEDY = "give the .txt file of a country from the GeoNames export, such as MD.txt from MD.zip"


def read_dump(path: Path) -> tuple[Addition, ...]:
    """Return the populated places of a country dump.

    Args:
        path: The dump, such as `MD.txt`.

    Returns:
        Places with their alternate names in Latin script, in order of GeoNames id.

    Raises:
        InputNotFoundError: If there is no such file.
        InputFormatError: If it is a ZIP archive, no text, no GeoNames dump, or holds no populated place.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no file {path}; {_REMEDY}")
    content = path.read_bytes()
    if content[:2] == b"PK":
        raise InputFormatError(f"{path} is a ZIP archive; unpack it and give the .txt file in it")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as e:
        raise InputFormatError(f"{path} is not text in UTF-8, as GeoNames dumps are; {_REMEDY}") from e
    additions = sorted(_additions(path, text), key=lambda addition: addition.place.city_id)
    if not additions:
        raise InputFormatError(f"{path} holds no populated place (feature class P); {_REMEDY}")
    return tuple(additions)


def _additions(path: Path, text: str) -> Iterator[Addition]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            found = f"{path} line {number} has {len(cells)} tab-separated columns"
            raise InputFormatError(f"{found}, a GeoNames dump has {_COLUMNS}; {_REMEDY}")
        if cells[6] == "P" and cells[7] not in _NOT_A_TOWN:
            yield _addition(path, number, cells)


def _addition(path: Path, number: int, cells: list[str]) -> Addition:
    try:
        geonameid, lat, lon, population = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
        place = Place(
            f"geonames:{geonameid}", geonameid, english_name(cells[1], cells[8]), cells[8], lat, lon, population
        )
    except ValueError as e:
        raise InputFormatError(f"{path} line {number} is no row of a GeoNames dump: {e}; {_REMEDY}") from e
    aliases = (name for name in cells[3].split(",") if is_matchable(name) and name != place.name)
    return Addition(place, tuple(sorted(set(aliases))))


def supplement_csv(additions: Iterable[Addition]) -> str:
    """Return additions as the text of a supplement file, which `read_supplement` reads.

    Args:
        additions: Places and aliases.

    Returns:
        CSV with a header; equal additions give equal text.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for addition in additions:
        place = addition.place
        lat = "" if place.lat is None else place.lat
        lon = "" if place.lon is None else place.lon
        aliases = ";".join(addition.aliases)
        writer.writerow([place.name, place.country, lat, lon, place.population, place.geonameid or "", aliases])
    return buffer.getvalue()
