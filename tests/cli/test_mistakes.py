"""A mistake becomes one clear line and exit code 2, and nothing is half written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from feedback_nlp.cli import main

GOOD_CSV = "City,Country,What did you learn?\nPorto,Portugal,Leuven showed us how to involve residents in planning.\n"

MISTAKES = {
    "missing file": ({}, ["run", "nowhere.csv"], "nowhere.csv"),
    "missing folder": ({}, ["run", "nowhere"], "nowhere"),
    "unknown layout": ({"a.csv": "Apples,Pears\n1,2\n"}, ["run", "a.csv"], "Apples"),
    "empty input": ({"a.csv": ""}, ["run", "a.csv"], "a.csv"),
    "no rows accepted": ({"a.csv": "City,What did you learn?\nPorto,n/a\n"}, ["run", "a.csv"], "0 testimonials"),
    "wrong key in programme.yaml": (
        {"a.csv": GOOD_CSV, "programme.yaml": "nmae: Cities\n"},
        ["run", "a.csv"],
        "unknown key 'nmae'",
    ),
    "wrong value in settings": (
        {"a.csv": GOOD_CSV, "s.yaml": "topics: {neighbours: 1}\n"},
        ["run", "a.csv", "--settings", "s.yaml"],
        "neighbours",
    ),
    "broken YAML": ({"a.csv": GOOD_CSV, "programme.yaml": "a: [1\n"}, ["run", "a.csv"], "not valid YAML"),
    "wrong key in codebook": (
        {"a.csv": GOOD_CSV, "c.yaml": "themse: []\n"},
        ["run", "a.csv", "--codebook", "c.yaml"],
        "themse",
    ),
    "missing codebook": ({"a.csv": GOOD_CSV}, ["run", "a.csv", "--codebook", "c.yaml"], "c.yaml"),
    "gold without text": ({"a.jsonl": '{"id": "1"}\n'}, ["code", "a.jsonl", "-o", "b.jsonl"], "text"),
    "coding of other testimonials": (
        {"a.jsonl": '{"id": "1", "text": "a"}\n', "b.jsonl": '{"id": "1", "text": "b"}\n'},
        ["score", "a.jsonl", "b.jsonl"],
        "no gold testimonial",
    ),
    "scored file without codes": (
        {"a.jsonl": '{"id": "1", "text": "a"}\n'},
        ["score", "a.jsonl", "a.jsonl"],
        "lacks cities",
    ),
    "unknown topics column": ({"a.csv": GOOD_CSV}, ["topics", "a.csv", "--column", "nope", "-o", "o"], "nope"),
    "no run to publish": ({}, ["publish", "latest"], "none yet"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_and_writes_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line names the culprit; the folder holds what it held before."""
    files, arguments, culprit = MISTAKES[name]
    for file, content in files.items():
        (tmp_path / file).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["feedback-nlp", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1
    assert culprit in lines[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


@pytest.mark.parametrize(
    ("arguments", "told"), [(["run", "nowhere.csv"], "error: there is no file"), (["run", "--nope"], "--nope")]
)
def test_a_mistake_ends_the_process_without_a_traceback(arguments: list[str], told: str, tmp_path: Path) -> None:
    """From the shell, our own errors and the parser's both exit with 2 and say what is wrong."""
    command = [sys.executable, "-m", "feedback_nlp", *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
