"""Places and aliases on top of the compiled table: the shipped supplement, the programme's cities, a user's dump.

Knows nothing of the table itself. An addition without coordinates or with a GeoNames id that the table has is an alias.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from feedback_nlp.errors import ConfigurationError, InputFormatError, InputNotFoundError
from feedback_nlp.places.countries import country_code
from feedback_nlp.places.fold import fold
from feedback_nlp.records import Place

OWN_PLACES = Path("data/places")
"""Where a project keeps places of its own, relative to its folder; every `.csv` file in it counts."""
COLUMNS = ("name", "country", "latitude", "longitude", "population", "geonameid", "aliases")
"""Header of a supplement file."""


class StatedCity(Protocol):
    """A city as a programme states it; `programme.City` is one."""

    @property
    def name(self) -> str:
        """Name."""

    @property
    def country(self) -> str:
        """Country, by name or code."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names."""

    @property
    def lat(self) -> float | None:
        """Degrees north."""

    @property
    def lon(self) -> float | None:
        """Degrees east."""

    @property
    def geonameid(self) -> int | None:
        """GeoNames id, to fix an ambiguous name."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A place to add, or aliases for a place that is there.

    Attributes:
        place: The place; where its id or its name and country are in the table, only the aliases count.
        aliases: Further names.
        stated: Whether the programme names the place, so that it outranks all others of its name.
    """

    place: Place
    aliases: tuple[str, ...] = ()
    stated: bool = False


def place_id(country: str, name: str) -> str:
    """Return the id of a place without a GeoNames id: `place:<country>-<folded name>`."""
    return f"place:{country}-{fold(name).replace(' ', '-')}"


@cache
def shipped_supplement() -> tuple[Addition, ...]:
    """Return the additions of `supplement.csv`."""
    return read_supplement(Path(__file__).parent / "supplement.csv")


def read_supplement(path: Path) -> tuple[Addition, ...]:
    """Return the additions of a supplement file.

    Args:
        path: CSV in UTF-8 with the columns `COLUMNS`; aliases are separated by `;`.

    Returns:
        One addition a row.

    Raises:
        InputNotFoundError: If there is no such file.
        InputFormatError: If a column is missing or a value is illegal.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no file {path}; name an existing CSV file of places")
    reader = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise InputFormatError(f"{path} lacks the column {missing[0]!r}; its header must be {','.join(COLUMNS)}")
    return tuple(_addition(path, number, row) for number, row in enumerate(reader, start=2))


def read_supplements(folder: Path) -> tuple[Addition, ...]:
    """Return the additions of every `.csv` file of a folder, in order of their names; none if there is no folder."""
    paths = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    return tuple(addition for path in paths for addition in read_supplement(path))


def _addition(path: Path, number: int, row: dict[str, str]) -> Addition:
    try:
        geonameid = int(row["geonameid"]) if row["geonameid"] else None
        place = Place(
            f"geonames:{geonameid}" if geonameid else place_id(row["country"], row["name"]),
            geonameid,
            row["name"],
            row["country"],
            float(row["latitude"]) if row["latitude"] else None,
            float(row["longitude"]) if row["longitude"] else None,
            int(row["population"] or 0),
        )
    except (TypeError, ValueError) as e:
        raise InputFormatError(f"{path} line {number}: {e}; correct the row") from e
    return Addition(place, tuple(alias for alias in (row["aliases"] or "").split(";") if alias))


def stated_additions(cities: Iterable[StatedCity]) -> tuple[Addition, ...]:
    """Return the cities of a programme as additions.

    Args:
        cities: Cities as the programme states them.

    Returns:
        One addition a city.

    Raises:
        ConfigurationError: If a country is neither a code nor a known name.
    """
    additions = []
    for city in cities:
        country = country_code(city.country)
        if country is None:
            raise ConfigurationError(
                f"city {city.name!r} has the country {city.country!r}, which is no country; "
                "give an ISO 3166-1 code such as 'PT' or an English name"
            )
        city_id = f"geonames:{city.geonameid}" if city.geonameid else place_id(country, city.name)
        place = Place(city_id, city.geonameid, city.name, country, city.lat, city.lon)
        additions.append(Addition(place, city.aliases, stated=True))
    return tuple(additions)
