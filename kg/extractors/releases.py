"""Runtime, dates, languages and tracks of a work, and the date of the document itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.status import status_of
from kg.language.lexicon import LANGUAGES
from kg.language.masking import Masked, compile_pattern
from kg.language.screening import Guarded
from kg.model import BlockKind, Claim, Evidence, Literal, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" if len(name) > 3 else name for name in _MONTH_NAMES)  # noqa: PLR2004  # "May" has no short form
_LANGUAGE = "|".join(sorted(LANGUAGES))
_DATE = re.compile(
    rf"(?P<when>(?:(?:at )?(?:the )?(?:end|beginning|start|middle) of )?(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?\b(?P<month>{_MONTH})\b(?: (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,? (?P<year>(?:19|20)\d\d))?|(?:in )?(?P<only>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_RUNTIME = re.compile(
    r"\b(?P<text>(?:(?P<hours>\d) ?(?:hours?|hrs?|h)(?![a-z])(?:,? (?:and )?)?)?(?:(?P<minutes>\d{1,3}) ?(?:minutes?|mins?|m\b))?)",
    re.IGNORECASE,
)
_RUNTIME_LABEL = re.compile(
    r"^\W*(?:(?:run(?:ning)? ?time|length|duration)\s*:|\d{2,3} ?min(?:ute)?s?\b(?=\.|,|$| [A-Z|]))",
    re.IGNORECASE,
)
_RELEASE = Guarded(
    re.compile(
        r"\b(?:theatrical (?:debut|release|run|premiere)|(?:was |is |will be )?released|opened|opens|premiered|hit theat(?:er|re)s|in theat(?:er|re)s|in cinemas|dropping into theat(?:er|re)s)\b",
        re.IGNORECASE,
    )
)
_STREAM_ON = Guarded(
    compile_pattern(
        r"(?:landed|arrived|arrives?|premiered|premieres?|debuted|debuts?|dropped|drops?|launched|launches|began streaming|starts? streaming|set to premiere|streaming|streams) [^.;\ue000]{0,40}?(?:on|to) <O:platform>[^.;\ue000]{0,40}"
    )
)
_DUB = Guarded(
    re.compile(
        rf"\b(?P<lang>{_LANGUAGE})(?:-language)? (?:dub|dubbed version|voice track|audio)\b", re.IGNORECASE
    )
)
_ORIGINAL = Guarded(re.compile(rf"\boriginal (?P<lang>{_LANGUAGE})\b", re.IGNORECASE))
_TITLE_LANGUAGE = re.compile(rf"^\W*\ue000W\d+\ue001\s*\((?P<lang>{_LANGUAGE})\)$", re.IGNORECASE)
_LANGUAGE_LABEL = re.compile(r"^\W*languages?\s*:", re.IGNORECASE)
_TRACKS = Guarded(
    re.compile(r"\b(?:tracks?|tracklist|songs?|theme song|insert song|compositions)\b", re.IGNORECASE)
)


def extract_releases(context: Context) -> Iterator[Claim]:
    """Read runtime, dates, languages and tracks of the works of a document, and the document's own date."""
    yield from _published(context)
    for view in context.views:
        kind = view.sentence.block.kind
        if kind in {BlockKind.CREDIT, BlockKind.HEADING}:
            yield from _credit_line(context, view)
        if kind in {BlockKind.CREDIT, BlockKind.HEADING}:
            yield from _title_language(context, view)
        if kind is BlockKind.PARAGRAPH:
            yield from _dates(context, view)
            yield from _languages(context, view)
            yield from _tracks(context, view)


def _published(context: Context) -> Iterator[Claim]:
    document = context.annotation.document
    metadata = document.metadata
    if metadata.published and metadata.published_span is not None:
        span = metadata.published_span
        text = span.of(document.text)
        evidence = Evidence(document.id, span, text, "document-date")
        yield Claim(
            "publishedOn",
            document,
            Literal(text, metadata.published, _datatype(metadata.published)),
            evidence,
            Status.STATED,
            0.97,
        )


def _datatype(iso: str) -> str:
    return {4: "gYear", 7: "gYearMonth"}.get(len(iso), "date")


def _credit_line(context: Context, view: Masked) -> Iterator[Claim]:
    if context.focus is None:
        return
    if _RUNTIME_LABEL.match(view.text):
        for match in _RUNTIME.finditer(view.text):
            if match["hours"] or match["minutes"]:
                yield context.claim(
                    Place(view, "credit-runtime", 0.97), "runtime", context.focus, _duration(match)
                )
                return
    if _LANGUAGE_LABEL.match(view.text):
        for match in re.finditer(rf"\b(?:{_LANGUAGE})\b", view.text, re.IGNORECASE):
            yield context.claim(
                Place(view, "credit-language", 0.95), "language", context.focus, _language(match[0])
            )


def _duration(match: re.Match[str]) -> Literal:
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    return Literal(match["text"].strip(), f"PT{minutes}M", "duration")


def _language(word: str) -> Literal:
    return Literal(word, LANGUAGES[word.casefold()], "language")


def _title_language(context: Context, view: Masked) -> Iterator[Claim]:
    match = _TITLE_LANGUAGE.match(view.text)
    if match is not None and context.focus is not None and context.focus in context.works_in(view):
        yield context.claim(
            Place(view, "title-language", 0.9),
            "language",
            context.focus,
            _language(match["lang"]),
            version="original",
        )


def _languages(context: Context, view: Masked) -> Iterator[Claim]:
    work = context.work_at(view)
    if work is None:
        return
    for pattern, version in ((_DUB, "dub"), (_ORIGINAL, "original")):
        for match in pattern.finditer(view.text):
            if (
                view.text.count("(", 0, match.start()) > view.text.count(")", 0, match.start())
                and version == "dub"
                and _names_person(view, match)
            ):
                continue  # "(X in the English dub)" is about a role
            place = Place(view, f"language-{version}", 0.85, status_of(view.text, match.start(), match.end()))
            yield context.claim(place, "language", work, _language(match["lang"]), version=version)


def _names_person(view: Masked, match: re.Match[str]) -> bool:
    opening = view.text.rfind("(", 0, match.start())
    return "\ue000P" in view.text[opening : match.start()]


def _dates(context: Context, view: Masked) -> Iterator[Claim]:
    work = context.work_at(view)
    if work is None:
        return
    taken: set[int] = set()
    for match in _STREAM_ON.finditer(view.text):
        date = _DATE.search(view.text, match.start(), match.end())
        if date is not None and (date["month"] or date["only"]):
            taken.add(date.start())
            platform = context.caught(view, match, "platform")[0]
            named = [w for w in context.works_in(view) if w == context.focus] or [work]
            place = Place(view, "streaming-date", 0.85, status_of(view.text, match.start(), match.end()))
            yield context.claim(place, "streamingDate", named[0], _date(context, date), platform=platform.id)
    for match in _RELEASE.finditer(view.text):
        date = _DATE.search(view.text, match.end(), min(len(view.text), match.end() + 45))
        if (
            date is not None
            and date.start() not in taken
            and "." not in view.text[match.end() : date.start()]
            and not _is_streaming(view, match, date)
        ):
            place = Place(view, "release-date", 0.8, status_of(view.text, match.start(), match.end()))
            yield context.claim(place, "releaseDate", work, _date(context, date))
            taken.add(date.start())


def _is_streaming(view: Masked, match: re.Match[str], date: re.Match[str]) -> bool:
    return re.search(r"\bon \ue000O", view.text[match.start() : date.start()]) is not None


def _date(context: Context, match: re.Match[str]) -> Literal:
    """Give a date as printed and as ISO 8601; a month without a year is the last such month before the document."""
    text = re.sub(r"^(?:at|in) ", "", match["when"].strip())
    if match["only"]:
        return Literal(text, match["only"], "gYear")
    month = next(
        n
        for n, name in enumerate(_MONTH_NAMES, 1)
        if name.startswith(match["month"].casefold().rstrip(".")[:3])
    )
    day = match["day1"] or match["day2"]
    year = match["year"] or _year_before(context.annotation.document.metadata.published, month)
    if not year:
        return Literal(text, text, "string")
    iso = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return Literal(text, iso, _datatype(iso))


def _year_before(published: str, month: int) -> str:
    if len(published) < len("2000-01"):
        return ""
    year, own = int(published[:4]), int(published[5:7])
    return str(year if month <= own else year - 1)


def _tracks(context: Context, view: Masked) -> Iterator[Claim]:
    """Read quoted names in a sentence about tracks."""
    if not _TRACKS.search(view.text) or context.focus is None:
        return
    for mention in view.sentence.mentions:
        entity = context.entity(mention)
        if entity.type == "Track" and mention.quoted:
            yield context.claim(Place(view, "track-quoted", 0.85), "trackOf", entity, context.focus)
