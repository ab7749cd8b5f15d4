from __future__ import annotations

from pathlib import Path

from feedback_nlp.ingest import CheckReport, check_inputs
from feedback_nlp.places import Gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import IngestSettings

GOOD = (
    "E-mail,Phone,City,Shoe size,Feedback\na@example.org,1,Lund,40,We will plant trees.\nb@example.org,2,Lund,41,n/a\n"
)


def check(folder: Path, gazetteer: Gazetteer, files: dict[str, str], **settings: object) -> CheckReport:
    """Write files and check them."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return check_inputs(
        [folder / name for name in files],
        programme=Programme(),
        settings=IngestSettings.model_validate(settings),
        gazetteer=gazetteer,
    )


def test_says_how_a_file_is_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Format, mapping, unused and personal columns, counts and samples are told, and no personal value."""
    report = check(tmp_path, gazetteer, {"x.csv": GOOD})
    text = "\n".join(report.lines())
    assert report.ok
    for told in ("x.csv: CSV, UTF-8, comma", "learner   ← City", "text      ← Feedback", "not used  Shoe size"):
        assert told in text
    assert "personal  Phone (left out)" in text
    assert "row 3: no-answer: the answer says that there is none: 'n/a'" in text
    assert "2 answers read: 1 accepted, 1 rejected" in text
    assert "example.org" not in text


def test_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A broken file is told with its reason, the others are checked all the same."""
    report = check(tmp_path, gazetteer, {"bad.csv": "a,b\n1,2\n", "empty.csv": "", "x.csv": GOOD})
    assert [file.error is None for file in report.files] == [False, False, True]
    assert report.has_errors
    assert report.n_accepted == 1
    assert "not ready: 2 of 3 files cannot be read" in list(report.lines())


def test_nothing_accepted_is_not_ready(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A run that would publish nothing is not ready."""
    report = check(tmp_path, gazetteer, {"x.csv": "City,Feedback\nLund,n/a\n"})
    assert not report.ok
    assert any("nothing to publish" in line for line in report.lines())


def test_settings_that_name_no_column(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A column of the settings that no input has is an error of the check."""
    report = check(tmp_path, gazetteer, {"x.csv": GOOD}, columns={"session": "Workshop"})
    assert report.has_errors
    assert any("'Workshop', which no input has" in line for line in report.lines())
