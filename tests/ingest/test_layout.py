from __future__ import annotations

import pytest

from feedback_nlp.ingest.layout import Layout, find_layout
from feedback_nlp.ingest.material import Row, Sheet
from feedback_nlp.settings import IngestSettings

PROSE = "We learned how the heat plan works and will draw one for our lower town."
OTHER = "The residents of our quarter were asked before anything was decided about the trees."


def layout_of(*rows: list[str], **settings: object) -> Layout | None:
    """Find the layout of rows."""
    numbered = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1))
    return find_layout(Sheet("x.csv", "CSV", numbered), IngestSettings.model_validate(settings))


@pytest.mark.parametrize(
    ("header", "cells", "mapped"),
    [
        pytest.param(
            ["Contribution ID", "User name", "Creation date", "Last update", "Languages",
             "Which municipality do you represent?", "Country", "What will you take home?"],
            ["c-1", "u1", "2025-01-14 10:00", "2025-01-15", "EN", "Valongo", "Portugal", PROSE],
            {"respondent": "User name", "submitted_on": "Creation date", "country": "Country",
             "learner": "Which municipality do you represent?", "text": "What will you take home?"},
            id="EUSurvey",
        ),
        pytest.param(
            ["id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "datestamp", "ipaddr",
             "Q01. Name of your city", "Q02. Session attended", "Q03. Please describe what you learned"],
            ["7", "2025-01-14 10:00:12", "3", "en", "12345", "abc", "2025-01-14", "2025-01-14", "10.0.0.1",
             "Lund", "Energy", PROSE],
            {"respondent": "token", "submitted_on": "submitdate", "learner": "Q01. Name of your city",
             "session": "Q02. Session attended", "text": "Q03. Please describe what you learned"},
            id="LimeSurvey",
        ),
        pytest.param(
            ["ID", "Start time", "Completion time", "Email", "Name", "Which city do you work for?",
             "How may we use your answers?", "What did you learn?"],
            ["1", "1/14/25 9:00", "1/14/25 9:12", "a@example.org", "", "Espoo, Finland", "Publish", PROSE],
            {"respondent": "Email", "submitted_on": "Completion time", "learner": "Which city do you work for?",
             "consent": "How may we use your answers?", "text": "What did you learn?"},
            id="Microsoft Forms",
        ),
        pytest.param(
            ["Timestamp", "Email Address", "City, country", "Cohort", "Your feedback",
             "Do you agree that we quote your answer?"],
            ["14/01/2025 10:00:00", "a@example.org", "Umeå, Sweden", "Cohort 1", PROSE, "Yes"],
            {"respondent": "Email Address", "submitted_on": "Timestamp", "learner": "City, country", "cohort": "Cohort",
             "text": "Your feedback", "consent": "Do you agree that we quote your answer?"},
            id="Google Forms",
        ),
        pytest.param(
            ["id", "cohort", "learner", "text"], ["ex-1", "2024-1", "Lund, Sweden", PROSE],
            {"respondent": "id", "cohort": "cohort", "learner": "learner", "text": "text"},
            id="JSON keys",
        ),
        pytest.param(
            ["Organisation", "Comments"], ["Municipality of Sopot", PROSE],
            {"learner": "Organisation", "text": "Comments"},
            id="organisation",
        ),
    ],
)  # fmt: skip
def test_exports_of_survey_tools(header: list[str], cells: list[str], mapped: dict[str, str]) -> None:
    """The columns of each tool's export are mapped without any setting."""
    layout = layout_of(header, cells)
    assert layout is not None
    assert layout.mapped == mapped


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Which city inspired you most?", "Leuven and Lahti"),
        ("How useful was the session? (1 to 5)", "4"),
        ("What is your role?", "Head of the climate unit"),
        ("Which session did you like?", "The one about energy and heat"),
        ("Other city you would like to visit", "Umeå"),
        ("Name", "Somebody Else From There"),
    ],
)
def test_columns_that_only_look_alike(name: str, cell: str) -> None:
    """Questions about other cities, marks and roles are neither the learner nor free text."""
    layout = layout_of(["City", name, "Feedback"], ["Lund", cell, PROSE])
    assert layout is not None
    assert layout.mapped["learner"] == "City"
    assert layout.mapped["text"] == "Feedback"


def test_personal_columns_are_named_and_left_out() -> None:
    """Names, phones and addresses are reported as personal and used for nothing."""
    layout = layout_of(["Name", "Phone", "Town", "Testimonial"], ["x", "1", "Lund", PROSE])
    assert layout is not None
    assert layout.personal == ["Name", "Phone"]


def test_several_questions_are_several_text_columns() -> None:
    """Every free-text question counts; a question answered by a mark does not."""
    layout = layout_of(
        ["City", "What did you learn?", "What stands in the way at home?", "How many colleagues took part?"],
        ["Lund", PROSE, OTHER, "3"],
    )
    assert layout is not None
    assert layout.mapped["text"] == "What did you learn? | What stands in the way at home?"


def test_header_below_a_title() -> None:
    """A title and blank rows above the header are passed over."""
    layout = layout_of(
        ["Feedback of the first cohort", "", ""],
        ["", "", ""],
        ["City", "Date", "Feedback"],
        ["Lund", "2025-01-14", PROSE],
    )
    assert layout is not None
    assert layout.header_row == 3
    assert [row.number for row in layout.body] == [4]


def test_header_below_question_codes() -> None:
    """Where codes stand over the questions, the questions are the header."""
    codes = ["StartDate", "Q1", "Q2", "Q3"]
    header = ["Start Date", "Which city do you work for?", "Country", "What did you learn?"]
    layout = layout_of(codes, header, ["2025-01-14", "Lund", "Sweden", PROSE])
    assert layout is not None
    assert layout.header_row == 2


def test_same_header_twice() -> None:
    """Columns of the same name are told apart, and both are read."""
    layout = layout_of(["City", "Comment", "Comment"], ["Lund", PROSE, OTHER])
    assert layout is not None
    assert layout.mapped["text"] == "Comment | Comment (2)"


def test_settings_overrule_synonyms() -> None:
    """An explicit column is taken for its field, whatever its header looks like."""
    layout = layout_of(
        ["City", "v1", "Feedback", "v2"],
        ["Lund", PROSE, OTHER, "Ystad"],
        columns={"text": "v1", "learner": "v2"},
    )
    assert layout is not None
    assert layout.mapped == {"learner": "v2", "text": "v1"}


@pytest.mark.parametrize("header", [["a", "b"], ["City", "Country"], ["Score", "Value in percent"], ["column 1", "x"]])
def test_unknown_layouts(header: list[str]) -> None:
    """Without a column known to hold free text there is no layout, even if values read like prose."""
    assert layout_of(header, ["Lund", PROSE]) is None
