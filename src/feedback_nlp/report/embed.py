"""The tables as compact JSON for the page.

Testimonials that may not be quoted travel without their text, their spans and their places in the input, and no label
that only they gave reaches the page. Offsets become UTF-16 code units, which is how browsers count.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from feedback_nlp.programme import Programme
from feedback_nlp.report.strings import Strings
from feedback_nlp.tally import Tables

LAST_OF_BMP = 0xFFFF


def embedded(tables: Tables, *, strings: Strings) -> dict[str, Any]:
    """Return what the page's script needs of the tables, as values that JSON can hold.

    Args:
        tables: All tables of a run, restricted to what the report is about.
        strings: Words of the page.

    Returns:
        cities, themes, cohorts, sessions, groups, topics, changes and testimonials, each a list of short rows whose
        columns `assets/script/data.js` names.
    """
    labels = quotable_labels(tables, strings=strings)
    used = {
        *tables["transfers"]["source_city_id"].dropna(),
        *tables["testimonials"]["learner_city_id"].dropna(),
        *tables["city_mentions"]["city_id"].dropna(),
        *tables["session_leads"]["city_id"],
    }
    cities = tables["cities"][tables["cities"]["city_id"].isin(used)]
    leads = tables["session_leads"].groupby("session_id")["city_id"].agg(list).to_dict()
    sessions = tables["sessions"]
    columns = ["session_id", "cohort_id", "phase_id", "label", "kind", "held_on"]
    return {
        "cities": _rows(cities, ["city_id", "name", "country", "lat", "lon"]),
        "themes": _rows(tables["themes"], ["theme_id", "label", "description"]),
        "cohorts": _rows(in_order(tables["cohorts"]), ["cohort_id", "label"]),
        "sessions": [[*row, leads.get(row[0], [])] for row in _rows(sessions, columns)],
        "groups": [[key, labels[key]] for key in tables["measure_groups"]["measure_group_id"]],
        "topics": _rows(tables["topics"], ["topic_id", "label", "keywords", "stability", "unstable", "parent_id"]),
        "changes": _rows(tables["topic_changes"], ["topic_id", "change", "n_before", "n_after", "label_before"]),
        "testimonials": _testimonials(tables),
    }


def as_script(value: Any) -> str:
    """Return JSON that may stand inside a `<script>` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def in_order(cohorts: pd.DataFrame) -> pd.DataFrame:
    """Return cohorts in the order of their start, those without a date last."""
    return cohorts.sort_values(["starts_on", "cohort_id"], na_position="last", ignore_index=True)


def in_programme_order(sessions: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Return sessions in the order of the programme, those it does not list last."""
    place = {session.id: number for number, (_, session) in enumerate(programme.sessions())}
    rank = sessions["session_id"].map(place).astype("Float64")
    return sessions.assign(rank=rank).sort_values(["rank", "session_id"], na_position="last").drop(columns="rank")


def quotable_labels(tables: Tables, *, strings: Strings) -> dict[str, str]:
    """Return the label of each measure group, in words of testimonials that may be quoted.

    Args:
        tables: All tables of a run.
        strings: Words of the page, for groups of which nothing may be quoted.
    """
    open_ids = set(tables["testimonials"].loc[tables["testimonials"]["consent"] == "publish", "testimonial_id"])
    measures = tables["measures"]
    wordings: dict[str, list[str]] = defaultdict(list)
    quotable = measures[measures["testimonial_id"].isin(open_ids)]
    for group_id, text in zip(quotable["measure_group_id"], quotable["text"], strict=True):
        wordings[group_id].append(text)
    groups = tables["measure_groups"]
    closed = strings("not_quotable_measure")
    return {
        group_id: _said(label, wordings[group_id]) or closed
        for group_id, label in zip(groups["measure_group_id"], groups["label"], strict=True)
    }


def _said(label: str, wordings: Sequence[str]) -> str | None:
    """The label if one of the wordings is it, whatever its case, else the shortest wording."""
    if label.casefold() in {wording.casefold() for wording in wordings}:
        return label
    return min(wordings, key=lambda wording: (len(wording), wording), default=None)


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _rows(frame: pd.DataFrame, columns: list[str]) -> list[list[Any]]:
    return [[_plain(value) for value in row] for row in frame[columns].itertuples(index=False, name=None)]


def _by_testimonial(frame: pd.DataFrame, columns: list[str]) -> dict[str, list[list[Any]]]:
    grouped: dict[str, list[list[Any]]] = defaultdict(list)
    for testimonial_id, row in zip(frame["testimonial_id"], _rows(frame, columns), strict=True):
        grouped[testimonial_id].append(row)
    return grouped


def _testimonials(tables: Tables) -> list[list[Any]]:
    measures = tables["measures"]
    number = measures.groupby("testimonial_id").cumcount()
    order = dict(zip(measures["measure_id"], number, strict=True))
    transfers = tables["transfers"]
    reviewed = transfers["transfer_id"].isin(tables["reviews"]["row_id"])
    transfers = transfers.assign(measure=transfers["measure_id"].map(order), reviewed=reviewed)
    placed = tables["segments"].merge(tables["topic_assignments"], on="segment_id")
    parts = {
        "themes": _by_testimonial(tables["theme_mentions"], ["theme_id"]),
        "mentions": _by_testimonial(tables["city_mentions"], ["start", "end", "city_id", "role"]),
        "measures": _by_testimonial(measures, ["start", "end", "measure_group_id", "theme_ids"]),
        "transfers": _by_testimonial(
            transfers, ["start", "end", "source_city_id", "measure", "stage", "status", "needs_review", "reviewed"]
        ),
        "segments": _by_testimonial(placed, ["start", "end", "segment_id", "topic_id", "x", "y"]),
    }
    columns = ["testimonial_id", "cohort_id", "session_id", "learner_city_id", "learner_name", "learner_country"]
    columns += ["submitted_on", "language", "not_coded", "source_file", "source_row", "consent", "text"]
    return [_testimonial(row, parts) for row in _rows(tables["testimonials"], columns)]


def _testimonial(row: list[Any], parts: Mapping[str, dict[str, list[list[Any]]]]) -> list[Any]:
    *facts, consent, text = row
    own = {name: grouped.get(facts[0], []) for name, grouped in parts.items()}
    themes = [theme for (theme,) in own["themes"]]
    spans = [own[name] for name in ("mentions", "measures", "transfers", "segments")]
    if consent == "publish":
        at = _utf16(text)
        return [*facts, text, themes, *([[at(r[0]), at(r[1]), *r[2:]] for r in rows] for rows in spans)]
    facts[-2:] = [None, None]
    return [*facts, None, themes, *([[None, None, *r[2:]] for r in rows] for rows in spans)]


def _utf16(text: str) -> Any:
    if all(ord(character) <= LAST_OF_BMP for character in text):
        return int
    offsets = list(_offsets(text))
    return offsets.__getitem__


def _offsets(text: str) -> Iterable[int]:
    at = 0
    for character in text:
        yield at
        at += 2 if ord(character) > LAST_OF_BMP else 1
    yield at
