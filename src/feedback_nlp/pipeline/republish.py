"""Render the report of an earlier run again, whole or focused on one city, theme or cohort."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from feedback_nlp.errors import ConfigurationError
from feedback_nlp.pipeline.present import render
from feedback_nlp.places import fold
from feedback_nlp.programme import load_programme
from feedback_nlp.release import read_tables
from feedback_nlp.report import Focus
from feedback_nlp.settings import load_settings
from feedback_nlp.store import RUN_FILE, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusRequest:
    """What a report is restricted to, as a user names it; at most one of the three.

    Attributes:
        cohort: Id or label of a cohort.
        theme: Id or label of a theme.
        city: Id or name of a city.
    """

    cohort: str | None = None
    theme: str | None = None
    city: str | None = None

    def chosen(self) -> tuple[Literal["cohort", "theme", "city"], str] | None:
        """Return the kind and the name asked for, None for the whole report.

        Raises:
            ConfigurationError: If more than one is named.
        """
        kinds: tuple[Literal["cohort", "theme", "city"], ...] = ("cohort", "theme", "city")
        named = [(kind, value) for kind in kinds if (value := getattr(self, kind)) is not None]
        if len(named) > 1:
            raise ConfigurationError(
                f"a report has one focus, got {' and '.join(f'--{kind}' for kind, _ in named)}; name one of them"
            )
        return named[0] if named else None


def republish(
    run: str,
    *,
    store: Store,
    programme: Path | None = None,
    settings: Path | None = None,
    focus: FocusRequest | None = None,
) -> Path:
    """Render a run's report again from its tables.

    Args:
        run: Id of the run, or `latest`.
        store: Where runs are.
        programme: `programme.yaml` of the run, for its name.
        settings: Settings file, for the report's section.
        focus: City, theme or cohort that the report is restricted to.

    Returns:
        Path of the page. A focused report stands beside the run's own.

    Raises:
        InputNotFoundError: If there is no such run or file.
        ConfigurationError: If the focus names nothing that the run knows.
    """
    folder = store.run_folder(run)
    tables = read_tables(folder)
    facts = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))
    asked = None if focus is None else focus.chosen()
    chosen = None if asked is None else Focus.of(tables, *asked)
    loaded = load_settings(settings)
    stated = load_programme(programme).model_copy(update={} if programme else {"name": facts["programme"]})
    earlier = {other["run_id"]: other for other in store.runs()}.get(facts["previous_run"])
    page = render(tables, facts=facts, previous=earlier, settings=loaded, programme=stated, focus=chosen)
    name = None if chosen is None else f"{chosen.kind}-{'-'.join(fold(chosen.label).split())}"
    store.write_shared_assets(page.assets)
    return store.write_report(facts["run_id"], {"index.html": page.html.encode("utf-8")}, name=name)
