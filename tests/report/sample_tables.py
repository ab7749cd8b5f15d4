"""Tables of invented testimonials that keep the contract, for tests and screenshots of the report."""

from __future__ import annotations

import random
from typing import Any

import pandas as pd

from feedback_nlp.records import content_id
from feedback_nlp.tables import TABLES, check_tables, conform, empty_table
from tests.report import sample_places as world
from tests.report.sample_topics import Rows, add_groups, add_segments, add_topics

RUNGS = tuple(world.CLAUSES)
WEIGHTS = (18, 22, 24, 12, 5, 6, 4, 11, 3, 6)


def build_tables(n: int = 150, *, seed: int = 7) -> dict[str, pd.DataFrame]:
    """Return all tables of a run with `n` testimonials.

    Args:
        n: Accepted testimonials.
        seed: Seed of the draw; equal seeds give equal tables.
    """
    rng = random.Random(seed)  # noqa: S311
    rows: Rows = {name: [] for name in TABLES}
    _framework(rows)
    for number in range(n):
        _testimonial(rows, rng, number)
    add_groups(rows)
    add_topics(rows)
    _intake(rows, n)
    tables = {
        name: conform(pd.DataFrame(values), name) if values else empty_table(name) for name, values in rows.items()
    }
    check_tables(tables)
    return tables


def _city_id(name: str) -> str:
    return content_id("place", name)


def _framework(rows: Rows) -> None:
    for name, (country, lat, lon) in (world.LEADS | world.LEARNERS).items():
        rows["cities"].append({"city_id": _city_id(name), "name": name, "country": country, "lat": lat, "lon": lon})
    for theme_id, label in world.THEMES.items():
        rows["themes"].append({"theme_id": theme_id, "label": label, "description": f"All about {label.lower()}."})
    rows["cohorts"] += [
        {
            "cohort_id": "2024-1",
            "label": "Cohort 1",
            "starts_on": "2024-09",
            "ends_on": "2025-02",
            "n_participants": 180,
        },
        {"cohort_id": "2025-2", "label": "Cohort 2", "starts_on": "2025-09", "ends_on": "2026-02"},
    ]
    for session_id, (cohort, label, kind, themes, leads) in world.SESSIONS.items():
        rows["sessions"].append(
            {
                "session_id": session_id,
                "cohort_id": cohort,
                "phase_id": "3" if kind == "technical" else "2",
                "label": label,
                "kind": kind,
                "theme_ids": ";".join(themes),
            }
        )
        rows["session_leads"] += [{"session_id": session_id, "city_id": _city_id(lead)} for lead in leads]


def _testimonial(rows: Rows, rng: random.Random, number: int) -> None:
    session_id = rng.choice(list(world.SESSIONS)) if rng.random() < 0.85 else None
    cohort = world.SESSIONS[session_id][0] if session_id else rng.choice(["2024-1", "2025-2"])
    themes = world.SESSIONS[session_id][3] if session_id else (rng.choice(list(world.THEMES)),)
    leads = [c for c in (world.SESSIONS[session_id][4] if session_id else ()) if c not in {"Pécs", "Oslo"}]
    learner = rng.choice(list(world.LEARNERS)) if rng.random() < 0.96 else None
    claims = [_claim(rng, themes, leads) for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3]))]
    text, cited = _compose(claims, rng.choice(world.CLOSERS), number)
    testimonial_id = content_id("t", text)
    rows["testimonials"].append(
        {
            "testimonial_id": testimonial_id,
            "cohort_id": cohort,
            "session_id": session_id,
            "respondent_id": content_id("r", number),
            "learner_place": learner,
            "learner_city_id": _city_id(learner) if learner else None,
            "learner_name": learner,
            "learner_country": world.LEARNERS[learner][0] if learner else None,
            "submitted_on": f"{'2025-02' if cohort == '2024-1' else '2026-01'}-{1 + number % 27:02d}",
            "language": "en",
            "consent": "aggregate" if number % 17 == 3 else "publish",
            "text": text,
            "not_coded": None,
            "source_file": f"cohort-{cohort}.csv",
            "source_row": number + 2,
        }
    )
    _codings(rows, rows["testimonials"][-1], claims, cited)


def _claim(rng: random.Random, themes: tuple[str, ...], leads: list[str]) -> dict[str, Any]:
    theme = rng.choice(themes) if rng.random() < 0.8 else rng.choice(list(world.THEMES))
    source = rng.choice(leads) if leads and rng.random() < 0.75 else rng.choice([*world.LEADS, "Ghent", "Nice", "Metz"])
    named = rng.random() < 0.93
    stage, status = rng.choices(RUNGS, WEIGHTS)[0]
    return {
        "theme": theme,
        "measure": rng.choice(world.MEASURES[theme]),
        "source": source if named and source != "Oslo" else None,
        "stage": stage,
        "status": status,
    }


def _compose(claims: list[dict[str, Any]], closer: str, number: int) -> tuple[str, list[dict[str, int]]]:
    text, cited = "", []
    for claim in claims:
        start = len(text)
        clause = world.CLAUSES[claim["stage"], claim["status"]]
        text += clause.format(source=claim["source"] or "a colleague", measure=claim["measure"]) + " "
        sentence = text[start:]
        measure_at = start + sentence.index(claim["measure"])
        city_at = start + sentence.index(claim["source"]) if claim["source"] else -1
        cited.append({"start": start, "end": len(text) - 1, "measure": measure_at, "city": city_at})
    return f"{text}{closer} Note {number}.", cited


def _codings(
    rows: Rows, testimonial: dict[str, Any], claims: list[dict[str, Any]], cited: list[dict[str, int]]
) -> None:
    testimonial_id, text = testimonial["testimonial_id"], testimonial["text"]
    seen: set[str] = set()
    for number, (claim, at) in enumerate(zip(claims, cited, strict=True)):
        measure_id = content_id("m", testimonial_id, number)
        end = at["measure"] + len(claim["measure"])
        rows["measures"].append(
            {
                "measure_id": measure_id,
                "testimonial_id": testimonial_id,
                "start": at["measure"],
                "end": end,
                "text": text[at["measure"] : end],
                "canonical": claim["measure"].removeprefix("a ").removeprefix("an "),
                "measure_group_id": content_id("g", claim["measure"]),
                "theme_ids": claim["theme"],
                "score": 0.9,
            }
        )
        rows["transfers"].append(_transfer(testimonial, claim, at, measure_id))
        if claim["source"]:
            rows["city_mentions"].append(_mention(testimonial_id, claim["source"], at["city"]))
        if claim["theme"] not in seen:
            seen.add(claim["theme"])
            rows["theme_mentions"].append(
                {
                    "testimonial_id": testimonial_id,
                    "theme_id": claim["theme"],
                    "start": at["measure"],
                    "end": end,
                    "method": "cue",
                    "score": 0.8,
                }
            )
    add_segments(rows, testimonial, claims, cited)


def _transfer(
    testimonial: dict[str, Any], claim: dict[str, Any], at: dict[str, int], measure_id: str
) -> dict[str, Any]:
    luck = int(measure_id[-2:], 16) % 60
    return {
        "transfer_id": content_id("x", measure_id),
        "testimonial_id": testimonial["testimonial_id"],
        "cohort_id": testimonial["cohort_id"],
        "session_id": testimonial["session_id"],
        "learner_city_id": testimonial["learner_city_id"],
        "source_city_id": _city_id(claim["source"]) if claim["source"] else None,
        "measure_id": measure_id,
        "stage": claim["stage"],
        "status": claim["status"],
        "start": at["start"],
        "end": at["end"],
        "score": 0.4 + luck / 100,
        "needs_review": luck < 10,
    }


def _mention(testimonial_id: str, name: str, start: int) -> dict[str, Any]:
    country, lat, lon = (world.LEADS | world.LEARNERS)[name]
    return {
        "mention_id": content_id("c", testimonial_id, start),
        "testimonial_id": testimonial_id,
        "start": start,
        "end": start + len(name),
        "text": name,
        "city_id": _city_id(name),
        "name": name,
        "country": country,
        "lat": lat,
        "lon": lon,
        "role": "source",
        "score": 0.95,
    }


def _intake(rows: Rows, n: int) -> None:
    reasons = ("empty", "no-answer", "duplicate", "too-short", "no-learner", "near-duplicate")
    for number in range(max(n // 8, 1)):
        rows["rejections"].append(
            {
                "source_file": "cohort-2024-1.csv",
                "source_row": n + number + 2,
                "source_column": "Q1",
                "reason": reasons[number * number % len(reasons)],
                "detail": "for the test",
            }
        )
    for row in rows["testimonials"][5::40]:
        row.update(not_coded="language", language="fr")
