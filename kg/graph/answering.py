"""What answers SPARQL: a store of Oxigraph, or one on another server that is asked in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyoxigraph as ox

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class AnsweringStore(Protocol):
    """A store for reading: `pyoxigraph.Store`, or `kg.graph.RemoteStore`, which has the same method.

    Its default graph holds all that is known, each statement once; each document has a named graph.
    """

    def query(  # noqa: PLR0913 - the arguments are those of pyoxigraph
        self,
        query: str,
        /,
        *,
        base_iri: str | None = None,
        prefixes: dict[str, str] | None = None,
        default_graph: Graph | list[Graph] | None = None,
        named_graphs: list[ox.NamedNode | ox.BlankNode] | None = None,
        substitutions: dict[ox.Variable, Term] | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer SELECT, ASK, CONSTRUCT or DESCRIBE.

        Args:
            query: in SPARQL 1.1.
            base_iri: that relative IRIs of the query are resolved against.
            prefixes: that the query may use without declaring them; its own win.
            default_graph: the graphs to ask in place of the store's default graph.
            named_graphs: the only ones that GRAPH finds; without it all of them.
            substitutions: values for variables of the SELECT clause.

        Raises:
            SyntaxError: the query is wrong; the message names line and column.
            KgError: another server cannot be reached, or does not answer.
        """
