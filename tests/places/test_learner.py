"""Places stated in free form."""

from __future__ import annotations

import pytest

from feedback_nlp.places import Gazetteer, load_gazetteer, resolve_place

RESOLVED = [
    ("Valongo, Portugal", "Valongo", "PT"),
    ("Municipality of Trușeni (MD)", "Trușeni", "MD"),
    ("Truşeni, Moldova", "Trușeni", "MD"),
    ("Torun", "Toruń", "PL"),
    ("Wien/Vienna", "Vienna", "AT"),
    ("CM Guimarães", "Guimarães", "PT"),
    ("Câmara Municipal de Valongo, PT", "Valongo", "PT"),
    ("City of Espoo, Finland", "Espoo", "FI"),
    ("Cluj Napoca Romania", "Cluj-Napoca", "RO"),
    ("Comune di Prato - Italy", "Prato", "IT"),
    ("Vilnius city municipality", "Vilnius", "LT"),
    ("Leuven BE", "Leuven", "BE"),
    ("Bergen (Norway)", "Bergen", "NO"),
    ("Frankfurt", "Frankfurt am Main", "DE"),
    ("Manheim, Germany", "Mannheim", "DE"),
    ("Mariehamn, Finland", "Mariehamn", "AX"),
    ("Valence", "Valence", "FR"),
    ("Luxembourg", "Luxembourg", "LU"),
    ("Tbilisi, Georgia", "Tbilisi", "GE"),
]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return load_gazetteer()


@pytest.mark.parametrize(("stated", "name", "country"), RESOLVED)
def test_resolved(gazetteer: Gazetteer, stated: str, name: str, country: str) -> None:
    """Frames, codes, native names and plain misspellings lead to the city."""
    guess = resolve_place(stated, gazetteer)
    assert guess.place is not None
    assert (guess.name, guess.country) == (name, country)
    assert guess.score >= 0.5


@pytest.mark.parametrize(
    ("stated", "name", "country"),
    [
        ("Xyzzyville, Portugal", "Xyzzyville", "PT"),
        ("Municipality of Xyzzyville (PT)", "Xyzzyville", "PT"),
        ("n/a", "n/a", None),
        ("Belgium", "Belgium", "BE"),
        ("", "", None),
        ("our city", "our city", None),
    ],
)
def test_kept_as_stated(gazetteer: Gazetteer, stated: str, name: str, country: str | None) -> None:
    """What no place fits keeps its name and its country, with a score below one half."""
    guess = resolve_place(stated, gazetteer)
    assert guess.place is None
    assert (guess.name, guess.country) == (name, country)
    assert guess.score < 0.5


def test_a_stated_country_rules_out_all_others(gazetteer: Gazetteer) -> None:
    """`Paris, Finland` is no city in France."""
    assert resolve_place("Paris, Finland", gazetteer).place is None
