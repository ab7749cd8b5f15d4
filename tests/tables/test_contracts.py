from __future__ import annotations

import pandas as pd
import pytest

from feedback_nlp.errors import TableError
from feedback_nlp.tables import TABLES, check_table, check_tables, conform, empty_table, table

ROW = {"source_file": "x.csv", "source_row": 2, "reason": "empty", "detail": "the answer is empty"}


def tables_with(**changed: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All tables, empty but for the changed ones."""
    return {name: changed.get(name, empty_table(name)) for name in TABLES}


def one_testimonial(**changed: object) -> pd.DataFrame:
    """A table of one testimonial."""
    row = {
        "testimonial_id": "t-1", "cohort_id": "c1", "language": "en", "consent": "publish", "text": "Lund is good",
        "source_file": "x.csv", "source_row": 2,
    }  # fmt: skip
    return conform(pd.DataFrame([{**row, **changed}]), "testimonials")


COHORTS = conform(pd.DataFrame([{"cohort_id": "c1", "label": "C1"}]), "cohorts")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_empty_tables_keep_their_contract(name: str) -> None:
    """Every table may be without rows."""
    assert list(check_table(empty_table(name), name).columns) == table(name).columns


def test_conform_orders_columns_and_rows_and_leaves_the_input_alone() -> None:
    """Columns get the contract's order and types, rows the order of the key, missing optional columns are empty."""
    frame = pd.DataFrame([{**ROW, "source_row": 10}, {**ROW, "source_row": 9}])
    before = frame.copy()
    made = conform(frame, "rejections")
    pd.testing.assert_frame_equal(frame, before)
    assert list(made["source_row"]) == [9, 10]
    assert made["source_column"].isna().all()
    assert list(made.columns) == table("rejections").columns
    pd.testing.assert_frame_equal(conform(made.sample(frac=1, random_state=1), "rejections"), made)


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (pd.DataFrame([{**ROW, "colour": "red"}]), "has no column colour"),
        (pd.DataFrame([{"source_file": "x.csv"}]), "lacks the column source_row"),
        (pd.DataFrame([{**ROW, "source_row": "two"}]), "source_row"),
    ],
)
def test_conform_refuses_other_columns_and_types(frame: pd.DataFrame, told: str) -> None:
    """What the contract does not know or lacks is named."""
    with pytest.raises(TableError, match=told):
        conform(frame, "rejections")


@pytest.mark.parametrize(
    ("changed", "told"),
    [({"reason": "boring"}, "boring"), ({"source_row": 0}, "source_row"), ({"detail": None}, "detail")],
)
def test_check_refuses_illegal_values(changed: dict[str, object], told: str) -> None:
    """Closed lists, ranges and required values are held."""
    with pytest.raises(TableError, match=told):
        check_table(conform(pd.DataFrame([{**ROW, **changed}]), "rejections"), "rejections")


def test_check_refuses_a_key_used_twice() -> None:
    """Rows are told apart by their primary key."""
    frame = conform(pd.DataFrame([{**ROW, "source_column": "a"}] * 2), "rejections")
    with pytest.raises(TableError):
        check_table(frame, "rejections")


def test_check_refuses_tables_in_another_order_of_columns() -> None:
    """The order of columns belongs to the contract."""
    frame = conform(pd.DataFrame([ROW]), "rejections")
    with pytest.raises(TableError):
        check_table(frame[frame.columns[::-1]], "rejections")


def test_all_tables_together() -> None:
    """References that resolve and spans that equal their text pass."""
    segment = {"segment_id": "s-1", "testimonial_id": "t-1", "start": 0, "end": 4, "text": "Lund"}
    segments = conform(pd.DataFrame([segment]), "segments")
    check_tables(tables_with(testimonials=one_testimonial(), cohorts=COHORTS, segments=segments))


def test_dangling_references_are_named() -> None:
    """A foreign key that no row has is named with its value."""
    with pytest.raises(TableError, match=r"testimonials\.cohort_id 'c9'"):
        check_tables(tables_with(testimonials=one_testimonial(cohort_id="c9"), cohorts=COHORTS))


def test_spans_that_do_not_equal_their_text_are_named() -> None:
    """A span must read as it says."""
    segment = {"segment_id": "s-1", "testimonial_id": "t-1", "start": 1, "end": 4, "text": "Lun"}
    segments = conform(pd.DataFrame([segment]), "segments")
    with pytest.raises(TableError, match="1:4"):
        check_tables(tables_with(testimonials=one_testimonial(), cohorts=COHORTS, segments=segments))


def test_a_run_needs_every_table() -> None:
    """Missing tables are named, and so is a table that does not exist."""
    with pytest.raises(TableError, match="missing: .*cohorts"):
        check_tables({"testimonials": one_testimonial()})
    with pytest.raises(TableError, match="no table 'testimonial'"):
        table("testimonial")


def test_the_contract_is_closed() -> None:
    """Every reference points to a key of a table, and every field is described."""
    for spec in TABLES.values():
        assert set(spec.primary_key) <= set(spec.columns)
        assert all(field.description.endswith(".") for field in spec.fields), spec.name
        for reference in spec.references:
            assert reference.field in spec.columns
            assert TABLES[reference.table].primary_key == (reference.key,)
