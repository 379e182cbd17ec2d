"""In which format an answer is given: what the request accepts, and what it names."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

from kg.model import Problem
from kg.server.refusals import RefusedError

LONGEST = 4096  # bytes of an Accept header that are read


@dataclass(frozen=True, slots=True)
class Format:
    """A format that answers are given in.

    Attributes:
        name: as the engine calls it.
        media_type: as answers say it.
        charset: what follows the media type.
        aliases: media types that are understood as this one where a request names them.
        names: short names for `format=` and `output=`.
    """

    name: str
    media_type: str
    charset: str = ""
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> bytes:
        """Give the header of an answer."""
        return f"{self.media_type}{self.charset}".encode()


UTF8: Final = "; charset=utf-8"
XML: Final = ("application/xml", "text/xml")
# The first is the one that is given where nothing is asked for.
ROWS: Final = (
    Format("json", "application/sparql-results+json", "", ("application/json", "text/json"), ("json", "srj")),
    Format("xml", "application/sparql-results+xml", "", XML, ("xml", "srx")),
    Format("csv", "text/csv", UTF8, ("application/csv",), ("csv",)),
    Format("tsv", "text/tab-separated-values", UTF8, ("text/tsv",), ("tsv",)),
)
TRIPLES: Final = (
    Format(
        "turtle",
        "text/turtle",
        UTF8,
        ("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
        ("turtle", "ttl", "n3"),
    ),
    Format("ntriples", "application/n-triples", "", ("text/plain",), ("ntriples", "n-triples", "nt")),
    Format("rdfxml", "application/rdf+xml", "", XML, ("rdfxml", "rdf+xml", "rdf", "xml")),
    Format(
        "jsonld", "application/ld+json", "", ("application/json", "text/json"), ("jsonld", "json-ld", "json")
    ),
)
PAGE: Final = Format("html", "text/html", UTF8, ("application/xhtml+xml",), ("html",))
BY_NAME: Final = {form.name: form for form in (*ROWS, *TRIPLES)}
CONTENT_TYPES: Final = {name: form.content_type for name, form in BY_NAME.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The formats that a request wants; "" for a kind of answer that it accepts in no format.

    Attributes:
        rows: for SELECT and ASK.
        triples: for CONSTRUCT and DESCRIBE.
        page: a page for people is what it likes best.
    """

    rows: str
    triples: str
    page: bool


ANYTHING: Final = Wanted(ROWS[0].name, TRIPLES[0].name, page=False)


def negotiate(accept: bytes, named: str = "") -> Wanted:
    """Choose the formats of an answer.

    Args:
        accept: the header of the request; empty for none.
        named: what `format=` says, a short name or a media type; it wins over the header for the kinds of answers that
            have such a format.

    Raises:
        RefusedError: 400 for a name that no format has; 406 where the header accepts nothing that there is.
    """
    wanted = _accepted(accept[:LONGEST]) if accept else ANYTHING
    if named:
        wanted = _named(named.lower(), wanted)
    if not (wanted.rows or wanted.triples or wanted.page):
        raise not_acceptable()
    return wanted


def not_acceptable() -> RefusedError:
    """Give the refusal of a request that accepts no format of its answer."""
    offered = ", ".join(form.media_type for form in (*ROWS, *TRIPLES))
    problem = Problem(
        "not-acceptable",
        "the answer has none of the formats that the request accepts",
        advice=f"accept one of: {offered}",
    )
    return RefusedError(406, problem, [(b"vary", b"Accept")])


def _named(name: str, otherwise: Wanted) -> Wanted:
    rows, triples = (_find(name, formats) for formats in (ROWS, TRIPLES))
    if not rows and not triples:
        names = ", ".join(dict.fromkeys(form.names[0] for form in (*ROWS, *TRIPLES)))
        problem = Problem(
            "bad-request", f"there is no format {name[:40]!r}", "format", f"use one of: {names}"
        )
        raise RefusedError(400, problem)
    return Wanted(rows or otherwise.rows, triples or otherwise.triples, page=False)


def _find(name: str, formats: tuple[Format, ...]) -> str:
    found = (form.name for form in formats if name in {form.media_type, *form.names, *form.aliases})
    return next(found, "")


@functools.lru_cache(maxsize=256)
def _accepted(accept: bytes) -> Wanted:
    ranges = _ranges(accept.decode("latin-1"))
    if not ranges:
        return ANYTHING
    rows, triples = _best(ROWS, ranges), _best(TRIPLES, ranges)
    likes = max(_quality(form, ranges) for form in (*ROWS, *TRIPLES))
    page = "text/html" in ranges and _quality(PAGE, ranges) >= likes
    return Wanted(rows, triples, page)


def _best(formats: tuple[Format, ...], ranges: dict[str, float]) -> str:
    best = max(formats, key=lambda form: _quality(form, ranges))  # of equals the first
    return best.name if _quality(best, ranges) > 0 else ""


def _quality(form: Format, ranges: dict[str, float]) -> float:
    """Give how much a format is liked: by its own media type, the most exact range that fits, or by another name."""
    kind = form.media_type.partition("/")[0]
    fitting = (ranges[name] for name in (form.media_type, f"{kind}/*", "*/*") if name in ranges)
    return max([next(fitting, 0.0), *(ranges[name] for name in form.aliases if name in ranges)])


def _ranges(accept: str) -> dict[str, float]:
    """Read a header: media ranges and how much each is liked. What is no number counts as liked wholly."""
    found = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip() for piece in part.lower().split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        if name:
            found["*/*" if name == "*" else name] = _number(quality)
    return found


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 1.0
    return number if 0.0 <= number <= 1.0 else 1.0
