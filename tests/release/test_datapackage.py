"""The released tables are a valid data package and come back as they went in."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from feedback_nlp.errors import InputNotFoundError
from feedback_nlp.release import RunFacts, describe, read_tables, run_id_of, table_files
from feedback_nlp.tables import TABLES, check_tables, conform, empty_table

FACTS = RunFacts(
    run_id="run-000000000000",
    programme="Cities",
    created_on="2026-01-05T06:00:00+00:00",
    previous_run=None,
    inputs={"a.csv": "0" * 64},
    settings={},
    versions={"feedback-nlp": "0.1.0"},
)
TEXT = 'Leuven said "plan\r\nwith residents", and we will.'


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    rows = {
        "testimonials": [
            {
                "testimonial_id": "t-1",
                "cohort_id": "2024-1",
                "learner_city_id": "geonames:1",
                "language": "en",
                "consent": "publish",
                "text": TEXT,
                "source_file": "a.csv",
                "source_row": 2,
            }
        ],
        "cohorts": [{"cohort_id": "2024-1", "label": "2024-1"}],
        "cities": [{"city_id": "geonames:1", "geonameid": 1, "name": "Valongo", "country": "PT"}],
        "city_mentions": [
            {
                "mention_id": "c-1",
                "testimonial_id": "t-1",
                "start": 0,
                "end": 6,
                "text": "Leuven",
                "role": "source",
                "score": 0.25,
            }
        ],
    }
    return {name: conform(pd.DataFrame(rows[name]), name) if name in rows else empty_table(name) for name in TABLES}


def write(tables: dict[str, pd.DataFrame], folder: Path) -> dict[str, bytes]:
    files = {name: content for table, frame in tables.items() for name, content in table_files(table, frame).items()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return files


def test_the_package_is_valid(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """Frictionless finds types, constraints, keys, hashes and references in order."""
    check_tables(tables)
    descriptor = describe(write(tables, tmp_path), FACTS)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])


def test_a_dangling_key_makes_it_invalid(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """The description really holds the data to its references."""
    tables["cohorts"] = empty_table("cohorts")
    descriptor = describe(write(tables, tmp_path), FACTS)
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert not frictionless.Package(str(tmp_path / "datapackage.json")).validate().valid


def test_tables_come_back_as_they_went_in(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    """Parquet keeps types, offsets and texts with quotes and line breaks."""
    write(tables, tmp_path)
    for name, frame in read_tables(tmp_path).items():
        pd.testing.assert_frame_equal(frame, tables[name])


def test_equal_tables_give_equal_bytes(tables: dict[str, pd.DataFrame]) -> None:
    """Rows in another order are the same table."""
    for name, frame in tables.items():
        assert table_files(name, frame) == table_files(name, conform(frame.iloc[::-1], name))


def test_an_incomplete_run_is_told(tmp_path: Path) -> None:
    """A folder without tables names the first that is missing."""
    with pytest.raises(InputNotFoundError, match="testimonials.parquet"):
        read_tables(tmp_path)


def test_a_run_is_named_by_its_content() -> None:
    """Any input, setting, version or model makes another run; order makes none."""
    base = {"inputs": {"a": "1", "b": "2"}, "configuration": "{}", "versions": {"x": "1"}, "models": {"m": "1"}}
    same = run_id_of(**base)
    assert run_id_of(**{**base, "inputs": {"b": "2", "a": "1"}}) == same
    for key, value in {"inputs": {"a": "9"}, "configuration": "{1}", "versions": {}, "models": {}}.items():
        assert run_id_of(**{**base, key: value}) != same
