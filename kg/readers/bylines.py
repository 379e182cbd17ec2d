"""Bylines: who signs an article, in which publication, on which day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.readers.dates import find_date
from kg.readers.wording import ends_sentence, is_name, is_prose

_LONGEST = 160  # characters
_DAY = len("2003-09-01")  # a date of so many characters is exact
_PARTS_OF_SIGNATURE = 2  # name and date; a third, the publication, makes it sure
_SHORT = 3  # letters of words that publications write small
_BY = re.compile(
    r"(?:(?:written|reviewed|review|words|text|report|reported|posted|published|story|article|essay|interview|a (?:film )?review|"
    r"critique|edited)\s+)?by\s*:?\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:author|reviewer|critic|reporter|journalist|writer|words|text|review)\s*:\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:posted|published|written|reviewed|updated)\s+(?:on|at)?.{0,40}?\bby\s+(?P<rest>.+)", re.IGNORECASE
)
_DASH = re.compile(r"[—–-]{1,2}\s*(?P<rest>.+)")
_PARTS = re.compile(r"\s*[|•·,;/(]\s*|\s+[–—-]\s+|\s+(?:for|in|at|on)\s+(?=[A-Z\d])|\s*\)\s*")
_DATE_WORDS = re.compile(
    r"(?:(?:first |originally |last |date )?(?:published|updated|posted|modified|edited|written|reviewed|date|created)"
    r"(?:\s+(?:on|at|in))?|on)\b",
    re.IGNORECASE,
)
_DATE_REST = re.compile(
    r"(?:[\s,.:;|•·–—@()-]|\b(?:at|on|mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\b|\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b|\b[ap]\.?m\b\.?"
    r"|\b[A-Z]{2,4}\b|[+-]\d\d:?\d\d|\bT\d\d:\d\d\S*|\bZ\b|\b\d{1,2}\b|\b[ap]\.m\.)*+",
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline tells; "" where it does not.

    Attributes:
        author: the names as printed.
        publisher: the publication.
        sure: False for forms that credits and titles have too ("Jane Roe", "Written by Jane Roe").
    """

    author: str = ""
    publisher: str = ""
    sure: bool = True


def read_byline(words: str) -> Byline | None:
    """Give what a line tells as a byline or date line; None where it cannot be one."""
    if not words or len(words) > _LONGEST or (ends_sentence(words) and is_prose(words)):
        return None
    if is_date_line(words):
        return Byline()
    return _by_someone(words) or _signature(words) or _name_alone(words)


def is_date_line(words: str) -> bool:
    """Say whether a line holds a date and nothing of weight beside it: "Published Jan 25, 2026, 7:00 AM EST"."""
    if len(words) > _LONGEST:
        return False
    found = find_date(words)
    if found is None:
        return False
    rest = words[: found.span.start] + " " + words[found.span.end :]
    label = _DATE_WORDS.match(rest)
    if len(found.value) < _DAY and label is None:
        return False
    rest = rest[label.end() :] if label else rest
    other = find_date(rest)
    if other is not None:
        rest = _DATE_WORDS.sub("", rest[: other.span.start] + " " + rest[other.span.end :])
    return _DATE_REST.fullmatch(rest) is not None


def _by_someone(words: str) -> Byline | None:
    """Read "By Jane Roe", "Reviewed by Jane Roe, The Daily Planet", "Author: Jane Roe", "— Jane Roe"."""
    match = (
        _BY.fullmatch(words) or _DATED.fullmatch(words) or _LABEL.fullmatch(words) or _DASH.fullmatch(words)
    )
    if match is None:
        return None
    parts = _parts(match["rest"])
    if not parts or not _is_author(parts[0]):
        return None
    sure = (
        words.lower().startswith(("by ", "by:", "review", "posted", "words ")) or find_date(words) is not None
    )
    return Byline(parts[0], _publication(parts[1:]), sure)


def _signature(words: str) -> Byline | None:
    """Read "Jane Roe, The Daily Planet, September 2003"."""
    parts = _parts(words)
    date = find_date(words)
    if len(parts) < _PARTS_OF_SIGNATURE or date is None or not is_name(parts[0]):
        return None
    rest = words[: date.span.start] + words[date.span.end :]
    if any(word[0].islower() and len(word) > _SHORT for word in rest.split()):
        return None
    publication = _publication(parts[1:])
    return Byline(parts[0], publication, sure=len(parts) > _PARTS_OF_SIGNATURE or len(date.value) == _DAY)


def _name_alone(words: str) -> Byline | None:
    return Byline(words, sure=False) if is_name(words) else None


def _parts(words: str) -> list[str]:
    """Give what commas, bars and dashes keep apart, names joined by "and" together."""
    return [part.strip(" .") for part in _PARTS.split(words) if part.strip(" .")]


def _is_author(part: str) -> bool:
    """Say whether a part of a byline is a name; after "by" a single word will do ("by Staff", "by jroe")."""
    return is_name(part) or (len(part.split()) == 1 and part[:1].isupper() and part.isalnum())


def _publication(parts: list[str]) -> str:
    """Give the part that names a publication: neither a date nor a job."""
    for part in parts:
        if (
            find_date(part) is None
            and not part.isdigit()
            and not _JOB.search(part)
            and part[:1].isupper()
            and not _MONTH_DAY.match(part)
        ):
            return part
    return ""


_JOB = re.compile(
    r"\b(?:writer|editor|critic|reporter|correspondent|contributor|journalist|columnist|staff|author)s?\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?(?: \d{1,2}\w*)?$|\d",
    re.IGNORECASE,
)
