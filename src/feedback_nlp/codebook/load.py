"""Themes and the codebook that holds them, read from YAML."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from feedback_nlp.codebook.patterns import CueMatcher
from feedback_nlp.settings import read_yaml, validated

PACKAGED = Path(__file__).parent / "themes.yaml"

ThemeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Cue = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1)]


class Theme(BaseModel):
    """A theme of the codebook.

    Attributes:
        id: Lower-case id with hyphens, unique in the codebook.
        label: Name for people.
        description: What the theme covers, in a sentence or two; themes unknown to the classifier are found by it.
        cues: Words and phrases that speak for the theme; `*` ends a stem.
        negative_cues: Phrases inside which a cue does not count.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))

    id: ThemeId
    label: str = Field(min_length=1)
    description: str = Field(min_length=1)
    cues: tuple[Cue, ...] = ()
    negative_cues: tuple[Cue, ...] = ()

    @cached_property
    def matcher(self) -> CueMatcher:
        """Finds the theme's cues in a text."""
        return CueMatcher(self.cues, self.negative_cues)


class Codebook(BaseModel):
    """Themes in their order.

    Attributes:
        extends: `default` puts the packaged themes before these, a theme of the same id replacing the packaged one.
        themes: At least one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    extends: Literal["default"] | None = None
    themes: tuple[Theme, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Codebook:
        ids = [theme.id for theme in self.themes]
        double = sorted({theme_id for theme_id in ids if ids.count(theme_id) > 1})
        if double:
            raise ValueError(f"has theme {double[0]!r} twice; give each theme an id of its own")
        return self

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """Ids in the order of the codebook."""
        return tuple(theme.id for theme in self.themes)


def load_codebook(path: Path | None) -> Codebook:
    """Return the codebook of a YAML file, or the packaged one.

    Args:
        path: A user's codebook; None for the packaged one.

    Raises:
        InputNotFoundError: If the file does not exist.
        ConfigurationError: If it holds an unknown key, an illegal value or a theme twice.
    """
    if path is None:
        return _packaged()
    codebook = validated(Codebook, read_yaml(path), path)
    if codebook.extends is None:
        return codebook
    own = {theme.id: theme for theme in codebook.themes}
    base = _packaged().themes
    kept = [own.pop(theme.id, theme) for theme in base]
    return Codebook(themes=(*kept, *own.values()))


@cache
def _packaged() -> Codebook:
    return validated(Codebook, read_yaml(PACKAGED), PACKAGED)
