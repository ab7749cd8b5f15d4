"""Records that the stages pass on: small, frozen and impossible to make illegal.

Knows nothing of files, frames or models. Offsets are Unicode code points into the testimonial's text, end exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from feedback_nlp.errors import RecordError

Stage: TypeAlias = Literal["heard", "understood", "intends", "trialling", "embedded"]
"""Rung of the learning ladder, lowest first (exploration, acquisition, utilization ×2, internalization)."""
Status: TypeAlias = Literal["affirmed", "conditional", "negated", "already"]
"""Whether the rung is claimed outright, depends on something, is refused, or predates the exchange."""
Role: TypeAlias = Literal["learner", "source", "other"]
"""What a city is in the testimonial that mentions it."""
Consent: TypeAlias = Literal["publish", "aggregate"]
"""`publish` may be quoted; `aggregate` is counted and never quoted."""

STAGES: tuple[Stage, ...] = get_args(Stage)
STATUSES: tuple[Status, ...] = get_args(Status)
ROLES: tuple[Role, ...] = get_args(Role)
CONSENTS: tuple[Consent, ...] = get_args(Consent)
RUNGS: tuple[tuple[Stage, Status], ...] = (
    ("heard", "affirmed"),
    ("heard", "negated"),
    ("understood", "affirmed"),
    ("understood", "negated"),
    ("intends", "affirmed"),
    ("intends", "conditional"),
    ("trialling", "affirmed"),
    ("trialling", "already"),
    ("embedded", "affirmed"),
    ("embedded", "already"),
)
"""The pairs of stage and status that the guidelines allow, in the order of the trained network's outputs."""


def content_id(prefix: str, *parts: object) -> str:
    """Return an id made of content alone, stable across runs and row orders.

    Args:
        prefix: Short kind of the record, such as `t` for testimonial.
        parts: Values that make the record what it is; None and "" are told apart.

    Returns:
        `prefix-` and 12 hexadecimal digits of a BLAKE2b hash over the parts.
    """
    digest = hashlib.blake2b(digest_size=6)
    for part in parts:
        digest.update(b"\x00" if part is None else b"\x01" + str(part).encode("utf-8") + b"\x1f")
    return f"{prefix}-{digest.hexdigest()}"


def _check_share(name: str, value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise RecordError(f"{name} must be between 0 and 1, got {value}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a testimonial's text.

    Attributes:
        start: Offset of the first character.
        end: Offset after the last character.
        text: The characters between them.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        """Refuse offsets that cannot enclose the text.

        Raises:
            RecordError: If the offsets are negative, empty or not as long as the text.
        """
        if not 0 <= self.start < self.end:
            raise RecordError(f"span offsets must satisfy 0 <= start < end, got {self.start}:{self.end}")
        if self.end - self.start != len(self.text):
            raise RecordError(f"span {self.start}:{self.end} does not have the length of its text {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` between two offsets."""
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place.

    Attributes:
        city_id: `geonames:<id>`, or `place:<country>-<folded name>` where GeoNames has no row.
        geonameid: The GeoNames id, None where it has none.
        name: Usual English name.
        country: ISO 3166-1 alpha-2 code.
        lat: Degrees north, None if unknown.
        lon: Degrees east, None if unknown.
        population: Inhabitants, 0 if unknown.
    """

    city_id: str
    geonameid: int | None
    name: str
    country: str
    lat: float | None = None
    lon: float | None = None
    population: int = 0

    def __post_init__(self) -> None:
        """Refuse a country that is no alpha-2 code and coordinates off the globe.

        Raises:
            RecordError: If the country or a coordinate is out of range.
        """
        if len(self.country) != 2 or not self.country.isupper():  # noqa: PLR2004
            raise RecordError(f"country must be an ISO 3166-1 alpha-2 code, got {self.country!r}")
        if self.lat is not None and not -90.0 <= self.lat <= 90.0:  # noqa: PLR2004
            raise RecordError(f"latitude of {self.name} must be between -90 and 90, got {self.lat}")
        if self.lon is not None and not -180.0 <= self.lon <= 180.0:  # noqa: PLR2004
            raise RecordError(f"longitude of {self.name} must be between -180 and 180, got {self.lon}")

    @property
    def label(self) -> str:
        """`Name, CC`, as the gold format and the report write a city."""
        return f"{self.name}, {self.country}"


@dataclass(frozen=True, slots=True)
class CityMention:
    """A city named in a text.

    Attributes:
        span: Where the name stands.
        place: The city meant, or None where no reading is likely enough.
        role: What the city is in this testimonial.
        score: Confidence in `place`, 0 to 1, higher is surer.
        runner_up: The second best reading, None if there is none.
    """

    span: Span
    place: Place | None
    role: Role
    score: float
    runner_up: Place | None = None

    def __post_init__(self) -> None:
        """Refuse a score that is no share.

        Raises:
            RecordError: If the score is out of range.
        """
        _check_share("score of a city mention", self.score)


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme of the codebook that a testimonial is about.

    Attributes:
        theme_id: Id of the theme in the codebook.
        evidence: The stretch that speaks for it, None where the whole text does.
        method: `cue`, `classifier` or `cue+classifier`.
        score: Confidence, 0 to 1, higher is surer.
    """

    theme_id: str
    evidence: Span | None
    method: str
    score: float

    def __post_init__(self) -> None:
        """Refuse a score that is no share.

        Raises:
            RecordError: If the score is out of range.
        """
        _check_share(f"score of theme {self.theme_id}", self.score)


@dataclass(frozen=True, slots=True)
class Measure:
    """A replicable measure named in a text.

    Attributes:
        span: The shortest phrase that names the action with its object.
        score: Confidence, 0 to 1, higher is surer.
    """

    span: Span
    score: float

    def __post_init__(self) -> None:
        """Refuse a score that is no share.

        Raises:
            RecordError: If the score is out of range.
        """
        _check_share("score of a measure", self.score)


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a learner took from a source about one measure.

    Attributes:
        source: The city it came from, None where the text names none.
        measure: Index into the measures of the same testimonial.
        stage: Highest rung that the text supports.
        status: How that rung is qualified.
        evidence: The sentence that proves it.
        score: Calibrated probability that the row is right, 0 to 1.
        needs_review: Whether `score` is below the review threshold.
    """

    source: Place | None
    measure: int
    stage: Stage
    status: Status
    evidence: Span
    score: float
    needs_review: bool = False

    def __post_init__(self) -> None:
        """Refuse values outside the ladder and a score that is no share.

        Raises:
            RecordError: If stage, status or score is out of range.
        """
        if self.stage not in STAGES:
            raise RecordError(f"stage must be one of {', '.join(STAGES)}, got {self.stage!r}")
        if self.status not in STATUSES:
            raise RecordError(f"status must be one of {', '.join(STATUSES)}, got {self.status!r}")
        _check_share("score of a transfer", self.score)
