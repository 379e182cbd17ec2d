"""The list of the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.server.pages.editions import of_the_edition
from kg.server.pages.frame import render
from kg.server.pages.nodes import Nodes, listed, select
from kg.server.pages.paging import Paging
from kg.server.pages.site import site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.execution import Engine

PAGE: Final = 50
_SHOWN: Final = ("rdfs:label", "dcterms:creator", "dcterms:publisher", "dcterms:issued", "kg:fileName")


@of_the_edition
async def documents(request: Request) -> Response:
    """Answer with the documents, by title, each with how much it says."""
    site = site_of(request)
    (total,) = await select(site.engine, "SELECT (COUNT(?it) AS ?count) WHERE { ?it a kg:Document }")
    paging = Paging.of(request, int(total["count"].value), PAGE)
    rows = await select(
        site.engine,
        "SELECT ?it WHERE { ?it a kg:Document OPTIONAL { ?it rdfs:label ?label } } "
        f"ORDER BY ?label ?it LIMIT {PAGE} OFFSET {paging.offset}",
    )
    iris = [row["it"].value for row in rows]
    nodes = Nodes(site)
    await nodes.load(iris, _SHOWN)
    counts = await _quotes(site.engine, iris)
    return render(
        request,
        "documents.html.j2",
        title="Documents",
        paging=paging,
        rows=[
            {
                "href": site.addresses.page(iri),
                "title": nodes.label(iri),
                "particulars": [nodes.text(iri, name) for name in _SHOWN[1:] if nodes.text(iri, name)],
                "quotes": counts.get(iri, 0),
            }
            for iri in iris
        ],
    )


async def _quotes(engine: Engine, iris: list[str]) -> dict[str, int]:
    """Give how many quotes are taken from each document."""
    rows = await select(
        engine,
        "SELECT ?it (COUNT(?evidence) AS ?count) WHERE { "
        f"VALUES ?it {{ {listed(iris)} }} ?evidence oa:hasSource ?it }} GROUP BY ?it",
    )
    return {row["it"].value: int(row["count"].value) for row in rows if "it" in row}
