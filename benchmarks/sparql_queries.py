"""Fourteen shapes of queries, each with other values in each repetition."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import KnowledgeGraph

SHAPES: Final[Mapping[str, str]] = {
    "look-up by IRI": "SELECT ?property ?value WHERE { <PERSON> ?property ?value }",
    "look-up by label": "SELECT ?thing ?type WHERE { ?thing rdfs:label LABEL ; a ?type }",
    "two hops": """SELECT ?other ?work WHERE {
  <PERSON> kg:castMemberOf ?work . ?other kg:castMemberOf ?work FILTER(?other != <PERSON>) }""",
    "join of three hops": """SELECT ?name ?title ?studio WHERE {
  ?role kg:performer <PERSON> ; kg:character ?character ; kg:work ?work .
  ?character rdfs:label ?name . ?work rdfs:label ?title ; kg:producedBy ?maker . ?maker rdfs:label ?studio }""",
    "OPTIONAL": """SELECT ?performer ?character ?stage WHERE {
  ?role kg:performer ?performer ; kg:character ?character ; kg:language LANGUAGE ; kg:confidence ?sure
  OPTIONAL { ?role kg:stage ?stage } FILTER(?sure > NUMBER) }""",
    "UNION": """SELECT ?who ?part WHERE {
  { ?who kg:directorOf <WORK> BIND("director" AS ?part) } UNION { ?who kg:composerOf <WORK> BIND("composer" AS ?part) }
  UNION { ?who kg:castMemberOf <WORK> BIND("cast" AS ?part) } }""",
    "FILTER contains": "SELECT ?place ?quote WHERE { ?place oa:exact ?quote FILTER(CONTAINS(?quote, WORD)) }",
    "FILTER regex": 'SELECT ?thing ?name WHERE { ?thing a kg:Entity ; rdfs:label ?name FILTER(REGEX(?name, START, "i")) }',
    "group and count": """SELECT ?performer (COUNT(?role) AS ?roles) WHERE {
  ?role kg:performer ?performer ; kg:language LANGUAGE ; kg:confidence ?sure FILTER(?sure > NUMBER) } GROUP BY ?performer""",
    "order by, limit": """SELECT ?fact ?sure WHERE {
  ?fact rdf:predicate kg:RELATION ; kg:confidence ?sure FILTER(?sure < NUMBER) } ORDER BY DESC(?sure) ?fact LIMIT 20""",
    "path between two": "ASK { <PERSON> (kg:castMemberOf/^kg:castMemberOf)+ <OTHER> }",
    "evidence": """SELECT ?relation ?object ?quote ?start ?document WHERE {
  ?fact rdf:subject <PERSON> ; rdf:predicate ?relation ; rdf:object ?object ; kg:evidence ?evidence .
  ?evidence oa:hasSource ?document ; oa:hasSelector ?place . ?place oa:exact ?quote ; oa:start ?start }""",
    "GRAPH of a document": "SELECT ?s ?p ?o WHERE { GRAPH <DOCUMENT> { ?s ?p ?o } }",
    "CONSTRUCT": """CONSTRUCT { <WORK> ?p ?o . ?s ?q <WORK> } WHERE {
  { <WORK> ?p ?o } UNION { ?s ?q <WORK> } }""",
}
"""By name; the words in capitals are filled in."""
SMALL: Final = ("look-up by IRI", "look-up by label", "UNION")
"""Those that give a few rows and touch little: what most requests are."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is sent."""

    shape: str
    sparql: str


class Queries:
    """Queries about one graph."""

    def __init__(self, graph: KnowledgeGraph, seed: int = 2) -> None:
        """Take the graph whose names are asked about; who has many facts is asked about often."""
        self._dice = random.Random(seed)  # noqa: S311  a figure, no secret
        self._base = graph.base
        self._cast = [fact.subject for fact in graph.facts if fact.relation == "castMemberOf"]
        self._works = [str(fact.object) for fact in graph.facts if fact.relation == "castMemberOf"]
        self._labels = [entity.label for entity in graph.entities]
        self._documents = sorted({quote.document for fact in graph.facts for quote in fact.evidence})
        self._words = sorted({word for fact in graph.facts for word in fact.evidence[0].exact[:-1].split()})
        self._prefixes = "".join(
            f"PREFIX {prefix}: <{load_ontology().prefixes[prefix]}>\n"
            for prefix in ("kg", "oa", "rdf", "rdfs")
        )

    def draw(self, shape: str) -> Query:
        """Give a query of a shape with values that are drawn anew."""
        sparql = SHAPES[shape]
        for word, value in self._values():
            sparql = sparql.replace(word, value)
        return Query(shape, self._prefixes + sparql)

    def _values(self) -> Iterator[tuple[str, str]]:
        dice = self._dice
        for word, paths in (("PERSON", self._cast), ("OTHER", self._cast), ("WORK", self._works)):
            yield f"<{word}>", f"<{self._base}{dice.choice(paths)}>"
        yield "<DOCUMENT>", f"<{self._base}{dice.choice(self._documents)}>"
        yield "LABEL", f'"{dice.choice(self._labels)}"'
        yield "LANGUAGE", f'"{dice.choice(("ja", "en"))}"'
        yield "NUMBER", f"{dice.uniform(0.5, 0.9):.4f}"
        yield "WORD)", f'"{dice.choice(self._words)}")'
        yield "START,", f'"^{dice.choice(self._labels)[:3]}",'
        yield "RELATION", dice.choice(("voices", "castMemberOf", "characterIn", "directorOf"))
