"""The facts of an entity, grouped by relation and side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.server.pages.facts import DOUBTFUL, FactReader
from kg.server.pages.nodes import in_query, select
from kg.writers.view.content import ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.server.pages.facts import FactShown
    from kg.server.pages.nodes import Nodes
    from kg.server.pages.site import Site

_WAYS: Final = {
    "from": "?fact rdf:subject {it}",
    "to": "?fact rdf:object {it} FILTER NOT EXISTS {{ ?fact rdf:subject {it} }}",
    "within": "?fact kg:work|kg:platform {it} FILTER NOT EXISTS {{ ?fact rdf:subject|rdf:object {it} }}",
}
"""How an entity takes part in a fact: as its subject, its object, or where it holds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one relation, seen from one side.

    Attributes:
        heading: "directed by".
        way: "from", "to", "within", or "both" where the relation is symmetric.
        relation: IRI.
        name: its local name.
        doubtful: whether its facts are hedged, denied or held by somebody.
        count: how many there are.
        facts: those that are shown.
        href: the address of all of them.
    """

    heading: str
    way: str
    relation: str
    name: str
    doubtful: bool
    count: int
    facts: tuple[FactShown, ...]
    href: str


class Groups:
    """What is said of one entity."""

    def __init__(self, site: Site, nodes: Nodes, iri: str) -> None:
        """Take an entity whose types are loaded."""
        self._site, self._nodes, self._iri = site, nodes, iri
        self._reader = FactReader(site)

    async def count(self) -> list[Group]:
        """Give the groups without their facts, in the order in which a page tells them."""
        it = in_query(self._iri)
        ways = " UNION ".join(
            f'{{ {way.format(it=it)} BIND("{name}" AS ?way) }}' for name, way in _WAYS.items()
        )
        rows = await select(
            self._site.engine,
            "SELECT ?way ?relation ?status (COUNT(DISTINCT ?fact) AS ?count) WHERE { "
            f"{{ {ways} }} ?fact rdf:predicate ?relation ; kg:status ?status "
            "} GROUP BY ?way ?relation ?status",
        )
        counts: dict[tuple[str, str, bool], int] = {}
        for row in rows:
            if {"way", "relation", "status"} <= row.keys():
                key = self._key(row["way"].value, row["relation"].value, row["status"].value)
                counts[key] = counts.get(key, 0) + int(row["count"].value)
        groups = [self._group(*key, count) for key, count in counts.items()]
        return sorted(groups, key=lambda group: (group.doubtful, _rank(group.name), group.way, group.heading))

    async def fill(self, groups: Sequence[Group], size: int, offset: int = 0) -> list[Group]:
        """Give groups with their facts, the surest first, from an offset on and so many at most of each."""
        iris = [await self._surest(group, size, offset) for group in groups]
        facts = {fact.iri: fact for fact in await self._reader.read([iri for part in iris for iri in part])}
        return [
            replace(group, facts=tuple(facts[iri] for iri in part if iri in facts))
            for group, part in zip(groups, iris, strict=True)
        ]

    async def _surest(self, group: Group, size: int, offset: int) -> list[str]:
        ways = ("from", "to") if group.way == "both" else (group.way,)
        where = " UNION ".join(f"{{ {_WAYS[way].format(it=in_query(self._iri))} }}" for way in ways)
        doubts = ", ".join(f"kg:{status}" for status in sorted(self._doubts(group.relation)))
        rows = await select(
            self._site.engine,
            "SELECT DISTINCT ?fact ?confidence WHERE { "
            f"{{ {where} }} ?fact rdf:predicate {in_query(group.relation)} ; kg:status ?status "
            "OPTIONAL { ?fact kg:confidence ?confidence } "
            f"FILTER(?status {'IN' if group.doubtful else 'NOT IN'} ({doubts})) "
            f"}} ORDER BY DESC(?confidence) ?fact LIMIT {size} OFFSET {offset}",
        )
        return list(dict.fromkeys(row["fact"].value for row in rows))

    def _key(self, way: str, relation: str, status: str) -> tuple[str, str, bool]:
        term = self._site.ontology.properties.get(self._site.ontology.local(relation))
        side = "both" if term and term.symmetric and way != "within" else way
        return side, relation, self._site.ontology.local(status) in self._doubts(relation)

    def _group(self, way: str, relation: str, doubtful: bool, count: int) -> Group:  # noqa: FBT001  part of a key
        name = self._site.ontology.local(relation)
        page = self._site.addresses.page(self._iri)
        chosen = {"relation": name or relation, "way": way} | ({"doubtful": "1"} if doubtful else {})
        href = f"{page}{'&' if '?' in page else '?'}{urlencode(chosen)}"
        return Group(self._heading(way, relation), way, relation, name, doubtful, count, (), href)

    def _heading(self, way: str, relation: str) -> str:
        """Read a relation from the entity's side: "directed by" on the page of a film."""
        term = self._site.ontology.properties.get(self._site.ontology.local(relation))
        heading = term.label if term else self._nodes.short(relation)
        if way == "to" and term:
            return term.inverse_label or heading
        if way == "within":
            is_work = self._site.ontology.is_a(self._nodes.kind(self._iri), "Work")
            return f"{heading}, {'in this work' if is_work else 'on this platform'}"
        return heading

    def _doubts(self, relation: str) -> frozenset[str]:
        """Give the statuses with which a fact of this relation is no plain triple."""
        term = self._site.ontology.properties.get(self._site.ontology.local(relation))
        return DOUBTFUL - {"opinion"} if term and term.fact_class == "Comparison" else DOUBTFUL


def _rank(relation: str) -> int:
    return ORDER.index(relation) if relation in ORDER else len(ORDER)
