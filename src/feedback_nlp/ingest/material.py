"""What readers hand on: sheets of cells, pages of lines, and the answers found in either.

Knows nothing of files' formats. Row and line numbers are those that a spreadsheet or an editor shows, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet.

    Attributes:
        number: Row number in the file.
        cells: Cell values as text, empty where there is none.
    """

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything but white space."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of cells whose header row is not known yet.

    Attributes:
        source: Name of the file, with `#sheet` for a sheet of a workbook.
        details: Format, encoding and the like, for people.
        rows: Rows in their order.
        broken: Row number and problem of rows that could not be read.
        header_given: Whether the first row is the header for certain, as in JSON Lines and Parquet.
    """

    source: str
    details: str
    rows: tuple[Row, ...]
    broken: tuple[tuple[int, str], ...] = ()
    header_given: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in Markdown notation whatever the file's format.

    Attributes:
        number: Line number in the file.
        text: The line, without its line break.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of text with testimonials among other things.

    Attributes:
        source: Name of the file.
        details: Format, encoding and the like, for people.
        lines: Lines in their order.
    """

    source: str
    details: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it stands in an input, before cleaning: one input row.

    Attributes:
        source_file: Name of the file, with `#sheet` where answers come from several sheets of it.
        source_row: Row or line number.
        source_column: Column of the answer, None on pages.
        text: The answer as it stands.
        question: Question that was answered, if the input says so.
        learner: Learner as stated, with the country where a column gives it.
        cohort: Cohort as stated.
        session: Session as stated.
        submitted_on: Day of submission, ISO 8601.
        consent: Consent as stated.
        respondent_id: Pseudonymous id of the respondent.
        broken: Why the row could not be read, None if it could.
    """

    source_file: str
    source_row: int
    source_column: str | None = None
    text: str = ""
    question: str | None = None
    learner: str | None = None
    cohort: str | None = None
    session: str | None = None
    submitted_on: str | None = None
    consent: str | None = None
    respondent_id: str | None = None
    broken: str | None = None
