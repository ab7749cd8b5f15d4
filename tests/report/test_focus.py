"""What a report can focus on."""

from __future__ import annotations

from typing import Any

import pytest

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.report import Focus
from feedback_nlp.tally import Selection
from tests.tally.small_world import small_world


@pytest.mark.parametrize(
    ("kind", "wanted", "key"),
    [
        ("city", "LEUVEN", "c-leuven"),
        ("city", "c-faro", "c-faro"),
        ("theme", "Nature", "nature"),
        ("cohort", "one", "one"),
    ],
)
def test_by_id_or_name(kind: Any, wanted: str, key: str) -> None:
    """Names do not depend on case."""
    focus = Focus.of(small_world(), kind, wanted)
    assert focus.key == key
    assert focus.selection == Selection(**{kind: key})


def test_unknown_names_list_known_ones() -> None:
    """The error says what there is."""
    with pytest.raises(ConfigurationError, match="no city 'Atlantis'; name one of: Faro, Lahti, Leuven, Metz"):
        Focus.of(small_world(), "city", "Atlantis")


def test_a_name_that_two_cities_bear_needs_its_id() -> None:
    """Ambiguity is not resolved by chance."""
    tables = small_world()
    twice = {**tables, "cities": tables["cities"].assign(name="Halle")}
    with pytest.raises(ConfigurationError, match="4 times the city 'halle'; use one of the ids c-faro, c-lahti"):
        Focus.of(twice, "city", "halle")
