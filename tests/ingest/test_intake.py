from __future__ import annotations

import io
import json

import openpyxl
import pandas as pd
import pytest

from feedback_nlp.errors import InputFormatError, InputNotFoundError
from feedback_nlp.ingest import Intake, read_inputs
from feedback_nlp.places import Gazetteer
from feedback_nlp.programme import Programme
from feedback_nlp.settings import IngestSettings
from feedback_nlp.tables import check_table
from tests.ingest.conftest import Ingest

HEADER = "ID,Submitted,City,Country,Session,May we quote you?,Feedback\n"
EXPORT = (
    HEADER
    + "1,14/01/2025,Leiria,Portugal,Energy,yes,We will lend tools in the library.\n"
    + "2,15/01/2025,Leiria,Portugal,Energy,yes,We will lend tools in the library!\n"
    + "3,2025-01-16,  LUND ,,Trees,only aggregated,UmeÃ¥ showed us how to reuse doors.\n"
    + "4,17/01/2025,Lund,Sweden,,no,Do not use this please.\n"
    + "5,18/01/2025,Lund,Sweden,,yes,n/a\n"
    + "6,19/01/2025,,,,yes,\n"
    + "7,20/01/2025,,Portugal,,,Wir möchten das ab Herbst auch so machen.\n"
    + "8,21/01/2025,Lund,Sweden,,yes,one,cell too many\n"
)


def row_of(intake: Intake, number: int) -> dict[str, object]:
    """The accepted testimonial of an input row, missing values as None."""
    frame = intake.testimonials[intake.testimonials["source_row"] == number]
    assert len(frame) == 1
    return {str(name): None if pd.isna(value) else value for name, value in frame.iloc[0].items()}


def test_an_export_from_end_to_end(ingest: Ingest) -> None:
    """Every row of a messy export ends where it should, cleaned and resolved."""
    intake = ingest({"export.csv": EXPORT})
    reasons = intake.rejections.set_index("source_row")["reason"].to_dict()
    assert reasons == {3: "duplicate", 5: "no-consent", 6: "no-answer", 7: "empty", 9: "unreadable"}
    first = row_of(intake, 2)
    assert (first["learner_place"], first["learner_name"], first["learner_country"]) == (
        "Leiria, Portugal",
        "Leiria",
        "PT",
    )
    assert (first["cohort_id"], first["session_id"]) == ("2024-1", "s-energy")
    assert (first["submitted_on"], first["language"], first["consent"]) == ("2025-01-14", "en", "publish")
    assert first["source_column"] == "Feedback"
    third = row_of(intake, 4)
    assert (third["learner_place"], third["consent"]) == ("LUND", "aggregate")
    assert third["text"] == "Umeå showed us how to reuse doors."
    assert third["session_id"] is None
    unknown = row_of(intake, 8)
    assert (unknown["learner_city_id"], unknown["learner_country"], unknown["language"]) == (None, "PT", "de")


def test_tables_keep_their_contract(ingest: Ingest) -> None:
    """Both tables pass their checks, with and without rows."""
    for files in ({"a.csv": EXPORT}, {"a.csv": "City,Feedback\nLund,-\n"}):
        intake = ingest(files)
        check_table(intake.testimonials, "testimonials")
        check_table(intake.rejections, "rejections")


def test_several_questions_make_several_testimonials(ingest: Ingest) -> None:
    """One answer is one input row; respondents stay recognisable by a pseudonym, and only by that."""
    intake = ingest(
        {
            "x.csv": "E-mail,Name,City,What did you learn?,What stands in the way?\n"
            "me@example.org,Somebody,Lund,Heat from the sewer warms a district.,The meters are read once a year.\n"
        }
    )
    frame = intake.testimonials
    assert sorted(frame["question"]) == ["What did you learn?", "What stands in the way?"]
    assert len(set(frame["respondent_id"])) == 1
    assert not frame.astype(str).apply(lambda column: column.str.contains("example.org|Somebody")).any().any()


def test_ids_depend_on_content_alone(ingest: Ingest) -> None:
    """Row order and file name leave the ids as they are; another learner or text changes them."""
    rows = EXPORT.removeprefix(HEADER).splitlines(keepends=True)
    first = ingest({"a.csv": EXPORT}).testimonials
    second = ingest({"b.csv": HEADER + "".join(reversed(rows))}).testimonials
    kept = set(first["testimonial_id"]) & set(second["testimonial_id"])
    assert len(kept) == len(first) - 1
    assert first["testimonial_id"].is_unique


def test_the_order_of_files_does_not_matter(ingest: Ingest) -> None:
    """Files are read in the order of their names, however they are listed."""
    files = {"b.csv": EXPORT, "a.jsonl": '{"learner": "Lund, Sweden", "text": "We build a heat store."}\n'}
    forward = ingest(files)
    backward = ingest(dict(reversed(files.items())))
    pd.testing.assert_frame_equal(forward.testimonials, backward.testimonials)
    pd.testing.assert_frame_equal(forward.rejections, backward.rejections)


def test_repeats_across_files(ingest: Ingest) -> None:
    """An answer that another file has already is a duplicate, and its detail says where."""
    line = json.dumps({"learner": "Lund, Sweden", "text": "We build a heat store."}) + "\n"
    intake = ingest({"a.jsonl": line, "b/a.jsonl": line})
    assert list(intake.rejections["reason"]) == ["duplicate"]
    assert "row 1" in intake.rejections["detail"].iloc[0]
    assert intake.rejections["source_file"].iloc[0].endswith("a.jsonl")


def test_sheets_of_a_workbook(ingest: Ingest) -> None:
    """Sheets with answers are read and named; a sheet of notes is passed over."""
    book = openpyxl.Workbook()
    for title, town in (("Spring", "Lund"), ("Autumn", "Ystad")):
        sheet = book.create_sheet(title)
        sheet.append(["City", "Feedback"])
        sheet.append([town, f"{town} will plant trees in the station square."])
    book.worksheets[0].append(["These are notes on the feedback, for readers."])
    buffer = io.BytesIO()
    book.save(buffer)
    intake = ingest({"x.xlsx": buffer.getvalue()})
    assert sorted(intake.testimonials["source_file"]) == ["x.xlsx#Autumn", "x.xlsx#Spring"]
    assert intake.n_input == 2


def test_pages_and_tables_together(ingest: Ingest) -> None:
    """A page without testimonials is passed over beside other inputs, and an error alone."""
    page = "About\n\nNothing to see here.\n"
    intake = ingest({"about.md": page, "x.csv": EXPORT})
    assert any("passed over" in line for line in intake.report.lines())
    with pytest.raises(InputFormatError, match="City, Country"):
        ingest({"about.md": page})


def test_unknown_columns_are_named(ingest: Ingest) -> None:
    """An unknown layout names the columns found and says where to map them."""
    with pytest.raises(InputFormatError) as caught:
        ingest({"x.csv": "alpha,beta\n1,2\n"})
    assert "'alpha', 'beta'" in str(caught.value)
    assert "columns" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_columns_by_settings(ingest: Ingest) -> None:
    """Explicit columns are used; a name that no input has is an error."""
    content = "alpha,beta\nLund,We will plant trees.\n"
    intake = ingest({"x.csv": content}, columns={"text": "beta", "learner": "alpha"})
    assert list(intake.testimonials["learner_name"]) == ["Lund"]
    with pytest.raises(InputFormatError, match="'gamma', which no input has"):
        ingest({"x.csv": content}, columns={"text": "beta", "learner": "gamma"})


def test_missing_input(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> None:
    """A path that does not exist is an error, and nothing is read."""
    gone = tmp_path_factory.mktemp("none") / "gone.csv"
    with pytest.raises(InputNotFoundError, match="gone.csv"):
        read_inputs([gone], programme=Programme(), settings=IngestSettings(), gazetteer=gazetteer)


def test_city_states_and_countries(ingest: Ingest) -> None:
    """A bare country is no city, unless its city bears the same name."""
    answers = [
        {"country": country, "text": f"Thanks from {country}, see you."} for country in ("Moldova", "Luxembourg")
    ]
    frame = ingest({"x.jsonl": "\n".join(map(json.dumps, answers))}).testimonials.set_index("learner_place")
    assert frame["learner_country"].to_dict() == {"Moldova": "MD", "Luxembourg": "LU"}
    assert frame["learner_city_id"].notna().to_dict() == {"Moldova": False, "Luxembourg": True}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We will plant trees. " * 5000, None),
        ("a" * 100_000, "not-text"),
        ("- " * 50_000, "no-answer"),
        ("\u200b\x07" * 1000, "empty"),
        ("🙂" * 1000, "not-text"),
    ],
)
def test_odd_texts(text: str, reason: str | None, ingest: Ingest) -> None:
    """Very long, invisible and wordless texts end in a table with a reason, never in a crash."""
    intake = ingest({"x.jsonl": json.dumps({"learner": "Lund, Sweden", "text": text})})
    assert list(intake.rejections["reason"]) == ([] if reason is None else [reason])
    assert intake.n_input == 1
