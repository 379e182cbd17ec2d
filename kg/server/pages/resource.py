"""Any IRI of the graph: as a page for people, or as triples for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.server.pages.addresses import is_iri
from kg.server.pages.catalogue import catalogue_of
from kg.server.pages.document import document_page
from kg.server.pages.editions import of_the_edition
from kg.server.pages.entity import LINKS, entity_page
from kg.server.pages.fact import evidence_page, fact_page
from kg.server.pages.facts import NAMES
from kg.server.pages.frame import render
from kg.server.pages.negotiation import wanted
from kg.server.pages.nodes import Nodes, in_query, select
from kg.server.pages.other import other_page
from kg.server.pages.site import site_of
from kg.server.pages.triples import FORMS, triples
from kg.server.pages.vocabulary import vocabulary

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.server.pages.site import Site

HTML: Final = "text/html"
OFFERED: Final = (HTML, *(form.media_type for form in FORMS))
# The endpoint's names of the forms are understood too.
_KEYS: Final = {"html": HTML} | {name: form.media_type for form in FORMS for name in (form.key, form.engine)}
_PAGES: Final = (
    ("Entity", entity_page),
    ("Document", document_page),
    ("Fact", fact_page),
    ("Evidence", evidence_page),
)


@of_the_edition
async def resource(request: Request) -> Response:
    """Answer for the IRI that `?iri=` names."""
    site, iri = site_of(request), request.query_params.get("iri", "").strip()
    page = site.addresses.page(iri)
    if not page.startswith("/resource?"):
        return RedirectResponse(page, 303)
    return await _answer(request, site, iri)


@of_the_edition
async def page_of_path(request: Request) -> Response:
    """Answer for the IRI that a path stands for."""
    site = site_of(request)
    if request.url.path == site.addresses.vocabulary:
        return await vocabulary(request)
    iri = site.addresses.iri(request.scope.get("raw_path") or request.url.path.encode())
    if iri and iri == site.base:
        return RedirectResponse("/", 303)
    return await _answer(request, site, iri)


async def _answer(request: Request, site: Site, iri: str) -> Response:
    """Answer in the form that the client wants."""
    key = request.query_params.get("format", "")
    accepted = wanted(request.headers.get("accept", ""), OFFERED)
    kind = _KEYS.get(key, "") if key else accepted
    nodes = Nodes(site)
    if is_iri(iri):
        await nodes.load([iri], (*NAMES, "skos:altLabel", *LINKS))
    if not is_iri(iri) or not (nodes.known(iri) or await _named(site, iri)):
        return await _missing(request, site, iri, html=kind in {"", HTML})
    if not kind:
        offered = ", ".join(OFFERED)
        return PlainTextResponse(f"This is to be had as {offered}.\n", 406, {"Vary": "Accept"})
    if kind == HTML:
        return await _page(request, site, nodes, iri)
    form = next(form for form in FORMS if form.media_type == kind)
    answer = await triples(request, site, iri, form)
    answer.headers["Content-Location"] = _located(site, iri, form.key)
    return answer


async def _page(request: Request, site: Site, nodes: Nodes, iri: str) -> Response:
    """Answer with the page that fits what the IRI names."""
    kind = nodes.kind(iri)
    page = next((page for name, page in _PAGES if kind and site.ontology.is_a(kind, name)), other_page)
    answer = await page(request, site, nodes, iri)
    if not request.query_params:
        answer.headers["Content-Location"] = _located(site, iri, "html")
    return answer


def _located(site: Site, iri: str, key: str) -> str:
    page = site.addresses.page(iri)
    return f"{page}{'&' if '?' in page else '?'}format={key}"


async def _named(site: Site, iri: str) -> bool:
    """Say whether the graph says anything of an IRI."""
    return bool(await select(site.engine, f"SELECT ?p WHERE {{ {in_query(iri)} ?p ?o }} LIMIT 1"))


async def _missing(request: Request, site: Site, iri: str, *, html: bool) -> Response:
    """Say that there is nothing, and what there is instead."""
    if not html:
        return PlainTextResponse("The graph says nothing of this.\n", 404, {"Vary": "Accept"})
    words = " ".join((iri or request.url.path).removeprefix(site.base).rpartition("/")[2].split("-"))
    catalogue = await catalogue_of(request)
    similar = await catalogue.similar(words[:200])
    return render(
        request,
        "missing.html.j2",
        status=404,
        headers={"Vary": "Accept"},
        title="There is no such page",
        iri=iri,
        similar=similar,
    )
