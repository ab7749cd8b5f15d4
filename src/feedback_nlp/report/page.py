"""The page: figures and evidence in one HTML file, or one file beside a folder of shared assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from feedback_nlp import charts, tally
from feedback_nlp.programme import Programme
from feedback_nlp.report.bundle import inline, linked
from feedback_nlp.report.embed import as_script, embedded
from feedback_nlp.report.facts import Focus, RunFacts
from feedback_nlp.report.figures import cohort_labels, figures, learner_level
from feedback_nlp.report.headline import basis, heading, quality_take
from feedback_nlp.report.strings import Strings
from feedback_nlp.settings import Settings
from feedback_nlp.tally import Accuracy

ENVIRONMENT = Environment(
    loader=PackageLoader("feedback_nlp.report"),
    autoescape=select_autoescape(["html", "j2"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
SECTIONS = ("flows", "ladder", "measures", "matrix", "themes", "topics", "barriers", "quality", "methods")
KPIS = ("testimonials", "learners", "countries", "sources", "measures", "transfers", "underway")


def render_report(
    tables: Mapping[str, pd.DataFrame],
    *,
    run: RunFacts,
    settings: Settings,
    programme: Programme,
    strings: Strings,
    quality: Sequence[Accuracy] | None = None,
    previous: RunFacts | None = None,
    focus: Focus | None = None,
) -> str:
    """Return the report as one HTML file that needs nothing else.

    Args:
        tables: All tables of the run.
        run: What the report says about the run.
        settings: Settings of the run.
        programme: The programme; its name titles the report unless the settings do.
        strings: Words of the page.
        quality: How often the coding was right, where it was checked.
        previous: The run before, to show how counts changed.
        focus: A city, theme or cohort that the report is restricted to.
    """
    page = _page(tables, run, settings, programme, strings, quality, previous, focus)
    return ENVIRONMENT.get_template("report.html.j2").render(page, assets=inline())


def render_report_folder(
    tables: Mapping[str, pd.DataFrame],
    *,
    run: RunFacts,
    settings: Settings,
    programme: Programme,
    strings: Strings,
    quality: Sequence[Accuracy] | None = None,
    previous: RunFacts | None = None,
    focus: Focus | None = None,
    assets_path: str = "../assets",
) -> tuple[str, dict[str, bytes]]:
    """Return the report as HTML that shares its assets with other reports, and those assets.

    Args:
        tables: As for `render_report`, like the other arguments.
        run: See there.
        settings: See there.
        programme: See there.
        strings: See there.
        quality: See there.
        previous: See there.
        focus: See there.
        assets_path: Folder of the assets, relative to the page.

    Returns:
        The HTML, and file name → content of each asset; names hold a hash, so that versions can lie side by side.
    """
    page = _page(tables, run, settings, programme, strings, quality, previous, focus)
    shared = linked(assets_path)
    return ENVIRONMENT.get_template("report.html.j2").render(page, assets=shared), shared.files


def _page(
    tables: Mapping[str, pd.DataFrame],
    run: RunFacts,
    settings: Settings,
    programme: Programme,
    strings: Strings,
    quality: Sequence[Accuracy] | None,
    previous: RunFacts | None,
    focus: Focus | None,
) -> dict[str, Any]:
    shown = tables if focus is None else tally.select(tables, focus.selection)
    counts = tally.key_counts(shown)
    title = settings.report.title or programme.name
    return {
        "t": strings,
        "run": run,
        "title": title,
        "heading": heading(shown, counts, strings=strings, focus=focus),
        "basis": basis(counts, len(shown["testimonials"]), strings=strings),
        "focus": focus,
        "kpis": [(name, counts[name], _change(name, counts, previous, focus)) for name in KPIS],
        "previous": previous,
        "sections": SECTIONS,
        "min_group": settings.report.min_group,
        "mapped": bool(shown["topic_assignments"]["x"].notna().any()),
        "quality_take": quality_take(tables, strings=strings),
        "intake": tally.intake(tables).to_dict("records"),
        "accuracy": tally.accuracy_table(quality or ()).to_dict("records"),
        "stages": tally.RUNGS[:5],
        "settings_text": yaml.safe_dump(dict(run.settings), sort_keys=False, allow_unicode=True)
        if run.settings
        else "",
        "data": Markup(as_script(_data(shown, run, settings, programme, strings, focus))),  # noqa: S704
        "figures": Markup(as_script(figures(shown, strings=strings, min_group=settings.report.min_group))),  # noqa: S704
    }


def _data(
    shown: tally.Tables,
    run: RunFacts,
    settings: Settings,
    programme: Programme,
    strings: Strings,
    focus: Focus | None,
) -> dict[str, Any]:
    return {
        **embedded(shown, strings=strings),
        "run": run.run_id,
        "phases": {f"{c.id}/{phase.id}": phase.label for c in programme.cohorts for phase in c.phases},
        "present": list(cohort_labels(shown)),
        "level": learner_level(shown),
        "min_group": settings.report.min_group,
        "focus": None if focus is None else {"kind": focus.kind, "key": focus.key, "label": focus.label},
        "hues": charts.colours(list(shown["themes"]["theme_id"])),
        "strings": {
            "language": strings.language,
            "singular": list(strings.singular),
            "thousands": strings.thousands,
            "text": strings.text,
            "countries": strings.countries,
        },
    }


def _change(name: str, counts: Mapping[str, int], previous: RunFacts | None, focus: Focus | None) -> int | None:
    if previous is None or focus is not None or name not in previous.counts:
        return None
    return counts[name] - previous.counts[name]
