from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.settings import TopicSettings
from feedback_nlp.topics import read_column, topics_of_column
from tests.topics.encoders import HashedWords, sentences


@pytest.mark.parametrize("suffix", ["csv", "tsv", "parquet", "csv.gz"])
def test_columns_of_any_table(tmp_path: Path, suffix: str) -> None:
    """A column of CSV, TSV and Parquet reads the same; missing cells are empty, `NA` and numbers are texts."""
    frame = pd.DataFrame({"answer": ["Füße, bus", None, "NA", "12"], "other": [1, 2, 3, 4]})
    path = tmp_path / f"table.{suffix}"
    if suffix == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False, sep="\t" if suffix == "tsv" else ",")
    assert read_column(path, "answer").tolist() == ["Füße, bus", "", "NA", "12"]


def test_windows_text_is_read(tmp_path: Path) -> None:
    """A CSV that Excel saved in the Windows code page keeps its letters."""
    path = tmp_path / "table.csv"
    path.write_bytes("text\nMünster\n".encode("cp1252"))
    assert read_column(path, "text").tolist() == ["Münster"]


def test_missing_column_names_those_there_are(tmp_path: Path) -> None:
    """The error says which columns the file has."""
    path = tmp_path / "table.csv"
    path.write_text("id,answer\n1,a\n")
    with pytest.raises(InputFormatError, match=r"no column 'text'; it has: id, answer"):
        read_column(path, "text")


def test_missing_and_unreadable_files_are_named(tmp_path: Path) -> None:
    """No file, no table and an empty file give an error that names the path."""
    with pytest.raises(InputNotFoundError, match=r"none\.csv"):
        read_column(tmp_path / "none.csv", "text")
    for name, content in (("a.txt", b"x"), ("a.parquet", b"no parquet"), ("a.csv", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InputFormatError, match=name.replace(".", r"\.")):
            read_column(path, "text")


def test_every_row_has_a_topic_or_a_reason() -> None:
    """Rows keep their numbers; empty and junk cells have a reason, repeats the topic of what they repeat."""
    texts = [*sentences(("trams", "heating", "trees"), 20), "", "  ", "???"]
    texts += [texts[0], texts[0].upper()]
    found = topics_of_column(texts, encoder=HashedWords(), settings=TopicSettings())
    rows = found.assignments
    assert rows["row"].tolist() == list(range(len(texts)))
    assert rows.loc[60:62, "reason"].tolist() == ["empty", "empty", "junk"]
    assert rows.loc[60:62, "topic_id"].isna().all()
    assert rows.drop(index=[60, 61, 62])["topic_id"].notna().all()
    assert rows["topic_id"][63] == rows["topic_id"][64] == rows["topic_id"][0]
    leaves = found.topics[found.topics["topic_id"].isin(rows["topic_id"])]
    assert leaves["n_rows"].sum() == len(texts) - 3


def test_partition_does_not_depend_on_row_order() -> None:
    """Rows in another order get the same topics."""
    texts = pd.Series(sentences(("trams", "heating", "trees", "finance"), 15))
    shuffled = texts.sample(frac=1, random_state=0)
    one = topics_of_column(texts, encoder=HashedWords(), settings=TopicSettings())
    other = topics_of_column(shuffled, encoder=HashedWords(), settings=TopicSettings())
    by_row = pd.Series(other.assignments["topic_id"].to_numpy(), index=shuffled.index).sort_index()
    assert by_row.tolist() == one.assignments["topic_id"].tolist()
    assert one.topics.equals(other.topics)


def test_column_without_any_text() -> None:
    """A column of empty cells has no topics and a reason for each row."""
    found = topics_of_column(["", " "], encoder=HashedWords(), settings=TopicSettings())
    assert found.topics.empty
    assert found.assignments["reason"].tolist() == ["empty", "empty"]
