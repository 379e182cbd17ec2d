"""Facts with the quotes that say them, as values and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from kg.model import Fact, Literal
from kg.ontology import load_ontology
from kg.opened.tables import SHOWN, html_table, plain_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import KnowledgeGraph


class Said(NamedTuple):
    """A fact as one document says it.

    Attributes:
        fact: in words: "Mara Ilves director of Paper Harbor".
        quote: the exact words of the document.
        document: its id, the file's name without its ending.
        status: how the document says it: "stated", "planned", "opinion", "rumoured" or "negated".
        confidence: from 0 to 1.
    """

    fact: str
    quote: str
    document: str
    status: str
    confidence: float


class Facts(Sequence[Fact]):
    """Facts of the graph, each a `kg.model.Fact` with its evidence.

    >>> facts = graph.why("Mara Ilves", "directorOf", "Paper Harbor")
    >>> for quote in facts[0].evidence:
    ...     print(quote.status, quote.confidence, quote.exact)
    stated 0.9 Paper Harbor is a film directed by Mara Ilves
    >>> facts.said[0].document
    'harbor-review'

    Attributes:
        others: for `why`, what the graph says between the two instead.
    """

    def __init__(self, graph: KnowledgeGraph, facts: Iterable[Fact], others: Iterable[Fact] = ()) -> None:
        """Take the graph that names the things, and some of its facts."""
        self._graph = graph
        self._facts = tuple(facts)
        self.others = tuple(others)

    @property
    def said(self) -> list[Said]:
        """Give what each document says, one item for each quote."""
        names = _names(self._graph)
        documents = {record.path: record.id for record in self._graph.documents}
        return [
            Said(
                _sentence(fact, names),
                quote.exact,
                documents.get(quote.document, quote.document),
                quote.status.value,
                quote.confidence,
            )
            for fact in self._facts
            for quote in fact.evidence
        ]

    def __len__(self) -> int:
        """Give the number of facts."""
        return len(self._facts)

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> Facts: ...
    def __getitem__(self, index: int | slice) -> Fact | Facts:
        """Give a fact, or some of the facts."""
        found = self._facts[index]
        return found if isinstance(found, Fact) else Facts(self._graph, found)

    def __iter__(self) -> Iterator[Fact]:
        """Give the facts one after the other."""
        return iter(self._facts)

    def __repr__(self) -> str:
        """Give the first quotes as a table."""
        said = self.said
        return plain_table(Said._fields, said[:SHOWN], len(said))

    def _repr_html_(self) -> str:
        """Give the first quotes as a table, for Jupyter."""
        said = self.said
        return html_table(Said._fields, said[:SHOWN], len(said))


def _names(graph: KnowledgeGraph) -> dict[str, str]:
    """Give what things and documents are called, by path."""
    titles = {record.path: record.metadata.title or record.id for record in graph.documents}
    return titles | {entity.path: entity.label for entity in graph.entities}


def _sentence(fact: Fact, names: dict[str, str]) -> str:
    """Write a fact in words: subject, relation, object, and what is said of it in brackets."""
    term = load_ontology().properties.get(fact.relation)
    object_ = fact.object.text if isinstance(fact.object, Literal) else names.get(fact.object, fact.object)
    details = "; ".join(f"{key}: {names.get(value, value)}" for key, value in fact.qualifiers)
    said = f"{names.get(fact.subject, fact.subject)} {term.label if term else fact.relation} {object_}"
    return f"{said} ({details})" if details else said
