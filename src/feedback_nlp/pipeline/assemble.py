"""Join what the stages found into the tables of a run.

Adds the tables that the others refer to: cities, themes, cohorts, sessions and who led them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from feedback_nlp.codebook import Codebook
from feedback_nlp.errors import TableError
from feedback_nlp.places import Gazetteer, resolve_place
from feedback_nlp.programme import Programme
from feedback_nlp.tables import TABLES, check_tables, conform, empty_table


def assemble(
    stages: Mapping[str, pd.DataFrame], *, programme: Programme, codebook: Codebook, gazetteer: Gazetteer
) -> dict[str, pd.DataFrame]:
    """Return all tables of a run, checked.

    Args:
        stages: Tables that the stages made, by name; what is missing is empty.
        programme: The programme.
        codebook: The codebook.
        gazetteer: Places, for the cities that rows name by id.

    Returns:
        Every table of the contract, in its order.

    Raises:
        TableError: If a table breaks its contract or a key does not resolve.
    """
    leads = session_leads(programme, gazetteer)
    framework = {
        "themes": pd.DataFrame(
            [(theme.id, theme.label, theme.description) for theme in codebook.themes],
            columns=["theme_id", "label", "description"],
        ),
        "cohorts": _cohorts(programme, stages["testimonials"]["cohort_id"]),
        "sessions": _sessions(programme),
        "session_leads": leads,
        "cities": _cities(_city_ids(stages, leads), gazetteer),
    }
    found = {**stages, **framework}
    tables = {name: conform(found[name], name) if name in found else empty_table(name) for name in TABLES}
    check_tables(tables)
    return tables


def session_leads(programme: Programme, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row per session and lead city, lead cities that the gazetteer cannot place left out."""
    stated = {city.name: f"{city.name}, {city.country}" for city in programme.cities}
    rows = []
    for _, session in programme.sessions():
        for name in session.lead_cities:
            place = resolve_place(stated[name], gazetteer).place
            if place is not None:
                rows.append((session.id, place.city_id))
    return pd.DataFrame(rows, columns=["session_id", "city_id"]).drop_duplicates()


def _city_ids(stages: Mapping[str, pd.DataFrame], leads: pd.DataFrame) -> list[str]:
    columns = [
        stages["testimonials"]["learner_city_id"],
        stages["city_mentions"]["city_id"],
        stages["transfers"]["learner_city_id"],
        stages["transfers"]["source_city_id"],
        leads["city_id"],
    ]
    return sorted(set(pd.concat(columns).dropna()))


def _cities(city_ids: Iterable[str], gazetteer: Gazetteer) -> pd.DataFrame:
    found = {city_id: gazetteer.by_city_id(city_id) for city_id in city_ids}
    unknown = [city_id for city_id, place in found.items() if place is None]
    if unknown:
        raise TableError(f"the gazetteer has no place {unknown[0]!r}, which a row names ({len(unknown)} such ids)")
    places = [place for place in found.values() if place is not None]
    return pd.DataFrame(
        [(p.city_id, p.geonameid, p.name, p.country, p.lat, p.lon) for p in places],
        columns=["city_id", "geonameid", "name", "country", "lat", "lon"],
    )


def _cohorts(programme: Programme, used: pd.Series[str]) -> pd.DataFrame:
    rows = [(c.id, c.label, c.starts_on, c.ends_on, c.n_participants) for c in programme.cohorts]
    known = {row[0] for row in rows}
    rows += [(cohort_id, cohort_id, None, None, None) for cohort_id in sorted(set(used) - known)]
    return pd.DataFrame(rows, columns=["cohort_id", "label", "starts_on", "ends_on", "n_participants"])


def _sessions(programme: Programme) -> pd.DataFrame:
    rows = [
        (s.id, cohort.id, s.phase, s.label, s.kind, ";".join(s.themes) or None, s.held_on)
        for cohort, s in programme.sessions()
    ]
    columns = ["session_id", "cohort_id", "phase_id", "label", "kind", "theme_ids", "held_on"]
    return pd.DataFrame(rows, columns=columns)
