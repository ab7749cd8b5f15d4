"""Four testimonials coded by hand, small enough to count on one's fingers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from feedback_nlp.tables import TABLES, check_tables, conform, empty_table

TEXTS = {
    "t1": "Leuven showed us rain gardens. We plan repair cafés.",
    "t2": "If funded we copy rain gardens from Leuven. We already had bike lanes.",
    "t3": "Bike lanes are too expensive, said Lahti's team.",
    "t4": "Merci beaucoup.",
}
CITIES = (("c-leuven", "Leuven", "BE"), ("c-lahti", "Lahti", "FI"), ("c-faro", "Faro", "PT"), ("c-metz", "Metz", "FR"))
TESTIMONIALS = (
    # id, cohort, session, learner, country, consent, not_coded
    ("t1", "one", "s1", "c-faro", "PT", "publish", None),
    ("t2", "two", "s2", "c-metz", "FR", "publish", None),
    ("t3", "two", None, "c-faro", "PT", "aggregate", None),
    ("t4", "two", None, None, None, "publish", "language"),
)
MEASURES = (
    # id, testimonial, words, group, themes
    ("m1", "t1", "rain gardens", "g-rain", "nature;energy"),
    ("m2", "t1", "repair cafés", "g-repair", None),
    ("m3", "t2", "rain gardens", "g-rain", "nature"),
    ("m4", "t2", "bike lanes", "g-bike", "mobility"),
    ("m5", "t3", "Bike lanes", "g-bike", "mobility"),
)
TRANSFERS = (
    # id, testimonial, source, measure, stage, status, review
    ("x1", "t1", "c-leuven", "m1", "understood", "affirmed", False),
    ("x2", "t1", None, "m2", "trialling", "affirmed", True),
    ("x3", "t2", "c-leuven", "m3", "intends", "conditional", False),
    ("x4", "t2", None, "m4", "embedded", "already", False),
    ("x5", "t3", "c-lahti", "m5", "heard", "negated", False),
)
MENTIONS = (("t1", "Leuven", "c-leuven"), ("t2", "Leuven", "c-leuven"), ("t3", "Lahti", "c-lahti"))
THEMES_OF = (("t1", "nature"), ("t2", "nature"), ("t2", "mobility"), ("t3", "mobility"))
TOPIC_OF = (("t1", "k1", 0.0, 1.0), ("t2", "k1", 0.5, 1.0), ("t3", "k2", None, None))


def small_world() -> dict[str, pd.DataFrame]:
    """Return all tables; cohort two led by Lahti in s2, where only Leuven is cited."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    rows["cities"] = [{"city_id": c, "name": n, "country": k, "lat": 50.0, "lon": 5.0} for c, n, k in CITIES]
    rows["themes"] = [{"theme_id": t, "label": t.title(), "description": t} for t in ("energy", "mobility", "nature")]
    rows["cohorts"] = [
        {"cohort_id": "two", "label": "Second", "starts_on": "2025-09"},
        {"cohort_id": "one", "label": "First", "starts_on": "2024-09"},
    ]
    rows["sessions"] = [
        {"session_id": "s1", "cohort_id": "one", "phase_id": "2", "label": "Nature", "kind": "thematic"},
        {"session_id": "s2", "cohort_id": "two", "phase_id": "2", "label": "Streets", "kind": "thematic"},
    ]
    rows["session_leads"] = [{"session_id": "s1", "city_id": "c-leuven"}, {"session_id": "s2", "city_id": "c-lahti"}]
    _of_testimonials(rows)
    _codings(rows)
    _topics(rows)
    rows["rejections"] = [
        {"source_file": "a.csv", "source_row": n, "source_column": "Q", "reason": reason, "detail": reason}
        for n, reason in ((9, "empty"), (10, "duplicate"), (11, "empty"))
    ]
    tables = {name: conform(pd.DataFrame(own), name) if own else empty_table(name) for name, own in rows.items()}
    check_tables(tables)
    return tables


def _of_testimonials(rows: dict[str, list[dict[str, Any]]]) -> None:
    names = {city: name for city, name, _ in CITIES}
    for number, (key, cohort, session, learner, country, consent, not_coded) in enumerate(TESTIMONIALS):
        rows["testimonials"].append(
            {
                "testimonial_id": key,
                "cohort_id": cohort,
                "session_id": session,
                "learner_city_id": learner,
                "learner_name": names.get(learner or ""),
                "learner_country": country,
                "language": "fr" if not_coded else "en",
                "consent": consent,
                "text": TEXTS[key],
                "not_coded": not_coded,
                "source_file": "a.csv",
                "source_row": number + 2,
            }
        )


def _span(key: str, words: str) -> dict[str, Any]:
    start = TEXTS[key].index(words)
    return {"testimonial_id": key, "start": start, "end": start + len(words), "text": words}


def _codings(rows: dict[str, list[dict[str, Any]]]) -> None:
    place = {t[0]: {"cohort_id": t[1], "session_id": t[2], "learner_city_id": t[3]} for t in TESTIMONIALS}
    for measure_id, key, words, group, themes in MEASURES:
        own = {"measure_id": measure_id, "canonical": words.lower(), "measure_group_id": group, "theme_ids": themes}
        rows["measures"].append(_span(key, words) | own | {"score": 0.9})
    for group in ("g-rain", "g-repair", "g-bike"):
        label = {"g-rain": "rain gardens", "g-repair": "repair cafés", "g-bike": "bike lanes"}[group]
        counts = {"n_testimonials": 1, "n_learners": 1, "n_sources": 1}
        rows["measure_groups"].append({"measure_group_id": group, "label": label, **counts})
    for transfer_id, key, source, measure, stage, status, review in TRANSFERS:
        own = {"transfer_id": transfer_id, "source_city_id": source, "measure_id": measure, "stage": stage}
        span = {"testimonial_id": key, "start": 0, "end": len(TEXTS[key])}
        rows["transfers"].append(span | place[key] | own | {"status": status, "score": 0.9, "needs_review": review})
    for key, words, city in MENTIONS:
        own = {"mention_id": f"c-{key}", "city_id": city, "role": "source", "score": 1.0}
        rows["city_mentions"].append(_span(key, words) | own)
    rows["theme_mentions"] = [
        {"testimonial_id": key, "theme_id": theme, "method": "cue", "score": 1.0} for key, theme in THEMES_OF
    ]


def _topics(rows: dict[str, list[dict[str, Any]]]) -> None:
    for topic, parent in (("k1", "k0"), ("k2", "k0"), ("k0", None)):
        facts = {"label": topic, "keywords": topic, "n_segments": 1, "unstable": topic == "k2", "first_seen_run": "r"}
        rows["topics"].append({"topic_id": topic, "parent_id": parent, "stability": 0.9, **facts})
    for key, topic, x, y in TOPIC_OF:
        rows["segments"].append(_span(key, TEXTS[key]) | {"segment_id": f"s-{key}"})
        rows["topic_assignments"].append(
            {"segment_id": f"s-{key}", "topic_id": topic, "probability": 0.9, "x": x, "y": y}
        )
