"""What the rows refer to: cities, themes of the codebook, cohorts and sessions of the programme."""

from __future__ import annotations

from feedback_nlp.tables.fields import Field, Reference, Table

PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
"""A year, month or day, ISO 8601: programmes are planned by the month."""

CITIES = Table(
    name="cities",
    title="Cities",
    description="One row per city that is a learner, is mentioned, is a source or leads a session.",
    fields=(
        Field(
            name="city_id",
            type="string",
            unique=True,
            description="`geonames:<id>`, or `place:<country>-<name>` where GeoNames has no row.",
        ),
        Field(name="geonameid", type="integer", required=False, description="GeoNames id."),
        Field(name="name", type="string", description="Usual English name."),
        Field(name="country", type="string", pattern="[A-Z]{2}", description="ISO 3166-1 alpha-2 code."),
        Field(name="lat", type="number", required=False, minimum=-90, maximum=90, description="Degrees north."),
        Field(name="lon", type="number", required=False, minimum=-180, maximum=180, description="Degrees east."),
    ),
    primary_key=("city_id",),
)

THEMES = Table(
    name="themes",
    title="Codebook",
    description="One row per theme of the codebook used.",
    fields=(
        Field(name="theme_id", type="string", unique=True, description="Id of the theme."),
        Field(name="label", type="string", description="Name of the theme."),
        Field(name="description", type="string", description="What it covers."),
    ),
    primary_key=("theme_id",),
)

COHORTS = Table(
    name="cohorts",
    title="Cohorts",
    description="One row per cohort that the programme or the input names.",
    fields=(
        Field(name="cohort_id", type="string", unique=True, description="Id of the cohort."),
        Field(name="label", type="string", description="Name of the cohort."),
        Field(
            name="starts_on",
            type="string",
            required=False,
            pattern=PARTIAL_DATE,
            description="First day or month, ISO 8601.",
        ),
        Field(
            name="ends_on",
            type="string",
            required=False,
            pattern=PARTIAL_DATE,
            description="Last day or month, ISO 8601.",
        ),
        Field(name="n_participants", type="integer", required=False, minimum=0, description="Participants."),
    ),
    primary_key=("cohort_id",),
)

SESSIONS = Table(
    name="sessions",
    title="Sessions",
    description="One row per session of a cohort.",
    fields=(
        Field(name="session_id", type="string", unique=True, description="Id of the session."),
        Field(name="cohort_id", type="string", description="Cohort it belongs to."),
        Field(name="phase_id", type="string", required=False, description="Phase it belongs to."),
        Field(name="label", type="string", description="Name of the session."),
        Field(
            name="kind",
            type="string",
            enum=("thematic", "technical", "other"),
            description="Kind of session.",
        ),
        Field(name="theme_ids", type="string", required=False, description="Themes, separated by `;`."),
        Field(name="held_on", type="string", required=False, pattern=PARTIAL_DATE, description="Day, ISO 8601."),
    ),
    primary_key=("session_id",),
    references=(Reference("cohort_id", "cohorts", "cohort_id"),),
)

SESSION_LEADS = Table(
    name="session_leads",
    title="Lead cities of sessions",
    description="One row per session and city that led it: what was expected to be cited.",
    fields=(
        Field(name="session_id", type="string", description="Session."),
        Field(name="city_id", type="string", description="Lead city."),
    ),
    primary_key=("session_id", "city_id"),
    references=(Reference("session_id", "sessions", "session_id"), Reference("city_id", "cities", "city_id")),
)

FRAMEWORK_TABLES = (CITIES, THEMES, COHORTS, SESSIONS, SESSION_LEADS)
