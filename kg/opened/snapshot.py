"""What was opened: one state of a graph, and what has been read of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from kg.graph import from_store, mint_iri
from kg.ontology import load_ontology
from kg.opened.rows import Rows
from kg.query.solutions import Solutions, Statements, solve
from kg.query.values import IRI, Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph import RemoteStore
    from kg.model import KnowledgeGraph
    from kg.pipeline import Source

_BASE = "SELECT ?dataset WHERE { ?dataset a void:Dataset } LIMIT 1"
_COUNTS = """SELECT
  (COUNT(DISTINCT ?document) AS ?documents) (COUNT(DISTINCT ?entity) AS ?entities) (COUNT(DISTINCT ?fact) AS ?facts)
WHERE { { ?document a kg:Document } UNION { ?entity a kg:Entity } UNION { ?fact a kg:Fact } }"""
_DOCUMENTS = """SELECT ?document ?title ?published ?url WHERE {
  ?source a kg:Document ; kg:documentId ?document
  OPTIONAL { ?source dcterms:title ?title } OPTIONAL { ?source dcterms:issued ?published }
  OPTIONAL { ?source schema:url ?url }
} ORDER BY ?document"""


class Snapshot:
    """A graph as it was when it was opened."""

    def __init__(self, source: Source) -> None:
        """Open the store: from here on a build changes nothing for whoever asks it."""
        self.source = source
        # What answers is a store of Oxigraph or one on a server; which of them, matters to nobody here.
        self.store = cast("RemoteStore", source.store)

    def solve(self, sparql: str, values: Mapping[str, object] | None = None) -> Solutions | Statements | bool:
        """Answer a query; relative IRIs in it are paths of the graph."""
        return solve(self.store, sparql, values, self.base or load_ontology().base)

    def rows(self, sparql: str, **values: object) -> Rows:
        """Answer a SELECT."""
        answer = self.solve(sparql, values)
        assert isinstance(answer, Solutions)  # noqa: S101 - it is a SELECT of ours
        return Rows(answer, self.reader)

    @cached_property
    def base(self) -> str:
        """Give the IRI that the paths of the graph are relative to, "" for that of the ontology."""
        answer = solve(self.store, _BASE)
        assert isinstance(answer, Solutions)  # noqa: S101 - it is a SELECT
        return answer.lines[0][1:-1] if answer.lines else ""

    @cached_property
    def reader(self) -> Reader:
        """Give what reads the cells of all answers."""
        return Reader(self.base)

    def iri(self, path: str) -> IRI:
        """Give the IRI of a path."""
        return self.reader.iri(mint_iri(self.graph.base, path))

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """Read the whole graph as plain values."""
        return from_store(self.store)

    @cached_property
    def counts(self) -> tuple[int, int, int]:
        """Give how many documents, entities and facts there are."""
        documents, entities, facts = self.rows(_COUNTS)[0]
        return documents, entities, facts

    @cached_property
    def documents(self) -> Rows:
        """List the documents."""
        return self.rows(_DOCUMENTS)
