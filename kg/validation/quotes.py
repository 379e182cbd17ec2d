"""The rule of evidence: a document's text from start to end is the quote."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.ontology import Ontology

_SHOWN = 60  # characters of a quote that a message shows
_READ_AGAIN = "run: kg build"

# One row for each stretch of a document that is quoted.
_QUOTES = """
SELECT DISTINCT ?document ?id ?sha256 ?start ?end ?exact ?prefix ?suffix WHERE {
  ?evidence oa:hasSource ?document ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  OPTIONAL { ?selector oa:prefix ?prefix }
  OPTIONAL { ?selector oa:suffix ?suffix }
  OPTIONAL { ?document kg:documentId ?id }
  OPTIONAL { ?document kg:sha256 ?sha256 }
}
"""


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quote as the graph has it."""

    id: str
    sha256: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def place(self) -> str:
        return f"{self.shown}, characters {self.start} to {self.end}"

    @property
    def shown(self) -> str:
        return " ".join(self.id.split())


def check_quotes(
    quads: Iterable[ox.Quad], ontology: Ontology, texts: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Look each quote up in the text of its document, by SHA-256 or by id."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    found: dict[Problem, None] = {}
    hashes = {id(text): hashlib.sha256(text.encode()).hexdigest() for text in texts.values()}
    for quote in _quotes(store, ontology):
        text = texts.get(quote.sha256, texts.get(quote.id))
        if text is None:
            message = "the text of the document is not at hand, its quotes cannot be checked"
            found[Problem("no-text", message, quote.shown, _READ_AGAIN)] = None
        elif quote.sha256 and hashes[id(text)] != quote.sha256:
            message = "the text of the document is not the one that was read"
            found[Problem("text-changed", message, quote.shown, _READ_AGAIN)] = None
        else:
            found.update(dict.fromkeys(_compare(quote, text)))
    return tuple(found)


def _quotes(store: ox.Store, ontology: Ontology) -> Iterator[_Quote]:
    rows = store.query(_QUOTES, prefixes=dict(ontology.prefixes))
    if not isinstance(rows, ox.QuerySolutions):  # pragma: no cover - a SELECT gives solutions
        return
    for row in rows:
        start, end = _number(row["start"]), _number(row["end"])
        if start is None or end is None:
            continue  # the shapes tell
        yield _Quote(
            id=_text(row["id"]) or ontology.compress(_text(row["document"])),
            sha256=_text(row["sha256"]),
            start=start,
            end=end,
            exact=_text(row["exact"]),
            prefix=_text(row["prefix"]),
            suffix=_text(row["suffix"]),
        )


def _compare(quote: _Quote, text: str) -> Iterator[Problem]:
    """Compare a quote and what stands around it with the text."""
    if not 0 <= quote.start < quote.end <= len(text):
        message = f"the quote lies outside the text, which has {len(text)} characters"
        yield Problem("quote-outside", message, quote.place, _READ_AGAIN)
        return
    there = text[quote.start : quote.end]
    if there != quote.exact:
        message = f"the text says {_show(there)} where the quote says {_show(quote.exact)}"
        yield Problem("quote-differs", message, quote.place, _READ_AGAIN)
    if not text[: quote.start].endswith(quote.prefix) or not text[quote.end :].startswith(quote.suffix):
        message = "what stands before or after the quote is not what the graph says"
        yield Problem("context-differs", message, quote.place, _READ_AGAIN)


def _show(text: str) -> str:
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f"“{' '.join(short.split())}”"


def _text(term: object) -> str:
    return term.value if isinstance(term, (ox.Literal, ox.NamedNode)) else ""


def _number(term: object) -> int | None:
    text = _text(term)
    return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdecimal() else None
