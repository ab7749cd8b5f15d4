"""Who learned from whom: flows from sources over themes to learners, and from city to city."""

from __future__ import annotations

from typing import Literal, TypeAlias

import pandas as pd

from feedback_nlp.tally.ledger import UNKNOWN, by_theme

Level: TypeAlias = Literal["country", "city"]

REST = "+"
"""Key of all the origins or learners that are too small to be shown on their own."""
SHOWN_SOURCES = 14
SHOWN_LEARNERS = 18


def theme_flows(rows: pd.DataFrame, *, level: Level = "country") -> pd.DataFrame:
    """Return the flows source → theme → learner.

    A transfer with two themes flows through both. Beyond the largest sources and learners, which are shown on their
    own, the rest is one key, "+"; what is unknown is "?".

    Args:
        rows: A ledger.
        level: Whether learners are cities or countries.

    Returns:
        side (`given`: source → theme, `taken`: theme → learner), origin, target, n (transfers), sorted.
    """
    flat = by_theme(rows)
    learner = flat["learner_country" if level == "country" else "learner_city_id"].fillna(UNKNOWN)
    flat = flat.assign(
        source=_largest(flat["source_city_id"].fillna(UNKNOWN), SHOWN_SOURCES),
        learner=_largest(learner, SHOWN_LEARNERS),
    )
    sides = []
    for side, origin, target in (("given", "source", "theme_id"), ("taken", "theme_id", "learner")):
        pairs = flat.groupby([origin, target]).size().rename("n").reset_index()
        sides.append(pairs.rename(columns={origin: "origin", target: "target"}).assign(side=side))
    return pd.concat(sides, ignore_index=True)[["side", "origin", "target", "n"]]


def _largest(values: pd.Series[str], shown: int) -> pd.Series[str]:
    known = values[values != UNKNOWN]
    counts = known.value_counts().rename_axis("key").reset_index(name="n")
    kept = counts.sort_values(["n", "key"], ascending=[False, True])["key"].head(shown)
    return values.where(values.isin([*kept, UNKNOWN]), REST)


def city_flows(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the flows between cities that are both known.

    Args:
        rows: A ledger.

    Returns:
        source_city_id, learner_city_id, n (transfers), sorted; a city that cites itself is left out.
    """
    known = rows.dropna(subset=["source_city_id", "learner_city_id"])
    known = known[known["source_city_id"] != known["learner_city_id"]]
    return known.groupby(["source_city_id", "learner_city_id"]).size().rename("n").reset_index()


def city_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how much each city gave and took.

    Args:
        rows: A ledger.

    Returns:
        city_id, given (transfers from it), taken (transfers by it), sorted by id.
    """
    given = rows["source_city_id"].dropna().value_counts().rename("given")
    taken = rows["learner_city_id"].dropna().value_counts().rename("taken")
    totals = pd.concat([given, taken], axis=1).fillna(0).astype(int).rename_axis("city_id")
    return totals.sort_index().reset_index()
