"""Dates as articles print them: "Jan 25, 2026", "3 March 2015", "September 2003", "Summer 2020"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<number>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\s*,?\s+{_YEAR}",
        rf"\b{_MONTH}\s*,?\s+{_YEAR}",
        rf"\b(?:spring|summer|autumn|fall|winter)\s+{_YEAR}",
    )
)
_LAST_MONTH = 12
_NUMBERS = re.compile(rf"\b(?P<first>[0-3]?\d)[/.](?P<second>[0-3]?\d)[/.]{_YEAR}")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text.

    Attributes:
        value: ISO 8601, as exact as printed: `2026-01-25`, `2003-09`, `2020`.
        span: where it is printed.
    """

    value: str
    span: Span


def find_date(text: str, start: int = 0, end: int | None = None) -> PrintedDate | None:
    """Give the first date within `text[start:end]`; of two that begin together the more exact one."""
    if _ANY_YEAR.search(text, start, len(text) if end is None else end) is None:
        return None
    dates = sorted(_dates(text, start, len(text) if end is None else end), key=_by_place)
    return dates[0] if dates else None


def _by_place(found: PrintedDate) -> tuple[int, int]:
    return found.span.start, -found.span.end


def _dates(text: str, start: int, end: int) -> Iterator[PrintedDate]:
    """Give the first date of each form."""
    for form in _FORMS:
        for match in form.finditer(text, start, end):
            value = _value(match.groupdict())
            if value:
                yield PrintedDate(value, Span(*match.span()))
                break
    for match in _NUMBERS.finditer(text, start, end):
        value = _numbers_value(int(match["first"]), int(match["second"]), int(match["year"]))
        if value:
            yield PrintedDate(value, Span(*match.span()))
            break


def _value(parts: dict[str, str | None]) -> str:
    """Give the ISO 8601 form of the parts of a date, "" where the calendar has no such day."""
    year = parts["year"] or ""
    month = parts.get("month")
    number = _MONTHS.index(month[:3].lower()) + 1 if month else int(parts.get("number") or 0)
    day = parts.get("day")
    if day is None:
        return f"{year}-{number:02d}" if number else year
    return _calendar_day(int(year), number, int(day))


def _numbers_value(first: int, second: int, year: int) -> str:
    """Read "25/01/2026" and "01/25/2026"; a date that both orders allow stands for its year alone."""
    if first == second or first > _LAST_MONTH:
        return _calendar_day(year, second, first)
    return _calendar_day(year, first, second) if second > _LAST_MONTH else str(year)


def _calendar_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def iso_date(text: str) -> str:
    """Give the ISO 8601 date that a piece of metadata holds, "" where it holds none."""
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", text.strip()):
        return text.strip()
    found = find_date(text.replace("T", " "))
    return found.value if found else ""
