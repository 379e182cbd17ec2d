"""The map: the HTML view of the graph, or of a part of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

from kg.analysis import layout
from kg.server.pages.addresses import is_iri
from kg.server.pages.catalogue import catalogue_of
from kg.server.pages.editions import cache_of, of_the_edition
from kg.server.pages.frame import problem, render
from kg.server.pages.nodes import Nodes, in_query, select
from kg.server.pages.parts import part_of
from kg.server.pages.site import site_of
from kg.writers.view import html_view
from kg.writers.view.assets import policy

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.pages.catalogue import Catalogue
    from kg.server.pages.site import Site

FACTS: Final = 3000  # of a map; more than these are a hairball, and slow to draw
NAMES: Final = 2000  # that have no fact too
_KEPT: Final = 8  # maps, each of some megabytes
STARTS: Final = 24  # things that are offered where the graph is too large
_BACK: Final = '<a href="/">← Pages</a>'
_WHERE: Final = {
    "around": "?fact rdf:subject|rdf:object|kg:work|kg:platform {it}",
    "document": "?evidence oa:hasSource {it} . ?fact kg:evidence ?evidence",
}


@of_the_edition
async def view(request: Request) -> Response:
    """Answer with the map of all, of what is around a thing (`around`), or of what a document says (`document`)."""
    site = site_of(request)
    way, iri = _asked(request)
    facts = await _facts(site, way, iri)
    catalogue = await catalogue_of(request)
    if len(facts) > FACTS and not way:
        return _too_large(request, catalogue)
    if way and not facts and iri not in catalogue.by_iri:
        return problem(request, 404, "There is nothing to draw", "The graph says nothing of this.")
    page: str = await cache_of(request, "maps", _KEPT).get(
        site.engine.edition,
        ("view", way, iri),
        lambda: _page(request, site, catalogue, way, iri, facts[:FACTS]),
    )
    # The page runs its own script alone, which its policy names by the checksum.
    return HTMLResponse(page, headers={"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"})


def _asked(request: Request) -> tuple[str, str]:
    for way in _WHERE:
        iri = request.query_params.get(way, "").strip()
        if is_iri(iri):
            return way, iri
    return "", ""


async def _facts(site: Site, way: str, iri: str) -> list[str]:
    where = _WHERE[way].format(it=in_query(iri)) if way else "?fact a kg:Fact"
    rows = await select(site.engine, f"SELECT DISTINCT ?fact WHERE {{ {where} }} LIMIT {FACTS + 1}")
    return sorted(row["fact"].value for row in rows)


async def _page(  # noqa: PLR0913, PLR0917  what one map is made of
    request: Request, site: Site, catalogue: Catalogue, way: str, iri: str, facts: list[str]
) -> str:
    nodes = Nodes(site)
    await nodes.load([iri] if way else [], ("rdfs:label",))
    title = nodes.label(iri) if way else request.app.state.settings.title
    whole = [entry.iri for entry in catalogue.entries if entry.kind != "Document"][:NAMES]
    graph = await part_of(site, facts, [iri] if way == "around" else [] if way else whole)

    def make() -> str:
        page = html_view(graph, site.ontology, layout(graph), title)
        return page.replace('<header class="head">', f'<header class="head">{_BACK}', 1)

    return await asyncio.to_thread(make)


def _too_large(request: Request, catalogue: Catalogue) -> Response:
    """Offer parts of a graph that is too large for one map."""
    things = [entry for entry in catalogue.entries if entry.kind != "Document"][:STARTS]
    documents = [entry for entry in catalogue.entries if entry.kind == "Document"][:STARTS]
    return render(
        request,
        "too_large.html.j2",
        title="The map of a part",
        most=FACTS,
        things=things,
        documents=documents,
    )
