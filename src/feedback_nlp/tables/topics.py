"""What people talk about: segments, topics, and how topics changed since the run before."""

from __future__ import annotations

from feedback_nlp.tables.evidence import OF_TESTIMONIAL
from feedback_nlp.tables.fields import Field, Reference, Table
from feedback_nlp.tables.intake import SPAN_END, SPAN_START, TESTIMONIAL_ID

TOPIC_CHANGES = ("kept", "born", "merged", "split", "gone")

SEGMENTS = Table(
    name="segments",
    title="Segments",
    description="One row per sentence-level unit that topics are made of.",
    fields=(
        Field(name="segment_id", type="string", unique=True, description="Content-made id."),
        TESTIMONIAL_ID,
        SPAN_START,
        SPAN_END,
        Field(name="text", type="string", description="The segment as it stands in the text."),
        Field(
            name="screened",
            type="string",
            required=False,
            enum=("junk", "near-duplicate"),
            description="Why the segment took no part in the clustering, empty where it did.",
        ),
    ),
    primary_key=("segment_id",),
    references=(OF_TESTIMONIAL,),
    order=("testimonial_id", "start"),
)

TOPICS = Table(
    name="topics",
    title="Topics",
    description="One row per topic; a parent topic is a row that others name in `parent_id`.",
    fields=(
        Field(name="topic_id", type="string", unique=True, description="Id that is stable across runs."),
        Field(name="label", type="string", description="Short readable label."),
        Field(name="keywords", type="string", description="Words by c-TF-IDF, best first, separated by `;`."),
        Field(name="n_segments", type="integer", minimum=0, description="Segments assigned."),
        Field(
            name="stability",
            type="number",
            required=False,
            minimum=0,
            maximum=1,
            description="Share of co-assigned pairs kept under resampling; higher is steadier.",
        ),
        Field(name="unstable", type="boolean", description="Whether the stability is below the threshold."),
        Field(name="parent_id", type="string", required=False, description="Topic of the upper level."),
        Field(name="first_seen_run", type="string", description="Run in which the topic first appeared."),
        Field(
            name="quotes",
            type="string",
            required=False,
            description="Ids of the representative segments, best first, separated by `;`.",
        ),
    ),
    primary_key=("topic_id",),
    references=(Reference("parent_id", "topics", "topic_id"),),
)

TOPIC_ASSIGNMENTS = Table(
    name="topic_assignments",
    title="Topics of segments",
    description="One row per segment and the topic of the lower level that it belongs to.",
    fields=(
        Field(name="segment_id", type="string", unique=True, description="Segment."),
        Field(name="topic_id", type="string", description="Topic."),
        Field(
            name="probability",
            type="number",
            minimum=0,
            maximum=1,
            description="How central the segment is; higher is closer to the topic.",
        ),
        Field(name="x", type="number", required=False, description="Horizontal place on the map of segments."),
        Field(name="y", type="number", required=False, description="Vertical place on the map of segments."),
    ),
    primary_key=("segment_id",),
    references=(
        Reference("segment_id", "segments", "segment_id"),
        Reference("topic_id", "topics", "topic_id"),
    ),
)

CHANGES = Table(
    name="topic_changes",
    title="Topics against the run before",
    description="One row per topic of this or the previous run, and what became of it.",
    fields=(
        Field(
            name="topic_id",
            type="string",
            unique=True,
            description="Topic; one that is gone has no row in topics.",
        ),
        Field(name="change", type="string", enum=TOPIC_CHANGES, description="What happened."),
        Field(
            name="related_ids",
            type="string",
            required=False,
            description="Topics it was merged from, split from or merged into, separated by `;`.",
        ),
        Field(name="n_before", type="integer", minimum=0, description="Segments in the previous run."),
        Field(name="n_after", type="integer", minimum=0, description="Segments in this run."),
        Field(
            name="similarity",
            type="number",
            required=False,
            minimum=-1,
            maximum=1,
            description="Cosine between the centroids before and after.",
        ),
        Field(
            name="share_new",
            type="number",
            required=False,
            minimum=0,
            maximum=1,
            description="Share of the topic's segments that the previous run did not have.",
        ),
        Field(
            name="cause",
            type="string",
            enum=("data", "model", "both", "none"),
            description="Whether new texts, another model or settings, both, or neither explain the change.",
        ),
        Field(name="label_before", type="string", required=False, description="Label in the previous run."),
    ),
    primary_key=("topic_id",),
)

TOPIC_CENTROIDS = Table(
    name="topic_centroids",
    title="Centres of topics",
    description="One row per topic and parent topic: its mean direction, by which the next run finds it again.",
    fields=(
        Field(name="topic_id", type="string", unique=True, description="Topic."),
        Field(name="encoder", type="string", description="Sentence encoder; vectors of two encoders do not compare."),
        Field(name="model", type="string", description="Encoder, settings and method that made the topic."),
        Field(name="resolution", type="number", minimum=0, description="Leiden resolution used."),
        Field(name="vector", type="string", description="Base64 of little-endian 16-bit integers, a direction."),
    ),
    primary_key=("topic_id",),
    references=(Reference("topic_id", "topics", "topic_id"),),
)

TOPIC_TABLES = (SEGMENTS, TOPICS, TOPIC_ASSIGNMENTS, CHANGES, TOPIC_CENTROIDS)
