"""Read dates as exports write them.

Knows nothing of testimonials. Whether 03/04/2025 is in March or in April is decided for a whole column, by those of its
dates that can be read in one way only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from feedback_nlp.places.fold import fold

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_PAIR = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})(?!\d)")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
_DAY_MONTH = re.compile(r"(?:\w+ )?(\d{1,2})(?:st|nd|rd|th)? (?:de |of )?([a-z]+) (?:de )?(\d{4}|\d{2})\b")
_MONTH_DAY = re.compile(r"(?:\w+ )?([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})\b")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_DAYS = range(36526, 73051)
_MONTH_STARTS = {
    1: "jan ene gen oca sty",
    2: "feb fev fevr lut",
    3: "mar maerz mrz",
    4: "apr avr abr kwi",
    5: "may mai mag maj mei",
    6: "jun juin giu cze",
    7: "jul juil lug lip",
    8: "aug aou ago sie",
    9: "sep set wrz",
    10: "oct okt ott out paz",
    11: "nov lis",
    12: "dec dez dic des gru",
}
_MONTHS = sorted(
    ((start, month) for month, starts in _MONTH_STARTS.items() for start in starts.split()),
    key=lambda pair: -len(pair[0]),
)
_MONTHS_A_YEAR = 12


def parse_dates(values: Sequence[str], *, dayfirst: bool | None = None) -> list[str | None]:
    """Return the days of a column in ISO 8601.

    Args:
        values: Cells of one column.
        dayfirst: Whether the day comes first where day, month and year are numbers in that order or the American one;
            None lets the column's unambiguous dates decide, and the day comes first where none does.

    Returns:
        One `YYYY-MM-DD` per value, None where it is no date.
    """
    first = _is_dayfirst(values) if dayfirst is None else dayfirst
    return [parse_date(value, dayfirst=first) for value in values]


def parse_date(value: str, *, dayfirst: bool = True) -> str | None:
    """Return the day that one cell names, in ISO 8601.

    Args:
        value: A date or a date with a time, in figures or with the month's name, or Excel's count of days.
        dayfirst: Whether the day comes first in figures such as 03/04/2025.

    Returns:
        `YYYY-MM-DD`, or None where the cell holds no date.
    """
    text = value.strip()
    if match := _ISO.match(text) or _COMPACT.match(text):
        return _day(*match.groups())
    if match := _PAIR.match(text):
        first, mark, second, year = match.groups()
        days = [_day(year, second, first), _day(year, first, second)]
        likelier, other = days if dayfirst or mark == "." else reversed(days)
        return likelier or other
    if (match := _SERIAL.match(text)) and int(match[1]) in _EXCEL_DAYS:
        return (_EXCEL_EPOCH + dt.timedelta(days=int(match[1]))).isoformat()
    return _with_month_name(fold(text))


def _with_month_name(folded: str) -> str | None:
    if match := _DAY_MONTH.match(folded):
        day, name, year = match.groups()
    elif match := _MONTH_DAY.match(folded):
        name, day, year = match.groups()
    else:
        return None
    month = next((month for start, month in _MONTHS if name.startswith(start)), None)
    return None if month is None else _day(year, str(month), day)


def _day(year: str, month: str, day: str) -> str | None:
    full_year = int(year) if len(year) == len("2025") else 2000 + int(year)
    try:
        return dt.date(full_year, int(month), int(day)).isoformat()
    except ValueError:
        return None


def _is_dayfirst(values: Sequence[str]) -> bool:
    votes = 0
    for value in values:
        match = _PAIR.match(value.strip())
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        votes += (first > _MONTHS_A_YEAR) - (second > _MONTHS_A_YEAR)
    return votes >= 0
