"""Decisions are kept in files named by their content, and read as they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_nlp.errors import InputFormatError
from feedback_nlp.records import RUNGS
from feedback_nlp.review import Decision, decision_file, decision_paths, read_decisions
from tests.review.sheets import decision

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9).map(str.strip).filter(bool)
DECISIONS = st.builds(
    lambda rung, day, **other: Decision(stage=rung[0], status=rung[1], decided_on=day.isoformat(), **other),
    st.sampled_from(RUNGS),
    st.dates(),
    transfer_id=WORDS,
    testimonial_id=WORDS,
    measure_start=st.integers(0, 99),
    measure_end=st.integers(100, 200),
    coded_source_id=st.none() | WORDS,
    keep=st.booleans(),
    source_city_id=st.none() | WORDS,
    reviewer=WORDS,
    comment=st.just("") | WORDS | st.just('two\nlines, "quoted"; and; more'),
)


@given(st.lists(DECISIONS, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, decisions: list[Decision]) -> None:
    """In any order the name and the bytes are the same."""
    name, content = decision_file(decisions)
    assert decision_file([*reversed(decisions), *decisions]) == (name, content)
    path = tmp_path_factory.mktemp("stored") / name
    path.write_bytes(content)
    assert set(read_decisions([path])) == set(decisions)


def test_decisions_that_differ_in_what_was_coded_have_one_order() -> None:
    """Even what should not differ within a transfer decides the order, so that the file's name is one."""
    one = decision("x1")
    other = replace(one, measure_start=one.measure_start + 1)
    assert decision_file([one, other]) == decision_file([other, one])


def test_files_hold_no_text_and_are_found_in_order(tmp_path: Path) -> None:
    """Other files of the folder are left alone; no folder is no decisions."""
    for one in (decision("x1"), decision("x2", keep=False)):
        name, content = decision_file([one])
        (tmp_path / name).write_bytes(content)
        assert b"rain gardens" not in content
    (tmp_path / "README.md").write_text("About reviews.", encoding="utf-8")
    assert len(decision_paths(tmp_path)) == 2
    assert set(read_decisions(decision_paths(tmp_path))) == {decision("x1"), decision("x2", keep=False)}
    assert decision_paths(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("understood", "dreamt", "line 2: stage is 'dreamt'"),
        (",yes,", ",perhaps,", "line 2: keep is 'perhaps'"),
        ("2026-01-05", "yesterday", "line 2: decided_on is 'yesterday'"),
        (",17,", ",first,", "line 2: .*'first'"),
        ("reviewer", "who", "lacks the column 'reviewer'.*review apply"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(before: str, after: str, told: str, tmp_path: Path) -> None:
    """Somebody edited it by hand."""
    content = decision_file([decision("x1")])[1].decode("utf-8")
    assert before in content
    path = tmp_path / "d.csv"
    path.write_text(content.replace(before, after), encoding="utf-8")
    with pytest.raises(InputFormatError, match=rf"d\.csv.*{told}"):
        read_decisions([path])
