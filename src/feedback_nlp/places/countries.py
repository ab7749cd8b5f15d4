"""Country names and demonyms: what a text may call a country, and which adjective points to one.

Knows nothing of cities. The list is `countries.csv`: English names, native names in Latin script, abbreviations.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from feedback_nlp.places.fold import fold

_CODES_TOO_COMMON = frozenset(
    {"AD", "AM", "AN", "AS", "AT", "BE", "BY", "CA", "CO", "DE", "DO", "ID", "IN", "IS", "IT", "LA", "MA", "ME", "NO"}
    | {"SO", "TO", "US"}
)

NEIGHBOURS = frozenset({"AM", "AZ", "CY", "DZ", "EG", "GE", "IL", "JO", "LB", "LY", "MA", "PS", "SY", "TN", "TR"})
"""Countries outside the continent of Europe that the gazetteer covers in full."""
EUROPE = frozenset(
    {"AD", "AL", "AT", "AX", "BA", "BE", "BG", "BY", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FO", "FR", "GB", "GG"}
    | {"GI", "GR", "HR", "HU", "IE", "IM", "IS", "IT", "JE", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT"}
    | {"NL", "NO", "PL", "PT", "RO", "RS", "RU", "SE", "SI", "SJ", "SK", "SM", "UA", "VA", "XK"}
)
"""Countries of the continent of Europe."""
NEAR = EUROPE | NEIGHBOURS


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = resources.files(__package__).joinpath("countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def country_names() -> dict[str, str]:
    """Return folded country name → ISO 3166-1 alpha-2 code, without the codes themselves."""
    names: dict[str, str] = {}
    for row in _rows():
        for name in (row["name"], *row["other_names"].split(";")):
            if name:
                names.setdefault(fold(name), row["code"])
    return names


@cache
def demonyms() -> dict[str, str]:
    """Return folded adjective or inhabitants' name → ISO 3166-1 alpha-2 code (`finnish` → `FI`)."""
    return {fold(word): row["code"] for row in reversed(_rows()) for word in row["demonyms"].split(";") if word}


@cache
def region_countries() -> dict[str, str]:
    """Return folded name of a state or region → ISO code of its country (`alabama` → `US`, `tuscany` → `IT`)."""
    text = resources.files(__package__).joinpath("regions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {fold(row["name"]): row["country"] for row in rows if fold(row["name"]) not in country_names()}


@cache
def country_labels() -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 code → usual English name."""
    return {row["code"]: row["name"] for row in _rows()}


@cache
def _codes() -> dict[str, str]:
    codes = {row["code"]: row["code"] for row in _rows()} | {row["iso3"]: row["code"] for row in _rows()}
    return codes | {"UK": "GB", "EL": "GR"}


def country_code(stated: str) -> str | None:
    """Return the country that a field states, by name, demonym or code.

    Args:
        stated: `Portugal`, `PT`, `PRT`, `Deutschland`, `Moldovan` and the like.

    Returns:
        ISO 3166-1 alpha-2 code, or None if it is no country.
    """
    bare = stated.strip().strip(".()[]")
    folded = fold(bare)
    return _codes().get(bare.upper()) or country_names().get(folded) or demonyms().get(folded)


def code_in_text(word: str) -> str | None:
    """Return the country whose code stands in running text, where the code is no English word.

    Args:
        word: A word in capitals, such as `PT`.

    Returns:
        ISO 3166-1 alpha-2 code, or None.
    """
    if not word.isupper() or word in _CODES_TOO_COMMON:
        return None
    return _codes().get(word)
