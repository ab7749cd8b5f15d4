"""Which city a name means."""

from __future__ import annotations

import pytest

from feedback_nlp.extract.cities.recogniser import country_beside
from feedback_nlp.extract.cities.resolve import Evidence, resolve
from feedback_nlp.extract.cities.roles import role_of
from feedback_nlp.extract.cities.tokens import tokenise
from feedback_nlp.places import Gazetteer, load_gazetteer, resolve_place
from feedback_nlp.programme import City


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "learner", "beside", "countries", "expected"),
    [
        ("Valence", None, None, (), "Valence, FR"),
        ("Valencia", "Karditsa, Greece", None, (), "Valencia, ES"),
        ("Valencia", None, "VE", (), "Valencia, VE"),
        ("Cambridge", None, None, (), "Cambridge, GB"),
        ("Cambridge", "Boston, USA", None, ("US",), "Cambridge, US"),
        ("Bergen", "Kotka, Finland", None, (), "Bergen, NO"),
        ("Bergen", "Mons, Belgium", "NO", (), "Bergen, NO"),
        ("Vitoria", "Angoulême, France", None, (), "Vitoria-Gasteiz, ES"),
        ("Frankfurt", None, None, (), "Frankfurt am Main, DE"),
        ("Fribourg", "Biel, Switzerland", None, (), "Fribourg, CH"),
        ("Valongo", "Valongo, Portugal", None, (), "Valongo, PT"),
        ("Esch", "Echternach, Luxembourg", None, (), "Esch-sur-Alzette, LU"),
        ("Rye", "Lewes, United Kingdom", None, (), "Rye, GB"),
    ],
)
def test_resolve(
    gazetteer: Gazetteer,
    name: str,
    learner: str | None,
    beside: str | None,
    countries: tuple[str, ...],
    expected: str,
) -> None:
    """A country beside, the respondent, the kind of name and the size decide, in that order."""
    guess = resolve_place(learner, gazetteer) if learner else None
    evidence = Evidence(
        learner=guess.place if guess else None,
        learner_country=guess.country if guess else None,
        countries=frozenset(countries),
    )
    reading = resolve(gazetteer.candidates(name), evidence, beside=beside)
    assert reading.place.label == expected
    assert 0 <= reading.score <= 1


def test_the_programme_outranks_size() -> None:
    """A small town of the programme is meant, not the metropolis of its name."""
    stated = load_gazetteer(extra=[City(name="Paris", country="US", geonameid=4717560)])
    assert resolve(stated.candidates("Paris"), Evidence()).place.country == "US"


def test_a_lone_reading_is_sure_and_has_no_rival(gazetteer: Gazetteer) -> None:
    """One place of a name needs no evidence."""
    reading = resolve(gazetteer.candidates("Trușeni"), Evidence())
    assert (reading.score, reading.runner_up) == (1.0, None)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Valencia, Spain", "ES"),
        ("Valencia (ES)", "ES"),
        ("Valencia in Spain", "ES"),
        ("Valencia, where", None),
        ("Valencia", None),
    ],
)
def test_country_beside(text: str, country: str | None) -> None:
    """Only a country right behind the name counts as beside it."""
    assert country_beside(tokenise(text), 0, 0) == country


def test_the_adjective_before_counts(gazetteer: Gazetteer) -> None:
    """`the Norwegian Bergen` says which."""
    assert country_beside(tokenise("the Norwegian Bergen"), 2, 2) == "NO"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("We took this from Lahti.", "Lahti", "source"),
        ("Here in Rauma we wait.", "Rauma", "learner"),
        ("A village near Lahti has it.", "Lahti", "other"),
        ("We are larger than Lahti.", "Lahti", "other"),
    ],
)
def test_roles(gazetteer: Gazetteer, text: str, name: str, role: str) -> None:
    """The respondent's own city is the learner, a city in a comparison is neither learner nor source."""
    learner = resolve_place("Rauma, Finland", gazetteer).place
    place = resolve_place(f"{name}, Finland", gazetteer).place
    tokens = tokenise(text)
    assert role_of(place, learner, tokens, tokens.span(text.index(name), text.index(name) + len(name))[0]) == role
