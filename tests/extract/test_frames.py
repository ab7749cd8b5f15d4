"""Coded testimonials as tables."""

import pandas as pd
import pytest

from feedback_nlp.codebook import load_codebook
from feedback_nlp.extract import Coder, build_coder, code_testimonials
from feedback_nlp.places import load_gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import ExtractSettings
from feedback_nlp.tables import check_table, conform

TEXTS = {
    "t-1": "Lahti showed us how to restore bogs. We will restore bogs in spring.",
    "t-2": "From Leuven we take the restoration of bogs. A pilot has started.",
    "t-3": "Wir haben von Lahti viel über Moore gelernt und wollen das nachmachen.",
    "t-4": "Rain gardens, as in Leuven: too expensive for us.",
}


@pytest.fixture(scope="module")
def coder() -> Coder:
    """The coder with the packaged codebook."""
    return build_coder(
        codebook=load_codebook(None), programme=Programme(), gazetteer=load_gazetteer(), settings=ExtractSettings()
    )


def answers(ids: list[str]) -> pd.DataFrame:
    """Return testimonials of one cohort in a given order, not sorted by the contract."""
    rows = [
        {
            "testimonial_id": name,
            "cohort_id": "c",
            "learner_place": "Tartu, Estonia",
            "language": "en",
            "consent": "publish",
            "text": TEXTS[name],
            "source_file": "a.csv",
            "source_row": 2,
        }
        for name in ids
    ]
    return conform(pd.DataFrame(rows), "testimonials")


def test_tables_keep_their_contract_and_their_keys(coder: Coder) -> None:
    """Every table is legal, every measure has a group and a transfer, and other languages say so."""
    tables = code_testimonials(answers(list(TEXTS)), coder=coder)
    for name, frame in tables.items():
        check_table(frame, name)
    measures, transfers = tables["measures"], tables["transfers"]
    assert set(transfers["measure_id"]) == set(measures["measure_id"])
    assert set(measures["measure_group_id"]) == set(tables["measure_groups"]["measure_group_id"])
    reasons = tables["testimonials"].set_index("testimonial_id")["not_coded"]
    assert reasons["t-3"] == "language"
    assert reasons.drop("t-3").isna().all()
    texts = tables["testimonials"].set_index("testimonial_id")["text"]
    for row in (*measures.itertuples(), *tables["city_mentions"].itertuples()):
        assert texts[row.testimonial_id][row.start : row.end] == row.text


def test_order_of_testimonials_changes_nothing(coder: Coder) -> None:
    """Ids, groups and scores are the same whatever the order of the rows."""
    straight = code_testimonials(answers(list(TEXTS)), coder=coder)
    turned = answers(list(TEXTS)).iloc[::-1].reset_index(drop=True)
    for name, frame in code_testimonials(turned, coder=coder).items():
        pd.testing.assert_frame_equal(frame, straight[name])


def test_no_testimonials_give_empty_tables(coder: Coder) -> None:
    """An empty input is legal."""
    empty = answers(["t-1"]).iloc[:0]
    tables = code_testimonials(empty, coder=coder)
    assert all(frame.empty for frame in tables.values())
