"""What stands in the way: conditions and decisions against."""

from __future__ import annotations

import pandas as pd

from feedback_nlp.tally.ledger import by_theme

HINDERED = ("conditional", "negated")


def barriers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how often learning depends on something or was decided against, by theme.

    Args:
        rows: A ledger.

    Returns:
        theme_id ("?" if none), status (`conditional` or `negated`), n (transfers), total (transfers of the theme),
        share (n / total), sorted; a transfer with two themes counts under both.
    """
    flat = by_theme(rows)
    totals = flat.groupby("theme_id").size()
    hindered = flat[flat["status"].isin(HINDERED)].groupby(["theme_id", "status"]).size().rename("n").reset_index()
    hindered = hindered.assign(total=hindered["theme_id"].map(totals).astype("int64"))
    return hindered.assign(share=hindered["n"] / hindered["total"])
