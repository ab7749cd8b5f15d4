"""What came in: testimonials, rejections, and the decisions of reviewers."""

from __future__ import annotations

from feedback_nlp.records import CONSENTS
from feedback_nlp.tables.fields import Field, Reference, Table

SPAN_START = Field(
    name="start", type="integer", minimum=0, description="Offset of the first character, in code points."
)
SPAN_END = Field(name="end", type="integer", minimum=1, description="Offset after the last character.")
TESTIMONIAL_ID = Field(name="testimonial_id", type="string", description="Testimonial the row belongs to.")
SCORE = Field(name="score", type="number", minimum=0, maximum=1, description="Confidence, 0 to 1; higher is surer.")

REJECTION_REASONS = (
    "empty",
    "no-answer",
    "too-short",
    "duplicate",
    "near-duplicate",
    "no-learner",
    "no-consent",
    "not-text",
    "unreadable",
)
"""Why an input row is not a testimonial, as codes; `detail` of the row says it in words."""

TESTIMONIALS = Table(
    name="testimonials",
    title="Accepted testimonials",
    description="One row per accepted answer of a respondent to a free-text question, cleaned.",
    fields=(
        Field(name="testimonial_id", type="string", unique=True, description="Content-made id."),
        Field(name="cohort_id", type="string", description="Cohort of the programme."),
        Field(name="session_id", type="string", required=False, description="Session that the answer is about."),
        Field(
            name="respondent_id",
            type="string",
            required=False,
            description="Pseudonymous id of the respondent.",
        ),
        Field(name="question", type="string", required=False, description="Question that was answered."),
        Field(name="learner_place", type="string", required=False, description="Learner as stated in the input."),
        Field(name="learner_city_id", type="string", required=False, description="Learner city, where resolved."),
        Field(
            name="learner_name",
            type="string",
            required=False,
            description="Usual English name of the learner.",
        ),
        Field(
            name="learner_country",
            type="string",
            required=False,
            pattern="[A-Z]{2}",
            description="ISO 3166-1 alpha-2 code of the learner's country.",
        ),
        Field(
            name="submitted_on",
            type="date",
            required=False,
            pattern=r"\d{4}-\d{2}-\d{2}",
            description="Day of submission, ISO 8601.",
        ),
        Field(
            name="language",
            type="string",
            description="ISO 639-1 code of the text's language, `und` if unknown.",
        ),
        Field(
            name="consent",
            type="string",
            enum=CONSENTS,
            description="`publish` may be quoted; `aggregate` is counted and never quoted.",
        ),
        Field(name="text", type="string", description="The text, cleaned; all offsets refer to it."),
        Field(
            name="not_coded",
            type="string",
            required=False,
            description="Why the text was not coded (`language`, `no-words`), empty where it was.",
        ),
        Field(name="source_file", type="string", description="Name of the input file."),
        Field(
            name="source_row",
            type="integer",
            minimum=1,
            description="Row of the file (the header is row 1), or line of a page.",
        ),
        Field(name="source_column", type="string", required=False, description="Column of the answer."),
    ),
    primary_key=("testimonial_id",),
    references=(
        Reference("cohort_id", "cohorts", "cohort_id"),
        Reference("session_id", "sessions", "session_id"),
        Reference("learner_city_id", "cities", "city_id"),
    ),
)

REJECTIONS = Table(
    name="rejections",
    title="Input rows not accepted",
    description="One row per answer that was read and is no testimonial, with the reason.",
    fields=(
        Field(name="source_file", type="string", description="Name of the input file."),
        Field(name="source_row", type="integer", minimum=1, description="Row of the file, or line of a page."),
        Field(name="source_column", type="string", required=False, description="Column of the answer."),
        Field(name="reason", type="string", enum=REJECTION_REASONS, description="Reason code."),
        Field(name="detail", type="string", description="The reason in words."),
    ),
    primary_key=("source_file", "source_row", "source_column"),
)

REVIEWS = Table(
    name="reviews",
    title="Applied human decisions",
    description=(
        "One row per field of a coded row that a reviewer changed or confirmed; of a removed row, one for `keep`."
    ),
    fields=(
        Field(name="table", type="string", description="Table of the reviewed row: `transfers` or `measures`."),
        Field(name="row_id", type="string", description="Key of the row; a removed row is in its table no more."),
        Field(name="field", type="string", description="Reviewed column, or `keep`: whether the row stays."),
        Field(
            name="before",
            type="string",
            required=False,
            description="Coded value; equal to `after` where it was confirmed.",
        ),
        Field(name="after", type="string", required=False, description="Value that the reviewer gave."),
        Field(name="reviewer", type="string", description="Who decided."),
        Field(name="decided_on", type="date", pattern=r"\d{4}-\d{2}-\d{2}", description="Day of the decision."),
    ),
    primary_key=("table", "row_id", "field"),
)

INTAKE_TABLES = (TESTIMONIALS, REJECTIONS, REVIEWS)
