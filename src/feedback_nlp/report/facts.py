"""What a report is told beside the tables: the run and its programme, and what it focuses on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.programme import Programme
from feedback_nlp.report.strings import Strings
from feedback_nlp.settings import Settings
from feedback_nlp.tally import Accuracy, Selection, Tables

KEYS = {
    "city": ("cities", "city_id", "name"),
    "theme": ("themes", "theme_id", "label"),
    "cohort": ("cohorts", "cohort_id", "label"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What a report says about its run.

    Attributes:
        run_id: Id of the run.
        created_on: Day or moment of the run, ISO 8601; the page shows the day.
        versions: Part → version.
        settings: Settings of the run, as nested mappings.
        inputs: Input file name → SHA-256.
        counts: Name → number, such as `testimonials`; what a later report compares itself with.
        cohorts: Labels of the cohorts in the run.
        licence: Licence of the data and attributions, in words.
        citation: How to cite the data.
    """

    run_id: str
    created_on: str
    versions: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    cohorts: tuple[str, ...] = ()
    licence: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a focused report is about.

    Attributes:
        kind: A city, a theme or a cohort.
        key: Its id.
        label: Its name.
    """

    kind: Literal["city", "theme", "cohort"]
    key: str
    label: str

    @classmethod
    def of(cls, tables: Tables, kind: Literal["city", "theme", "cohort"], wanted: str) -> Focus:
        """Return the focus on what has this id or, whatever its case, this name.

        Args:
            tables: All tables of a run.
            kind: A city, a theme or a cohort.
            wanted: Id or name.

        Raises:
            ConfigurationError: If the run knows none of that name, or more than one.
        """
        table, key, name = KEYS[kind]
        frame = tables[table]
        hits = frame[(frame[key] == wanted) | (frame[name].str.lower() == wanted.lower())]
        if hits.empty:
            some = ", ".join(sorted(frame[name])[:12])
            raise ConfigurationError(f"the run has no {kind} {wanted!r}; name one of: {some}")
        if len(hits) > 1:
            ids = ", ".join(sorted(hits[key]))
            raise ConfigurationError(f"the run has {len(hits)} times the {kind} {wanted!r}; use one of the ids {ids}")
        return cls(kind, str(hits[key].iloc[0]), str(hits[name].iloc[0]))

    @property
    def selection(self) -> Selection:
        """The selection of the tables that the focused report shows."""
        return Selection(**{self.kind: self.key})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """What a report is told beside the tables.

    Attributes:
        run: What the report says about the run.
        settings: Settings of the run.
        programme: The programme; its name titles the report unless the settings do.
        strings: Words of the page.
        quality: How often the coding was right, where it was checked.
        previous: The run before, to show how counts changed.
        focus: A city, theme or cohort that the report is restricted to.
    """

    run: RunFacts
    settings: Settings
    programme: Programme
    strings: Strings
    quality: Sequence[Accuracy] = ()
    previous: RunFacts | None = None
    focus: Focus | None = None
