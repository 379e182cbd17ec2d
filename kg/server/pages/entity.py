"""The page of an entity: what is said of it, by relation and from both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.server.pages.facts import NAMES, End, FactReader
from kg.server.pages.frame import render
from kg.server.pages.groups import Groups
from kg.server.pages.nodes import in_query, select
from kg.server.pages.paging import Paging
from kg.writers.view.content import web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.server.pages.groups import Group
    from kg.server.pages.nodes import Nodes
    from kg.server.pages.site import Site

FEW: Final = 300  # facts; with more than these a group shows its surest alone
ALL: Final = 100  # facts of a group, where there are few in all
SOME: Final = 12  # facts of a group, where there are many
PAGE: Final = 50  # facts of a group that has the page to itself
_PLAIN: Final = 1000  # triples that are looked at for what no fact says
DOCUMENTS: Final = 40
LINKS: Final = ("owl:sameAs", "skos:exactMatch", "skos:closeMatch", "schema:sameAs", "rdfs:seeAlso")


async def entity_page(request: Request, site: Site, nodes: Nodes, iri: str) -> Response:
    """Answer with the page of an entity whose types and names are loaded."""
    facts = Groups(site, nodes, iri)
    groups = await facts.count()
    total = sum(group.count for group in groups)
    chosen = _chosen(request, groups)
    paging = Paging.of(request, chosen.count, PAGE) if chosen else None
    if chosen and paging:
        groups = await facts.fill([chosen], PAGE, paging.offset)
    else:
        groups = await facts.fill(groups, ALL if total <= FEW else SOME)
    return render(
        request,
        "entity.html.j2",
        title=nodes.label(iri),
        iri=iri,
        page=site.addresses.page(iri),
        kind=nodes.kind(iri),
        names=[term.value for term in nodes.terms(iri, "skos:altLabel")],
        groups=groups,
        total=total,
        paging=paging,
        documents=await _documents(site, iri),
        links=_links(nodes, iri),
        others=await _others(site, nodes, iri, few=total <= FEW),
        question=_question(iri),
        alternates=alternates(site, iri),
    )


def alternates(site: Site, iri: str) -> list[tuple[str, str, str]]:
    """Give media type, address and name of the other forms of a page."""
    page = site.addresses.page(iri)
    mark = "&" if "?" in page else "?"
    return [
        ("text/turtle", f"{page}{mark}format=ttl", "Turtle"),
        ("application/ld+json", f"{page}{mark}format=jsonld", "JSON-LD"),
        ("application/n-triples", f"{page}{mark}format=nt", "N-Triples"),
    ]


def _chosen(request: Request, groups: Sequence[Group]) -> Group | None:
    """Give the group that the address asks for, None where it asks for all."""
    wish = request.query_params
    key = wish.get("relation", ""), wish.get("way", ""), bool(wish.get("doubtful"))
    fitting = (group for group in groups if (group.name or group.relation, group.way, group.doubtful) == key)
    return next(fitting, None)


async def _documents(site: Site, iri: str) -> list[End]:
    """Give the documents that name the entity."""
    rows = await select(
        site.engine,
        "SELECT DISTINCT ?document ?label WHERE { "
        f"?mention kg:mentionOf {in_query(iri)} ; kg:inDocument ?document . ?document rdfs:label ?label "
        f"}} ORDER BY ?label LIMIT {DOCUMENTS}",
    )
    return [
        End(row["document"].value, row["label"].value, site.addresses.page(row["document"].value), "Document")
        for row in rows
    ]


def _links(nodes: Nodes, iri: str) -> list[tuple[str, str, str]]:
    """Give links to the same thing elsewhere: predicate, address, and what is shown."""
    found = [(name, term.value) for name in LINKS for term in nodes.terms(iri, name)]
    return [(name, web_address(value), nodes.short(value)) for name, value in found if web_address(value)]


async def _others(site: Site, nodes: Nodes, iri: str, *, few: bool) -> list[tuple[str, End]]:
    """Give what is said of an entity beside names, kinds, links and facts, as an update may have put it there.

    Where the entity has many facts, plain triples with their relations are not told apart from theirs.
    """
    known = ["rdf:type", "rdfs:label", "skos:altLabel", *LINKS]
    known += [] if few else [f"kg:{name}" for name in site.ontology.relations]
    it = in_query(iri)
    rows = await select(
        site.engine,
        f"SELECT ?p ?o WHERE {{ {it} ?p ?o FILTER(?p NOT IN ({', '.join(known)})) }} LIMIT {_PLAIN}",
    )
    told = await select(
        site.engine,
        f"SELECT ?p ?o WHERE {{ {{ ?fact rdf:subject {it} ; rdf:object ?o }} UNION {{ ?fact rdf:object {it} ; rdf:subject ?o }} "
        f"?fact rdf:predicate ?p }} LIMIT {_PLAIN}",
    )
    facts = {(row["p"].value, row["o"].value) for row in told if {"p", "o"} <= row.keys()}
    said = [(row["p"].value, row["o"]) for row in rows if {"p", "o"} <= row.keys()]
    said = [(predicate, term) for predicate, term in said if (predicate, term.value) not in facts][:PAGE]
    reader = FactReader(site)
    await reader.nodes.load([term.value for _, term in said if term.is_iri], NAMES)
    return [(_words(site, nodes, predicate), reader.end(term)) for predicate, term in said]


def _words(site: Site, nodes: Nodes, predicate: str) -> str:
    term = site.ontology.properties.get(site.ontology.local(predicate))
    return term.label if term else nodes.short(predicate)


def _question(iri: str) -> str:
    """Give the address of a query about the entity, to be changed."""
    query = (
        "SELECT ?relation ?other ?confidence WHERE {\n"
        f"  ?fact rdf:subject {in_query(iri)} ;\n"
        "    rdf:predicate ?relation ; rdf:object ?object ; kg:confidence ?confidence .\n"
        "  OPTIONAL { ?object rdfs:label ?label }\n"
        "  BIND(COALESCE(?label, ?object) AS ?other)\n"
        "}\nORDER BY ?relation DESC(?confidence)\nLIMIT 100"
    )
    return f"/query?{urlencode({'query': query})}"
