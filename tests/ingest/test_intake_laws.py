from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_nlp.ingest import Intake, read_inputs
from feedback_nlp.ingest.clean import clean
from feedback_nlp.places import Gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import IngestSettings
from feedback_nlp.tables import check_table

HEADER = ["City", "Country", "Date", "Consent", "Feedback", "Comments"]
ANSWERS = st.one_of(
    st.sampled_from(
        [
            "",
            "  ",
            "n/a",
            "-",
            "🙂",
            "ok",
            "We will do it.",
            "We will do it!",
            "UmeÃ¥ showed us how",
            "1;2",
            '"quoted", yes',
        ]
    ),
    st.text(max_size=60),
)
ROWS = st.tuples(
    st.sampled_from(["", "Lund", " lund ", "Valongo, Portugal", "n/a", "Nowhere-on-Sea"]),
    st.sampled_from(["", "Sweden", "PT", "??"]),
    st.sampled_from(["", "14/01/2025", "2025-01-14", "soon"]),
    st.sampled_from(["", "yes", "aggregate", "no", "maybe"]),
    ANSWERS,
    ANSWERS,
)


def read(rows: list[tuple[str, ...]], delimiter: str, path: Path, gazetteer: Gazetteer) -> Intake:
    """Write rows as a CSV file and read them in."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(HEADER)
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8"))
    return read_inputs([path], programme=Programme(), settings=IngestSettings(), gazetteer=gazetteer)


ANCHOR = (
    "Lund",
    "Sweden",
    "2025-01-14",
    "yes",
    "We will plant trees in the station square.",
    "The shade is missing there.",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, max_size=12), delimiter=st.sampled_from(",;\t"))
def test_no_answer_is_lost(rows: list[tuple[str, ...]], delimiter: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    """Each answer of a messy export is in exactly one of the two tables, and both keep their contract."""
    rows = [ANCHOR, *rows]
    intake = read(rows, delimiter, tmp_path / "x.csv", gazetteer)
    assert len(intake.testimonials) + len(intake.rejections) == 2 * len(rows)
    check_table(intake.testimonials, "testimonials")
    check_table(intake.rejections, "rejections")
    keys = ["source_row", "source_column"]
    places = [tuple(row) for frame in (intake.testimonials, intake.rejections) for row in frame[keys].to_numpy()]
    assert sorted(places) == sorted((row, column) for row in range(2, len(rows) + 2) for column in HEADER[4:])
    assert all(clean(text) == text for text in intake.testimonials["text"])
    assert intake.n_input == intake.report.n_accepted + intake.report.n_rejected


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=8))
def test_reading_twice_gives_the_same(rows: list[tuple[str, ...]], tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The same file gives byte-identical tables."""
    first = read(rows, ",", tmp_path / "x.csv", gazetteer)
    second = read(rows, ",", tmp_path / "x.csv", gazetteer)
    assert first.testimonials.to_csv() == second.testimonials.to_csv()
    assert first.rejections.to_csv() == second.rejections.to_csv()
