"""The page of anything else that has an IRI: what is said of it, and what points to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.server.pages.entity import alternates
from kg.server.pages.facts import NAMES, End, FactReader
from kg.server.pages.frame import render
from kg.server.pages.nodes import in_query, select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.pages.nodes import Nodes, Row
    from kg.server.pages.site import Site

MOST: Final = 100  # statements of a side


async def other_page(request: Request, site: Site, nodes: Nodes, iri: str) -> Response:
    """Answer with the page of a thing that has no page of its own kind."""
    it = in_query(iri)
    said = await select(site.engine, f"SELECT ?p ?o WHERE {{ {it} ?p ?o }} ORDER BY ?p ?o LIMIT {MOST}")
    pointing = await select(site.engine, f"SELECT ?p ?o WHERE {{ ?o ?p {it} }} LIMIT {MOST}")
    reader = FactReader(site)
    await reader.nodes.load(
        [row["o"].value for row in (*said, *pointing) if "o" in row and row["o"].is_iri], NAMES
    )
    return render(
        request,
        "other.html.j2",
        title=nodes.label(iri),
        iri=iri,
        page=site.addresses.page(iri),
        kind=nodes.kind(iri),
        said=_shown(site, reader, said),
        pointing=_shown(site, reader, pointing),
        most=MOST,
        alternates=alternates(site, iri),
    )


def _shown(site: Site, reader: FactReader, rows: Sequence[Row]) -> list[tuple[End, End]]:
    """Give predicates and values."""
    found = []
    for row in rows:
        if {"p", "o"} <= row.keys():
            predicate = row["p"].value
            name = End(predicate, reader.nodes.short(predicate), _page(site, predicate))
            found.append((name, reader.end(row["o"])))
    return found


def _page(site: Site, predicate: str) -> str:
    return site.addresses.page(predicate) if site.ontology.local(predicate) else ""
