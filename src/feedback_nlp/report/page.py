"""The page: figures and evidence in one HTML file, or one file beside a folder of shared assets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from feedback_nlp import charts, tally
from feedback_nlp.report.bundle import inline, linked
from feedback_nlp.report.embed import as_script, embedded, in_programme_order
from feedback_nlp.report.facts import ReportContext
from feedback_nlp.report.figures import cohort_labels, figures, learner_level
from feedback_nlp.report.headline import basis, heading, quality_take
from feedback_nlp.tally import Selection

ENVIRONMENT = Environment(
    loader=PackageLoader("feedback_nlp.report"),
    autoescape=select_autoescape(["html", "j2"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
SECTIONS = ("flows", "ladder", "measures", "matrix", "themes", "topics", "barriers", "quality", "methods")
KPIS = ("testimonials", "learners", "countries", "sources", "measures", "transfers", "underway")


def render_report(tables: Mapping[str, pd.DataFrame], about: ReportContext) -> str:
    """Return the report as one HTML file that needs nothing else.

    Args:
        tables: All tables of the run.
        about: What the report is told beside them.
    """
    return ENVIRONMENT.get_template("report.html.j2").render(_page(tables, about), assets=inline())


def render_report_folder(
    tables: Mapping[str, pd.DataFrame], about: ReportContext, *, assets_path: str = "../assets"
) -> tuple[str, dict[str, bytes]]:
    """Return the report as HTML that shares its assets with other reports, and those assets.

    Args:
        tables: All tables of the run.
        about: What the report is told beside them.
        assets_path: Folder of the assets, relative to the page.

    Returns:
        The HTML, and file name → content of each asset; names hold a hash, so that versions can lie side by side.
    """
    shared = linked(assets_path)
    return ENVIRONMENT.get_template("report.html.j2").render(_page(tables, about), assets=shared), shared.files


def _page(tables: tally.Tables, about: ReportContext) -> dict[str, Any]:
    strings, focus = about.strings, about.focus
    shown = tally.select(tables, Selection() if focus is None else focus.selection)
    shown = {**shown, "sessions": in_programme_order(tables["sessions"], about.programme)}
    counts, silent = tally.key_counts(shown), tally.silent_leads(tables)
    drawn = figures(shown, strings=strings, min_group=about.settings.report.min_group, silent=silent)
    data = {**_data(shown, about), "silent": sorted("|".join(key) for key in silent)}
    return {
        "t": strings,
        "run": about.run,
        "title": about.settings.report.title or about.programme.name,
        "heading": heading(shown, counts, strings=strings, focus=focus),
        "basis": basis(counts, len(shown["testimonials"]), strings=strings),
        "focus": focus,
        "kpis": [(name, counts[name], _change(counts[name], name, about)) for name in KPIS],
        "previous": about.previous,
        "sections": SECTIONS,
        "min_group": about.settings.report.min_group,
        "mapped": bool(shown["topic_assignments"]["x"].notna().any()),
        "quality_take": quality_take(tables, strings=strings),
        "intake": tally.intake(tables).to_dict("records"),
        "accuracy": tally.accuracy_table(about.quality).to_dict("records"),
        "stages": tally.RUNGS[:5],
        "settings_text": _as_yaml(about.run.settings),
        "data": Markup(as_script(data)),  # noqa: S704
        "figures": Markup(as_script(drawn)),  # noqa: S704
    }


def _data(shown: tally.Tables, about: ReportContext) -> dict[str, Any]:
    strings, focus = about.strings, about.focus
    return {
        **embedded(shown, strings=strings),
        "run": about.run.run_id,
        "phases": {f"{c.id}/{phase.id}": phase.label for c in about.programme.cohorts for phase in c.phases},
        "present": list(cohort_labels(shown)),
        "level": learner_level(shown),
        "min_group": about.settings.report.min_group,
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


def _as_yaml(settings: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(settings), sort_keys=False, allow_unicode=True) if settings else ""


def _change(now: int, name: str, about: ReportContext) -> int | None:
    if about.previous is None or about.focus is not None or name not in about.previous.counts:
        return None
    return now - about.previous.counts[name]
