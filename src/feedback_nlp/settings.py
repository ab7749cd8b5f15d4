"""Settings of a run: what an evaluator may turn without touching code.

Knows nothing of files but the settings file it is handed. Values come from `feedback-nlp.yaml` in the project folder
where there is one; every default is here, so that a run without the file is well defined.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from feedback_nlp.errors import ConfigurationError, InputNotFoundError

Model = TypeVar("Model", bound=BaseModel)

ColumnField: TypeAlias = Literal[
    "learner", "country", "session", "cohort", "submitted_on", "consent", "respondent", "text"
]
"""What a column of an input can mean."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class IngestSettings(_Section):
    """How inputs are read and screened.

    Attributes:
        columns: Field → column name, for exports whose headers the synonyms do not cover.
        text_columns: Free-text columns; found by their headers where empty.
        min_words: Answers with fewer words are rejected as `too-short`.
        near_duplicate: Answers of one learner that share at least this much of their text are near-duplicates, 0 to 1.
        dayfirst: Whether 03/04/2025 is 3 April; None decides by each column's unambiguous dates.
    """

    columns: dict[ColumnField, str] = Field(default_factory=dict)
    text_columns: tuple[str, ...] = ()
    min_words: int = Field(default=2, ge=1)
    near_duplicate: float = Field(default=0.93, gt=0, le=1)
    dayfirst: bool | None = None


class ExtractSettings(_Section):
    """How texts are coded.

    Attributes:
        pipeline: `default` codes without grammar, which the extraction does not need; `en_feedback` adds the shipped
            language pipeline (tags, dependencies, names), another name an installed spaCy pipeline.
        min_city_score: City readings below it stay unresolved.
        review_below: Transfers whose score is below it are marked `needs_review`.
        batch_size: Texts per batch.
    """

    pipeline: str = "default"
    min_city_score: float = Field(default=0.5, ge=0, le=1)
    review_below: float = Field(default=0.5, ge=0, le=1)
    batch_size: int = Field(default=64, ge=1)


class TopicSettings(_Section):
    """How topics are made.

    Attributes:
        encoder: `default` (MiniLM, int8), `fast` (static vectors) or the name of a sentence-transformers model.
        neighbours: Neighbours of each segment in the kNN graph.
        resolution: Leiden resolution; None chooses it from the data.
        min_stability: Topics below it are marked unstable.
        seed: Seed of everything random.
    """

    encoder: str = "default"
    neighbours: int = Field(default=15, ge=2)
    resolution: float | None = Field(default=None, gt=0)
    min_stability: float = Field(default=0.6, ge=0, le=1)
    seed: int = 20240917


class ReportSettings(_Section):
    """How the report is shown.

    Attributes:
        language: Language of the report's own words.
        min_group: Groups with fewer testimonials are greyed.
        title: Title of the report; the programme's name where None.
        assets: `inline` gives one file that needs nothing else; `folder` shares style and scripts between reports.
    """

    language: str = "en"
    min_group: int = Field(default=5, ge=1)
    title: str | None = None
    assets: Literal["inline", "folder"] = "inline"


class Settings(_Section):
    """All settings of a run, immutable.

    Attributes:
        ingest: Reading and screening.
        extract: Coding.
        topics: Topics.
        report: Report.
    """

    ingest: IngestSettings = IngestSettings()
    extract: ExtractSettings = ExtractSettings()
    topics: TopicSettings = TopicSettings()
    report: ReportSettings = ReportSettings()


def load_settings(path: Path | None) -> Settings:
    """Return the settings of a YAML file, or the defaults.

    Args:
        path: Settings file; None for the defaults.

    Raises:
        InputNotFoundError: If the file does not exist.
        ConfigurationError: If it is no YAML mapping, or holds an unknown key or an illegal value.
    """
    return Settings() if path is None else validated(Settings, read_yaml(path), path)


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file.

    Raises:
        InputNotFoundError: If the file does not exist.
        ConfigurationError: If it is not YAML in UTF-8.
    """
    if not path.is_file():
        raise InputNotFoundError(f"there is no file {path}; name an existing YAML file")
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error


def validated(model: type[Model], content: Any, path: Path) -> Model:
    """Return content as a pydantic model.

    Args:
        model: The model class.
        content: Parsed YAML.
        path: Where it came from, for the message.

    Raises:
        ConfigurationError: Naming the first wrong key or value, and what is allowed.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise ConfigurationError(f"{path}: {_first_problem(model, error)}") from error


def _first_problem(model: type[BaseModel], error: ValidationError) -> str:
    # A misspelt key is both unknown and missing: the first says more.
    problem = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    where = ".".join(str(part) for part in problem["loc"]) or "the file"
    if problem["type"] == "extra_forbidden":
        return f"unknown key {where!r}; remove it or correct its spelling"
    if problem["type"] == "missing":
        return f"the key {where!r} is missing; add it"
    if problem["type"] in {"model_type", "model_attributes_type"}:
        known = ", ".join(model.model_fields)
        return f"{where} must be a mapping with keys such as {known}"
    return f"{where} {problem['msg'][0].lower()}{problem['msg'][1:]}, got {problem['input']!r}"
