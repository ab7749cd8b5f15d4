"""How good the data is: what came in, what was left out and why, and how far the coding can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import pandas as pd

from feedback_nlp.errors import RecordError
from feedback_nlp.tally.ledger import Tables


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often the coding was right, on testimonials that people coded.

    Attributes:
        name: What was checked: a key of the report's strings (`cities`, `measures`, `themes`, `transfers`, `stage`,
            `status`), or words to show as they are.
        metric: `precision`, `recall` or `accuracy`.
        correct: Cases in which the coding was right.
        total: Cases checked.
    """

    name: str
    metric: str
    correct: int
    total: int

    def __post_init__(self) -> None:
        """Refuse more right cases than cases.

        Raises:
            RecordError: If `correct` is not between 0 and `total`.
        """
        if not 0 <= self.correct <= self.total:
            raise RecordError(f"correct of {self.name} must be between 0 and {self.total}, got {self.correct}")


def wilson(correct: int, total: int, *, z: float = 1.96) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    Args:
        correct: Successes.
        total: Trials.
        z: Quantile of the normal distribution; 1.96 gives 95 %.

    Returns:
        Lower and upper bound, each 0 to 1; (0, 1) where there was no trial. Source: Wilson (1927), JASA 22, 209–212.
    """
    if total == 0:
        return 0.0, 1.0
    share, square = correct / total, z * z
    centre = (share + square / (2 * total)) / (1 + square / total)
    half = z * sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(centre - half, 0.0), min(centre + half, 1.0)


def accuracy_table(checks: Sequence[Accuracy]) -> pd.DataFrame:
    """Return the checks with their 95 % intervals.

    Args:
        checks: What was checked.

    Returns:
        name, metric, correct, total, share, low, high.
    """
    rows = [
        {
            "name": check.name,
            "metric": check.metric,
            "correct": check.correct,
            "total": check.total,
            "share": check.correct / check.total if check.total else float("nan"),
            "low": wilson(check.correct, check.total)[0],
            "high": wilson(check.correct, check.total)[1],
        }
        for check in checks
    ]
    return pd.DataFrame(rows, columns=["name", "metric", "correct", "total", "share", "low", "high"])


def intake(tables: Tables) -> pd.DataFrame:
    """Return what became of the answers that were read.

    Args:
        tables: All tables of a run.

    Returns:
        kind (`read`, `accepted`, `rejected`, `not-coded`, `no-measure`, `needs-review`, `reviewed`, `aggregate`),
        reason (a code for `rejected` and `not-coded`, else ""), n. `rejected` counts answers by reason, largest first;
        `not-coded` and `aggregate` count testimonials, `no-measure` coded testimonials in which no measure was found,
        `needs-review` and `reviewed` transfers; the latter are those that a person decided on, removed ones included.
    """
    testimonials, transfers, reviews = tables["testimonials"], tables["transfers"], tables["reviews"]
    reasons = tables["rejections"]["reason"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    not_coded = testimonials["not_coded"].value_counts().sort_index()
    coded = testimonials[testimonials["not_coded"].isna()]
    rows = [
        ("read", "", len(testimonials) + len(tables["rejections"])),
        ("accepted", "", len(testimonials)),
        *(("rejected", str(reason), int(n)) for reason, n in reasons.items()),
        *(("not-coded", str(reason), int(n)) for reason, n in not_coded.items()),
        ("no-measure", "", int((~coded["testimonial_id"].isin(transfers["testimonial_id"])).sum())),
        ("needs-review", "", int(transfers["needs_review"].sum())),
        ("reviewed", "", int(reviews.loc[reviews["table"] == "transfers", "row_id"].nunique())),
        ("aggregate", "", int((testimonials["consent"] == "aggregate").sum())),
    ]
    return pd.DataFrame(rows, columns=["kind", "reason", "n"])
