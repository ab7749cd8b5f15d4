"""Reading testimonials as JSON Lines."""

from pathlib import Path

import pytest

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.extract import read_rows


def test_rows_are_read_whatever_the_line_endings(tmp_path: Path) -> None:
    """A byte order mark, CRLF, blank lines and line separators inside strings are no obstacle."""
    path = tmp_path / "in.jsonl"
    path.write_bytes('\ufeff{"id": "a", "text": "x\u2028y"}\r\n\r\n{"id": "b", "text": ""}'.encode())
    assert [row["text"] for row in read_rows(path)] == ["x\u2028y", ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": "a"}\n', "line 1 lacks text"),
        (b'{"id": 1, "text": "x"}\n', "line 1 lacks id"),
        (b'{"id": "a", "text": "x"}\nnonsense\n', "line 2 is not JSON"),
        (b'["a"]\n', "line 1 lacks id and text"),
        (b'{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n', "the id 'a' occurs twice"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, content: bytes, message: str) -> None:
    """The error says which line is wrong and how."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputFormatError, match=message):
        read_rows(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The path stands in the error."""
    with pytest.raises(InputNotFoundError, match=r"no\.jsonl"):
        read_rows(tmp_path / "no.jsonl")
