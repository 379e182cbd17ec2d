"""The same things for programs: their triples, in one of several forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.responses import Response, StreamingResponse

from kg.execution import Task
from kg.server.pages.nodes import in_query

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.server.pages.site import Site


@dataclass(frozen=True, slots=True)
class Form:
    """A form of triples.

    Attributes:
        key: what `?format=` says.
        media_type: of the answer.
        engine: what the engine calls it.
    """

    key: str
    media_type: str
    engine: str


FORMS: Final = (
    Form("ttl", "text/turtle", "turtle"),
    Form("jsonld", "application/ld+json", "jsonld"),
    Form("nt", "application/n-triples", "ntriples"),
    Form("rdf", "application/rdf+xml", "rdfxml"),
)
# Its own triples, those of the facts that it takes part in, those of their evidence, and the names of their ends;
# of a document all that its graph holds.
_ALL: Final = """
CONSTRUCT { ?s ?p ?o } WHERE { SELECT DISTINCT ?s ?p ?o WHERE {
  { VALUES ?s { %(it)s } ?s ?p ?o }
  UNION { GRAPH %(it)s { ?s ?p ?o } }
  UNION { ?s rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; ?p ?o }
  UNION { ?fact rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; kg:evidence ?s . ?s ?p ?o }
  UNION { ?fact rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; kg:evidence/oa:hasSelector ?s . ?s ?p ?o }
  UNION { ?fact rdf:subject|rdf:object|kg:work|kg:platform %(it)s ; rdf:subject|rdf:object|kg:work|kg:platform ?s .
    ?s rdfs:label ?o BIND(rdfs:label AS ?p) }
  UNION { VALUES ?it { %(it)s } ?it kg:evidence ?s . ?s ?p ?o }
  UNION { VALUES ?it { %(it)s } ?it (kg:evidence/oa:hasSelector)|oa:hasSelector ?s . ?s ?p ?o }
} }
"""


async def triples(request: Request, site: Site, iri: str, form: Form) -> Response:
    """Answer with what the graph says of a thing; a long answer is sent as it is made."""
    reply = await site.engine.answer(Task(_ALL % {"it": in_query(iri)}, triple_format=form.engine))
    kind = form.media_type + ("; charset=utf-8" if form.key == "ttl" else "")
    if isinstance(reply.body, bytes):
        return Response(reply.body, media_type=kind)
    if request.method == "HEAD":
        await reply.body.aclose()
        return Response(media_type=kind)
    return StreamingResponse(reply.body, media_type=kind)
