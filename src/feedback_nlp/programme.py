"""The programme: cohorts, phases, sessions with their lead cities, and the cities that take part.

Knows nothing of the gazetteer: cities are as the file states them. `programme.yaml` is its only source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from feedback_nlp.settings import read_yaml, validated


def _as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, int | float) else value


Text = Annotated[str, BeforeValidator(_as_text)]
DatePattern = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class City(_Section):
    """A city as the programme states it.

    Attributes:
        name: Name as the programme writes it.
        country: ISO 3166-1 alpha-2 code or English name.
        aliases: Other names under which participants know it.
        lat: Degrees north, for places that the gazetteer lacks.
        lon: Degrees east.
        geonameid: GeoNames id, to fix an ambiguous name.
    """

    name: str
    country: str
    aliases: tuple[str, ...] = ()
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonameid: int | None = None


class Session(_Section):
    """A session of a cohort.

    Attributes:
        id: Id, unique in the file.
        label: Name of the session.
        kind: Thematic, technical or other.
        themes: Theme ids of the codebook that it is about.
        lead_cities: Names of the cities that led it, from `cities`.
        phase: Id of the phase it belongs to.
        held_on: Day, ISO 8601.
        aliases: Other names under which exports know it.
    """

    id: Text
    label: str
    kind: Literal["thematic", "technical", "other"] = "thematic"
    themes: tuple[str, ...] = ()
    lead_cities: tuple[str, ...] = ()
    phase: Text | None = None
    held_on: Annotated[Text | None, Field(pattern=DatePattern)] = None
    aliases: tuple[str, ...] = ()


class Phase(_Section):
    """A phase of a cohort.

    Attributes:
        id: Id, unique in the cohort.
        label: Name of the phase.
    """

    id: Text
    label: str


class Cohort(_Section):
    """A cohort of the programme.

    Attributes:
        id: Id, such as `2024-1`.
        label: Name of the cohort.
        starts_on: First day or month, ISO 8601.
        ends_on: Last day or month, ISO 8601.
        n_participants: Participants, where known.
        phases: Phases in their order.
        sessions: Sessions in their order.
        aliases: Other names under which exports know it.
        files: Patterns of input file names that belong to this cohort, for exports without a cohort column.
    """

    id: Text
    label: str
    starts_on: Annotated[Text | None, Field(pattern=DatePattern)] = None
    ends_on: Annotated[Text | None, Field(pattern=DatePattern)] = None
    n_participants: int | None = Field(default=None, ge=0)
    phases: tuple[Phase, ...] = ()
    sessions: tuple[Session, ...] = ()
    aliases: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


class Programme(_Section):
    """The programme.

    Attributes:
        name: Name of the programme.
        default_consent: Consent of answers without a consent column or value.
        default_cohort: Cohort of answers that name none, where the file name decides nothing.
        cities: Cities that lead or take part.
        cohorts: Cohorts in their order.
    """

    name: str = "Peer-learning programme"
    default_consent: Literal["publish", "aggregate"] = "publish"
    default_cohort: Text = "unassigned"
    cities: tuple[City, ...] = ()
    cohorts: tuple[Cohort, ...] = ()

    @model_validator(mode="after")
    def _names_resolve(self) -> Programme:
        known = {city.name for city in self.cities}
        seen: set[str] = set()
        for cohort, session in self.sessions():
            if session.id in seen:
                raise ValueError(f"has session {session.id!r} twice; give each session an id of its own")
            seen.add(session.id)
            unknown = [name for name in session.lead_cities if name not in known]
            if unknown:
                raise ValueError(f"session {session.id!r} is led by {unknown[0]!r}, which `cities` does not list")
            if session.phase is not None and session.phase not in {phase.id for phase in cohort.phases}:
                raise ValueError(f"session {session.id!r} is in phase {session.phase!r}, which its cohort lacks")
        return self

    def sessions(self) -> Iterator[tuple[Cohort, Session]]:
        """Yield every session with its cohort, in the order of the file."""
        for cohort in self.cohorts:
            for session in cohort.sessions:
                yield cohort, session

    @property
    def lead_cities(self) -> tuple[str, ...]:
        """Names of the cities that lead a session, in order of first appearance."""
        return tuple(dict.fromkeys(name for _, session in self.sessions() for name in session.lead_cities))


def load_programme(path: Path | None) -> Programme:
    """Return the programme of a YAML file, or an empty one.

    Args:
        path: `programme.yaml`; None for a programme without cohorts.

    Raises:
        InputNotFoundError: If the file does not exist.
        ConfigurationError: If it holds an unknown key, an illegal value or a name that does not resolve.
    """
    return Programme() if path is None else validated(Programme, read_yaml(path), path)
