"""Read a catalogue of strings and fill in its blanks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from feedback_nlp.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of one language.

    Attributes:
        language: ISO 639-1 code.
        singular: Numbers that take the singular: 1 in English, 0 and 1 in French.
        thousands: Separator of thousands.
        text: Key → words, or → singular and plural.
        countries: ISO 3166-1 alpha-2 code → name.
    """

    language: str
    singular: tuple[int, ...]
    thousands: str
    text: dict[str, Any]
    countries: dict[str, str]

    def __call__(self, key: str, **blanks: object) -> str:
        """Return the words for a key with its blanks filled.

        Raises:
            KeyError: If the catalogue lacks the key, which is a defect of the catalogue.
        """
        words = self.text[key]
        if isinstance(words, list):
            n = blanks["n"]
            words = words[0] if n in self.singular else words[1]
        return str(words).format(**{name: self._shown(value) for name, value in blanks.items()})

    def country(self, code: str) -> str:
        """Return the name of a country, or its code where the catalogue has none."""
        return self.countries.get(code, code)

    def number(self, value: int) -> str:
        """Return a whole number with its thousands set apart."""
        return f"{value:,}".replace(",", self.thousands)

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else str(value)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


@cache
def load_strings(language: str) -> Strings:
    """Return the catalogue of a language.

    Args:
        language: ISO 639-1 code.

    Raises:
        ConfigurationError: If there is no catalogue of that language.
    """
    if language not in languages():
        raise ConfigurationError(f"the report has no language {language!r}; choose one of {', '.join(languages())}")
    content = yaml.safe_load(resources.files(__package__).joinpath(f"{language}.yaml").read_text(encoding="utf-8"))
    return Strings(
        language=content["language"],
        singular=tuple(content["singular"]),
        thousands=content["thousands"],
        text=content["text"],
        countries=content["countries"],
    )
