"""Folding of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.places.fold import fold, spellings

FOLDED = [
    ("Timișoara", "timisoara"),
    ("Timişoara", "timisoara"),
    ("Łódź", "lodz"),
    ("Tromsø", "tromso"),
    ("Đakovo", "dakovo"),
    ("Cluj-Napoca", "cluj napoca"),
    ("St. Pölten", "st polten"),
    ("L'Aquila", "l aquila"),
    ("Gießen", "giessen"),
    ("İzmir", "izmir"),
    ("Diyarbakır", "diyarbakir"),
    ("ÅRHUS", "arhus"),
    ("  Nice ", "nice"),
    ("–", ""),
]


@pytest.mark.parametrize(("name", "expected"), FOLDED)
def test_fold(name: str, expected: str) -> None:
    """Case, diacritics, hyphens and full stops do not tell names apart."""
    assert fold(name) == expected


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Münster", "Muenster"),
        ("Malmö", "Malmoe"),
        ("Malmö", "Malmo"),
        ("Umeå", "Umeaa"),
        ("Tønsberg", "Toensberg"),
        ("Sankt Pölten", "St. Pölten"),
        ("Saint-Nazaire", "St Nazaire"),
        ("St. Gallen", "Sankt Gallen"),
    ],
)
def test_spellings_hold_what_people_write(name: str, written: str) -> None:
    """Digraphs and abbreviations of saints are spellings of the name."""
    assert fold(written) in spellings(name)


@pytest.mark.parametrize(("name", "other"), [("Lund", "Lunde"), ("Bonn", "Born"), ("Ulm", "Uelm")])
def test_spellings_hold_nothing_else(name: str, other: str) -> None:
    """Different letters stay different names."""
    assert fold(other) not in spellings(name)


@given(st.text(alphabet=st.characters(categories=["L", "P", "Zs"], max_codepoint=0x17F, exclude_characters="ªºŉĿŀ")))
def test_folding_twice_changes_nothing(name: str) -> None:
    """Folded text is its own folding."""
    once = fold(name)
    assert fold(once) == once


@given(st.text(alphabet=st.characters(codec="latin-1", categories=["L"]), min_size=1))
def test_the_plain_folding_is_the_first_spelling(name: str) -> None:
    """Every name is found under its plain folding."""
    assert spellings(name)[0] == fold(name.lower())
