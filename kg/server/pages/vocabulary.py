"""The page of the vocabulary: what the words of the graph mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from kg.ontology import ontology_folder
from kg.server.pages.editions import of_the_edition
from kg.server.pages.frame import render
from kg.server.pages.negotiation import wanted
from kg.server.pages.site import site_of

if TYPE_CHECKING:
    from starlette.requests import Request

_FORMS = {"text/html": "html", "text/turtle": "ttl"}


async def vocabulary(request: Request) -> Response:
    """Answer with the terms: as a page, or the Turtle files that they are written in."""
    site = site_of(request)
    asked = request.query_params.get("format") or _FORMS.get(
        wanted(request.headers.get("accept", ""), tuple(_FORMS)), ""
    )
    if asked == "ttl":
        return Response(
            _turtle(), media_type="text/turtle; charset=utf-8", headers={"Content-Location": "?format=ttl"}
        )
    if asked != "html":
        return PlainTextResponse("This is to be had as text/html and text/turtle.\n", 406, {"Vary": "Accept"})
    ontology = site.ontology
    return render(
        request,
        "vocabulary.html.j2",
        title="The words of the graph",
        ontology=ontology,
        relations=sorted(ontology.relations.values(), key=lambda term: term.label),
        others=sorted(
            (term for term in ontology.properties.values() if not term.fact_class), key=lambda t: t.label
        ),
        classes=sorted(ontology.classes.values(), key=lambda term: term.label),
        concepts=sorted(ontology.concepts.values(), key=lambda term: (term.scheme, term.label)),
        alternates=[("text/turtle", "?format=ttl", "Turtle")],
    )


@of_the_edition
async def vocabulary_page(request: Request) -> Response:
    """Answer at the address that is the same for every graph."""
    return await vocabulary(request)


def _turtle() -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(ontology_folder().glob("*.ttl")))
