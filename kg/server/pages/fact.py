"""The page of a fact, with all its evidence, and that of one piece of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.server.pages.entity import alternates
from kg.server.pages.facts import FactReader
from kg.server.pages.frame import render
from kg.server.pages.nodes import in_query, select
from kg.server.pages.paging import Paging

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.pages.nodes import Nodes
    from kg.server.pages.site import Site

PAGE: Final = 50  # quotes
_FACTS: Final = 50  # that one quote says


async def fact_page(request: Request, site: Site, nodes: Nodes, iri: str) -> Response:
    """Answer with the page of a fact."""
    reader = FactReader(site)
    (fact,) = await reader.read([iri], quotes=0)
    paging = Paging.of(request, fact.quotes_in_all, PAGE)
    quotes = await reader.read_quotes(await _evidence(site, iri, paging))
    term = site.ontology.properties.get(fact.relation)
    return render(
        request,
        "fact.html.j2",
        title=f"{fact.subject.text}: {fact.label} {fact.object.text}",
        iri=iri,
        page=site.addresses.page(iri),
        fact=fact,
        quotes=quotes,
        paging=paging,
        kind=nodes.kind(iri),
        relation=term,
        relation_page=site.addresses.page(site.ontology.iri(fact.relation)) if term else "",
        alternates=alternates(site, iri),
    )


async def evidence_page(request: Request, site: Site, nodes: Nodes, iri: str) -> Response:
    """Answer with the page of a piece of evidence."""
    reader = FactReader(site)
    (quote,) = await reader.read_quotes([iri])
    rows = await select(
        site.engine,
        f"SELECT DISTINCT ?fact WHERE {{ ?fact kg:evidence {in_query(iri)} }} ORDER BY ?fact LIMIT {_FACTS}",
    )
    return render(
        request,
        "evidence.html.j2",
        title=f"A quote from {quote.document.text}",
        iri=iri,
        page=site.addresses.page(iri),
        quote=quote,
        kind=nodes.kind(iri),
        facts=await reader.read([row["fact"].value for row in rows], quotes=0),
        alternates=alternates(site, iri),
    )


async def _evidence(site: Site, fact: str, paging: Paging) -> list[str]:
    """Give the evidence of a fact: document by document, in the order of the text."""
    rows = await select(
        site.engine,
        "SELECT ?evidence ?document ?start WHERE { "
        f"{in_query(fact)} kg:evidence ?evidence . ?evidence oa:hasSource ?document ; oa:hasSelector/oa:start ?start "
        f"}} ORDER BY ?document ?start ?evidence LIMIT {paging.size} OFFSET {paging.offset}",
    )
    return [row["evidence"].value for row in rows]
