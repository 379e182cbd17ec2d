"""The page of a document: its text with the quotes marked, and beside it what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from kg.server.pages.entity import alternates
from kg.server.pages.facts import FactReader
from kg.server.pages.frame import environment, render
from kg.server.pages.highlights import Stretch
from kg.server.pages.marking import marked
from kg.server.pages.nodes import as_offset, in_query, select
from kg.server.pages.paging import Paging
from kg.server.pages.texts import text_of
from kg.server.pages.wording import language_name
from kg.writers.view.content import web_address

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.pages.facts import FactShown
    from kg.server.pages.nodes import Nodes, Row
    from kg.server.pages.site import Site

PAGE: Final = 1000  # pieces of evidence
_PARTICULARS: Final = {
    "dcterms:creator": "Author",
    "dcterms:publisher": "Publication",
    "dcterms:issued": "Date",
    "dcterms:language": "Language",
    "kg:fileName": "File",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What one stretch of a text says.

    Attributes:
        number: of the note in the text, from 1.
        start: offset of its first character.
        end: offset behind its last one.
        exact: the words.
        facts: what is read out of them.
    """

    number: int
    start: int
    end: int
    exact: str
    facts: tuple[FactShown, ...]


async def document_page(request: Request, site: Site, nodes: Nodes, iri: str) -> Response:
    """Answer with the page of a document."""
    reader = FactReader(site)
    own = reader.nodes
    await own.load([iri])
    count = await _count(site, iri)
    paging = Paging.of(request, count, PAGE)
    notes = await _notes(site, reader, iri, paging)
    text = await text_of(site.place, own.text(iri, "kg:sha256"))
    return render(
        request,
        "document.html.j2",
        title=nodes.label(iri),
        iri=iri,
        page=site.addresses.page(iri),
        particulars=_particulars(own, iri),
        address=web_address(own.text(iri, "schema:url")),
        notes=notes,
        facts=len({fact.iri for note in notes for fact in note.facts}),
        paging=paging,
        text=None if text is None else _marked(text, notes),
        alternates=alternates(site, iri),
    )


def _marked(text: str, notes: list[Note]) -> Markup:
    told = environment().get_template("note.html.j2")
    shown = {
        note.number: Markup(told.render(note=note).strip())  # noqa: S704  the template escapes
        for note in notes
    }
    return marked(text, [Stretch(note.start, note.end, note.number) for note in notes], shown)


async def _count(site: Site, iri: str) -> int:
    rows = await select(
        site.engine,
        f"SELECT (COUNT(*) AS ?count) WHERE {{ ?evidence oa:hasSource {in_query(iri)} . ?fact kg:evidence ?evidence }}",
    )
    return int(rows[0]["count"].value)


async def _notes(site: Site, reader: FactReader, iri: str, paging: Paging) -> list[Note]:
    """Give what the document says, in the order of its text; facts with the same words share a note."""
    found = await select(
        site.engine,
        "SELECT ?fact ?start ?end ?exact WHERE { "
        f"?evidence oa:hasSource {in_query(iri)} ; oa:hasSelector ?selector . ?fact kg:evidence ?evidence . "
        "?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact "
        f"}} ORDER BY ?start ?end ?fact LIMIT {paging.size} OFFSET {paging.offset}",
    )
    rows = [row for row in found if {"fact", "start", "end", "exact"} <= row.keys()]
    facts = {
        fact.iri: fact
        for fact in await reader.read(list(dict.fromkeys(row["fact"].value for row in rows)), quotes=0)
    }
    by_place: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        by_place.setdefault((as_offset(row["start"]), as_offset(row["end"])), []).append(row)
    return [
        Note(
            number,
            start,
            end,
            here[0]["exact"].value,
            tuple(facts[iri] for iri in dict.fromkeys(row["fact"].value for row in here) if iri in facts),
        )
        for number, ((start, end), here) in enumerate(by_place.items(), 1)
    ]


def _particulars(nodes: Nodes, iri: str) -> list[tuple[str, str]]:
    found = [(name, nodes.text(iri, predicate)) for predicate, name in _PARTICULARS.items()]
    return [(name, language_name(text) if name == "Language" else text) for name, text in found if text]
