"""The same things for programs: their triples, in one of several forms."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.responses import Response, StreamingResponse

from kg.execution import Task
from kg.query.solutions import Statements
from kg.server.pages.nodes import in_query

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.execution import Reply
    from kg.server.pages.site import Site


@dataclass(frozen=True, slots=True)
class Form:
    """A form of triples.

    Attributes:
        key: what `?format=` says.
        media_type: of the answer.
        name: what the writer calls it.
        engine: what the engine calls it.
    """

    key: str
    media_type: str
    name: str
    engine: str


FORMS: Final = (
    Form("ttl", "text/turtle", "turtle", "turtle"),
    Form("jsonld", "application/ld+json", "json-ld", "jsonld"),
    Form("nt", "application/n-triples", "nt", "ntriples"),
    Form("rdf", "application/rdf+xml", "xml", "rdfxml"),
)
_MOST: Final = 16 * 2**20  # bytes that are put in order
# Its own triples, those of the facts that it takes part in, those of their evidence, and the names of their ends;
# of a document all that its graph holds.
_ALL: Final = """
CONSTRUCT { ?s ?p ?o } WHERE {
  { VALUES ?s { %(it)s } ?s ?p ?o }
  UNION { GRAPH %(it)s { ?s ?p ?o } }
  UNION { ?s rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; ?p ?o }
  UNION { ?fact rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; kg:evidence ?s . ?s ?p ?o }
  UNION { ?fact rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; kg:evidence/oa:hasSelector ?s . ?s ?p ?o }
  UNION { ?fact rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; rdf:subject|rdf:object|kg:work|kg:platform ?s .
    ?s rdfs:label ?o BIND(rdfs:label AS ?p) }
  UNION { VALUES ?it { %(it)s } ?it kg:evidence ?s . ?s ?p ?o }
  UNION { VALUES ?it { %(it)s } ?it (kg:evidence/oa:hasSelector)|oa:hasSelector ?s . ?s ?p ?o }
}
"""


async def triples(request: Request, site: Site, iri: str, form: Form) -> Response:
    """Answer with what the graph says of a thing, in a fixed order; what is very long is sent as it is found."""
    kind = form.media_type + ("; charset=utf-8" if form.key == "ttl" else "")
    sparql = _ALL % {"it": in_query(iri)}
    lines = await _gathered(await site.engine.answer(Task(sparql, triple_format="ntriples")))
    if lines is not None:
        return Response(await asyncio.to_thread(_written, lines, form), media_type=kind)
    reply = await site.engine.answer(Task(sparql, triple_format=form.engine))
    if isinstance(reply.body, bytes):
        return Response(reply.body, media_type=kind)
    if request.method == "HEAD":
        await reply.body.aclose()
        return Response(media_type=kind)
    return StreamingResponse(reply.body, media_type=kind)


async def _gathered(reply: Reply) -> bytes | None:
    """Give the whole of an answer, None where it is too long to be put in order."""
    if isinstance(reply.body, bytes):
        return reply.body
    parts, size = [], 0
    try:
        async for part in reply.body:
            parts.append(part)
            size += len(part)
            if size > _MOST:
                return None
    finally:
        await reply.body.aclose()
    return b"".join(parts)


def _written(lines: bytes, form: Form) -> str:
    """Write triples in order, each once."""
    return Statements(sorted(set(lines.decode().split("\n")) - {""})).write(form.name)
