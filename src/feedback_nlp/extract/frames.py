"""Coded testimonials as tables: what the texts say, one row per mention, theme, measure and transfer.

Knows nothing of the network. Ids are made of content, so equal inputs give equal tables in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from feedback_nlp.encoder import load_encoder
from feedback_nlp.extract.coder import Coder
from feedback_nlp.extract.groups import group_measures
from feedback_nlp.extract.stems import canonical
from feedback_nlp.records import content_id
from feedback_nlp.tables import conform, empty_table

Records = list[dict[str, Any]]


def code_testimonials(testimonials: pd.DataFrame, *, coder: Coder) -> dict[str, pd.DataFrame]:
    """Code testimonials: cities, themes, measures and transfers.

    Args:
        testimonials: Table `testimonials`; it is not written into.
        coder: The extraction.

    Returns:
        Tables `testimonials` (with `not_coded` set), `city_mentions`, `theme_mentions`, `measures`, `measure_groups`
        and `transfers`.
    """
    rows: Records = [
        {str(key): None if pd.isna(value) else value for key, value in row.items()}
        for row in testimonials.to_dict("records")
    ]
    docs = coder.docs((row["text"], _place(row)) for row in rows)
    found: dict[str, Records] = {name: [] for name in ("city_mentions", "theme_mentions", "measures", "transfers")}
    reasons = []
    for row, doc in zip(rows, docs, strict=True):
        reasons.append(doc._.not_coded)
        found["city_mentions"] += _cities(row, doc)
        found["theme_mentions"] += _themes(row, doc)
        found["measures"] += _measures(row, doc)
        found["transfers"] += _transfers(row, doc)
    grouped, groups = _grouped(found["measures"], found["transfers"])
    frames = {**found, "measures": grouped, "measure_groups": groups}
    tables = {name: _table(records, name) for name, records in frames.items()}
    return {"testimonials": conform(testimonials.assign(not_coded=reasons), "testimonials"), **tables}


def _table(records: Records, name: str) -> pd.DataFrame:
    return conform(pd.DataFrame.from_records(records), name) if records else empty_table(name)


def _place(row: dict[str, Any]) -> str | None:
    if row["learner_place"]:
        return str(row["learner_place"])
    return f"{row['learner_name']}, {row['learner_country']}" if row["learner_name"] else None


def _cities(row: dict[str, Any], doc: Doc) -> Records:
    return [
        {
            "mention_id": content_id("c", row["testimonial_id"], mention.span.start, mention.span.end),
            "testimonial_id": row["testimonial_id"],
            "start": mention.span.start,
            "end": mention.span.end,
            "text": mention.span.text,
            "city_id": mention.place.city_id if mention.place else None,
            "geonameid": mention.place.geonameid if mention.place else None,
            "name": mention.place.name if mention.place else None,
            "country": mention.place.country if mention.place else None,
            "lat": mention.place.lat if mention.place else None,
            "lon": mention.place.lon if mention.place else None,
            "role": mention.role,
            "score": mention.score,
            "runner_up_city_id": mention.runner_up.city_id if mention.runner_up else None,
        }
        for mention in doc._.cities
    ]


def _themes(row: dict[str, Any], doc: Doc) -> Records:
    return [
        {
            "testimonial_id": row["testimonial_id"],
            "theme_id": hit.theme_id,
            "start": hit.evidence.start if hit.evidence else None,
            "end": hit.evidence.end if hit.evidence else None,
            "method": hit.method,
            "score": hit.score,
        }
        for hit in doc._.theme_hits
    ]


def _measure_id(row: dict[str, Any], doc: Doc, index: int) -> str:
    span = doc._.measures[index].span
    return content_id("m", row["testimonial_id"], span.start, span.end)


def _measures(row: dict[str, Any], doc: Doc) -> Records:
    themes = ";".join(hit.theme_id for hit in doc._.theme_hits) or None
    return [
        {
            "measure_id": _measure_id(row, doc, index),
            "testimonial_id": row["testimonial_id"],
            "start": measure.span.start,
            "end": measure.span.end,
            "text": measure.span.text,
            "canonical": canonical(measure.span.text),
            "theme_ids": doc._.measure_themes[index] or themes,
            "score": measure.score,
        }
        for index, measure in enumerate(doc._.measures)
    ]


def _transfers(row: dict[str, Any], doc: Doc) -> Records:
    records = []
    for transfer in doc._.transfers:
        source = transfer.source.city_id if transfer.source else None
        measure_id = _measure_id(row, doc, transfer.measure)
        records.append(
            {
                "transfer_id": content_id("x", measure_id, source),
                "testimonial_id": row["testimonial_id"],
                "cohort_id": row["cohort_id"],
                "session_id": row["session_id"],
                "learner_city_id": row["learner_city_id"],
                "source_city_id": source,
                "measure_id": measure_id,
                "stage": transfer.stage,
                "status": transfer.status,
                "start": transfer.evidence.start,
                "end": transfer.evidence.end,
                "score": transfer.score,
                "needs_review": transfer.needs_review,
            }
        )
    return records


def _grouped(measures: Records, transfers: Records) -> tuple[Records, Records]:
    texts = [row["text"] for row in measures]
    groups = group_measures(texts, load_encoder().sentence_vectors(texts)) if texts else []
    group_of = {index: group.group_id for group in groups for index in group.members}
    grouped = [{**row, "measure_group_id": group_of[index]} for index, row in enumerate(measures)]
    by_measure: dict[str, Records] = {}
    for row in transfers:
        by_measure.setdefault(row["measure_id"], []).append(row)
    summary = []
    for group in groups:
        linked = [row for index in group.members for row in by_measure.get(measures[index]["measure_id"], [])]
        summary.append(
            {
                "measure_group_id": group.group_id,
                "label": group.label,
                "n_testimonials": len({measures[index]["testimonial_id"] for index in group.members}),
                "n_learners": _known(linked, "learner_city_id"),
                "n_sources": _known(linked, "source_city_id"),
            }
        )
    return grouped, summary


def _known(rows: Sequence[dict[str, Any]], column: str) -> int:
    return len({row[column] for row in rows if row[column] is not None})
