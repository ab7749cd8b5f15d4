"""Countries, demonyms and regions."""

from __future__ import annotations

import pytest

from feedback_nlp.places import country_code, country_names, demonyms
from feedback_nlp.places.countries import code_in_text, region_countries


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("Portugal", "PT"),
        ("(MD)", "MD"),
        ("PRT", "PT"),
        ("Deutschland", "DE"),
        ("the Netherlands", "NL"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("Moldovan", "MD"),
        ("Türkiye", "TR"),
        ("Lahti", None),
        ("", None),
    ],
)
def test_country_code(stated: str, code: str | None) -> None:
    """Names, native names, abbreviations and codes are countries; cities are not."""
    assert country_code(stated) == code


@pytest.mark.parametrize(("word", "code"), [("PT", "PT"), ("UK", "GB"), ("IT", None), ("pt", None), ("XQ", None)])
def test_code_in_text(word: str, code: str | None) -> None:
    """Codes that are English words in capitals are not read as countries."""
    assert code_in_text(word) == code


@pytest.mark.parametrize(("word", "code"), [("finnish", "FI"), ("dutch", "NL"), ("danes", "DK"), ("scottish", "GB")])
def test_demonyms(word: str, code: str) -> None:
    """Adjectives and inhabitants point to a country."""
    assert demonyms()[word] == code


def test_regions_are_no_countries() -> None:
    """Georgia stays a country, Alabama leads to one."""
    assert region_countries()["alabama"] == "US"
    assert "georgia" in country_names()
    assert "georgia" not in region_countries()
