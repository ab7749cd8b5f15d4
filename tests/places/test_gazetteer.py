"""Names of the gazetteer and where they stand in a text."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.places import Gazetteer, fold, load_gazetteer


@dataclass(frozen=True)
class Stated:
    """A city as a programme states it."""

    name: str
    country: str
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "english", "country"),
    [
        ("Firenze", "Florence", "IT"),
        ("Florencja", "Florence", "IT"),
        ("Köln", "Cologne", "DE"),
        ("Cologne", "Cologne", "DE"),
        ("Louvain", "Leuven", "BE"),
        ("Gent", "Ghent", "BE"),
        ("Göteborg", "Gothenburg", "SE"),
        ("Kolozsvár", "Cluj-Napoca", "RO"),
        ("Iasi", "Iași", "RO"),
        ("Thessaloniki", "Thessaloniki", "GR"),
        ("Veliko Tarnovo", "Veliko Tarnovo", "BG"),
        ("Åbo", "Turku", "FI"),
        ("Muenster", "Münster", "DE"),
        ("Truseni", "Trușeni", "MD"),
        ("Grenoble-Alpes Métropole", "Grenoble", "FR"),
        ("Valence", "Valence", "FR"),
        ("Halle", "Halle (Saale)", "DE"),
        ("Gorzów", "Gorzów Wielkopolski", "PL"),
        ("Esch", "Esch-sur-Alzette", "LU"),
    ],
)
def test_a_name_leads_to_its_city(gazetteer: Gazetteer, name: str, english: str, country: str) -> None:
    """Main names, exonyms, native names and short forms lead to the usual English name."""
    assert (english, country) in {(c.place.name, c.place.country) for c in gazetteer.candidates(name)}


def test_a_main_name_comes_before_an_alternate_one(gazetteer: Gazetteer) -> None:
    """`Valence` is the French city first, though Valencia is larger."""
    first = gazetteer.candidates("Valence")[0]
    assert (first.place.name, first.place.country, first.kind.name) == ("Valence", "FR", "PRIMARY")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cluj-Napoca and Aix-en-Provence", ["Cluj-Napoca", "Aix-en-Provence"]),
        ("in Mo i Rana", ["Mo i Rana"]),
        ("we liked cluj and malmö", ["cluj", "malmö"]),
        ("The Hague, 's-Hertogenbosch", ["The Hague", "'s-Hertogenbosch"]),
        ("it was a nice bath", []),
        ("we read 12 pages", []),
        ("Novi\nSad", ["Novi\nSad"]),
        ("Leuven's plan", ["Leuven"]),
        ("", []),
    ],
)
def test_find(gazetteer: Gazetteer, text: str, found: list[str]) -> None:
    """The longest names are found; English words in lower case are none."""
    assert [text[m.start : m.end] for m in gazetteer.find(text)] == found


@settings(deadline=None)
@given(st.text(max_size=80))
def test_matches_are_ordered_disjoint_and_known(text: str) -> None:
    """Matches rise, never overlap, and fold to a known name."""
    gazetteer = load_gazetteer_once()
    matches = gazetteer.find(text)
    for match in matches:
        assert gazetteer.candidates(match.folded)
        assert fold(text[match.start : match.end]) == match.folded
    assert all(left.end <= right.start for left, right in itertools.pairwise(matches))


_LOADED: list[Gazetteer] = []


def load_gazetteer_once() -> Gazetteer:
    """Load the gazetteer once for all examples of a property."""
    if not _LOADED:
        _LOADED.append(load_gazetteer())
    return _LOADED[0]


def test_a_programme_adds_places_and_aliases() -> None:
    """A city that the table lacks is found, an alias leads to the table's own city, and both are marked as stated."""
    extra = [Stated("Nowhereville", "FI", lat=61.0, lon=25.0), Stated("Lahti", "Finland", aliases=("Business City",))]
    gazetteer = load_gazetteer(extra=extra)
    new = gazetteer.candidates("nowhereville")[0]
    assert (new.place.city_id, new.stated) == ("place:FI-nowhereville", True)
    alias = gazetteer.candidates("Business City")[0]
    assert (alias.place.geonameid, alias.stated) == (649360, True)
    assert gazetteer.by_city_id("place:FI-nowhereville") == new.place


def test_an_unknown_country_is_refused() -> None:
    """The message names the city, the value and the remedy."""
    with pytest.raises(ConfigurationError, match=r"'Lahti' has the country 'Suomenmaa'.*ISO 3166-1"):
        load_gazetteer(extra=[Stated("Lahti", "Suomenmaa")])


def test_ids_lead_back_to_places(gazetteer: Gazetteer) -> None:
    """A place is found by its GeoNames id; unknown ids give None."""
    place = gazetteer.by_geonameid(658225)
    assert place is not None
    assert place.label == "Helsinki, FI"
    assert gazetteer.by_geonameid(1) is None
    assert gazetteer.by_city_id("geonames:nothing") is None
