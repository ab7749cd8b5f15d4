"""What the texts say: cities, themes, measures, and who took which measure from whom."""

from __future__ import annotations

from feedback_nlp.records import ROLES, STAGES, STATUSES
from feedback_nlp.tables.fields import Field, Reference, Table
from feedback_nlp.tables.intake import SCORE, SPAN_END, SPAN_START, TESTIMONIAL_ID

OF_TESTIMONIAL = Reference("testimonial_id", "testimonials", "testimonial_id")

CITY_MENTIONS = Table(
    name="city_mentions",
    title="City mentions",
    description="One row per city, town or municipality named in a text.",
    fields=(
        Field(name="mention_id", type="string", unique=True, description="Content-made id."),
        TESTIMONIAL_ID,
        SPAN_START,
        SPAN_END,
        Field(name="text", type="string", description="The name as it stands in the text."),
        Field(name="city_id", type="string", required=False, description="City meant, empty where unresolved."),
        Field(name="geonameid", type="integer", required=False, description="GeoNames id."),
        Field(name="name", type="string", required=False, description="Usual English name."),
        Field(
            name="country",
            type="string",
            required=False,
            pattern="[A-Z]{2}",
            description="ISO 3166-1 alpha-2 code.",
        ),
        Field(name="lat", type="number", required=False, minimum=-90, maximum=90, description="Degrees north."),
        Field(name="lon", type="number", required=False, minimum=-180, maximum=180, description="Degrees east."),
        Field(name="role", type="string", enum=ROLES, description="What the city is in the testimonial."),
        SCORE,
        Field(name="runner_up_city_id", type="string", required=False, description="Second best reading."),
    ),
    primary_key=("mention_id",),
    references=(OF_TESTIMONIAL, Reference("city_id", "cities", "city_id")),
    order=("testimonial_id", "start"),
)

THEME_MENTIONS = Table(
    name="theme_mentions",
    title="Themes of testimonials",
    description="One row per testimonial and theme that it is about, with the stretch that speaks for it.",
    fields=(
        TESTIMONIAL_ID,
        Field(name="theme_id", type="string", description="Theme of the codebook."),
        Field(name="start", type="integer", required=False, minimum=0, description="Start of the evidence."),
        Field(name="end", type="integer", required=False, minimum=1, description="End of the evidence."),
        Field(
            name="method",
            type="string",
            enum=("cue", "classifier", "cue+classifier", "review"),
            description="What found it.",
        ),
        SCORE,
    ),
    primary_key=("testimonial_id", "theme_id"),
    references=(OF_TESTIMONIAL, Reference("theme_id", "themes", "theme_id")),
)

MEASURES = Table(
    name="measures",
    title="Measures",
    description="One row per replicable measure named in a text.",
    fields=(
        Field(name="measure_id", type="string", unique=True, description="Content-made id."),
        TESTIMONIAL_ID,
        SPAN_START,
        SPAN_END,
        Field(name="text", type="string", description="The measure as it stands in the text."),
        Field(name="canonical", type="string", description="The measure in normal form, for grouping."),
        Field(name="measure_group_id", type="string", description="Group of the same measure in other words."),
        Field(name="theme_ids", type="string", required=False, description="Themes, separated by `;`."),
        SCORE,
    ),
    primary_key=("measure_id",),
    references=(OF_TESTIMONIAL, Reference("measure_group_id", "measure_groups", "measure_group_id")),
    order=("testimonial_id", "start"),
)

MEASURE_GROUPS = Table(
    name="measure_groups",
    title="Distinct measures",
    description="One row per measure across testimonials, however it is worded.",
    fields=(
        Field(name="measure_group_id", type="string", unique=True, description="Content-made id."),
        Field(name="label", type="string", description="Readable name, one of the wordings."),
        Field(name="n_testimonials", type="integer", minimum=1, description="Testimonials that name it."),
        Field(name="n_learners", type="integer", minimum=0, description="Learner cities that name it."),
        Field(name="n_sources", type="integer", minimum=0, description="Source cities it is taken from."),
    ),
    primary_key=("measure_group_id",),
)

TRANSFERS = Table(
    name="transfers",
    title="Transfers",
    description="One row per learner, source and measure that a text links: the ledger of what was learned.",
    fields=(
        Field(name="transfer_id", type="string", unique=True, description="Content-made id."),
        TESTIMONIAL_ID,
        Field(name="cohort_id", type="string", description="Cohort of the testimonial."),
        Field(name="session_id", type="string", required=False, description="Session of the testimonial."),
        Field(name="learner_city_id", type="string", required=False, description="Who learned."),
        Field(
            name="source_city_id",
            type="string",
            required=False,
            description="Whom it was learned from; empty where the text names no city.",
        ),
        Field(name="measure_id", type="string", description="What was learned."),
        Field(name="stage", type="string", enum=STAGES, description="Highest rung of the learning ladder."),
        Field(name="status", type="string", enum=STATUSES, description="How that rung is qualified."),
        SPAN_START,
        SPAN_END,
        SCORE,
        Field(
            name="needs_review",
            type="boolean",
            description="Whether the score is below the review threshold.",
        ),
    ),
    primary_key=("transfer_id",),
    references=(
        OF_TESTIMONIAL,
        Reference("cohort_id", "cohorts", "cohort_id"),
        Reference("session_id", "sessions", "session_id"),
        Reference("learner_city_id", "cities", "city_id"),
        Reference("source_city_id", "cities", "city_id"),
        Reference("measure_id", "measures", "measure_id"),
    ),
    order=("testimonial_id", "start", "transfer_id"),
)

EVIDENCE_TABLES = (CITY_MENTIONS, THEME_MENTIONS, MEASURES, MEASURE_GROUPS, TRANSFERS)
