"""A store on another server, asked as one of Oxigraph is asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.remote.layout import Layout
from kg.graph.remote.literals import restored_rows, restored_triples
from kg.graph.remote.rewriting import with_prologue, with_values, words_of
from kg.graph.triples import has_entities
from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph.answering import Graph, Term
    from kg.graph.remote.connection import Connection, Reply
    from kg.graph.remote.server import Server

    Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_ROWS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.5"
_JSON: Final = ox.QueryResultsFormat.JSON
_RESULTS: Final = {
    _ROWS: ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_SPACE: Final = "http://rdfs.org/ns/void#uriSpace"
_ALL: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class RemoteStore:
    """The graph on a SPARQL server: what `kg build --store` published there, or else its default graph.

    It answers `query` as `pyoxigraph.Store` does, so that what asks the one asks the other. Literals come back in
    the form that Oxigraph gives them. Nothing is sent before something is asked.
    """

    def __init__(self, server: Server, base: str, environment: Mapping[str, str] | None = None) -> None:
        """Take the server, the IRI that the graph's things stand below, and where credentials are found."""
        self.server = server
        self.layout = Layout(base)
        self._environment = environment
        self._published = False

    @property
    def shown(self) -> str:
        """Give the server's URL as messages show it."""
        return self.server.shown

    @cached_property
    def connection(self) -> Connection:
        """Give what requests go through. Raises `KgError` for credentials that cannot be used."""
        # Only here: httpx takes a tenth of a second to import, and what reads a workspace does without it.
        from kg.graph.remote.connection import Connection  # noqa: PLC0415 - as above

        return Connection(self.server, self._environment)

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
    ) -> Result:
        """Answer SELECT, ASK, CONSTRUCT or DESCRIBE, as `AnsweringStore` says.

        Raises:
            SyntaxError: the query is wrong; found here, before anything is sent.
            KgError: the query asks a third server, or this one does not answer.
        """
        words = words_of(query)
        if "SERVICE" in words:
            message = "the query asks another server (SERVICE)"
            raise KgError(Problem("query-outside", message, advice="ask this one alone"), ExitCode.QUERY)
        form = ox.Store().query(query, base_iri=base_iri, prefixes=prefixes, substitutions=substitutions)
        given = {
            variable.value: term
            for variable, term in (substitutions or {}).items()
            if isinstance(term, (ox.NamedNode, ox.Literal))
        }
        values = {name: str(term) for name, term in given.items()}
        text = with_prologue(with_values(query, values), prefixes or {}, base_iri)
        fields = [("query", text), *self._dataset(words, default_graph, named_graphs)]
        triples = isinstance(form, ox.QueryTriples)
        reply = self.connection.ask(fields, _TRIPLES if triples else _ROWS)
        self._check(reply)
        if triples:
            return self._as_triples(reply)
        return self._as_results(reply, given, verdict=isinstance(form, ox.QueryBoolean))

    def rows(self, query: str, graph: str = "") -> list[tuple[Term, ...]]:
        """Give the rows of a SELECT, which binds all its variables, on the server as it is or on one of its graphs."""
        fields = [("query", query), *([("default-graph-uri", graph)] if graph else [])]
        reply = self.connection.ask(fields, _ROWS)
        self._check(reply)
        found = self._as_results(reply, verdict=False)
        if not isinstance(found, ox.QuerySolutions):  # pragma: no cover - `_as_results` has checked it
            raise self._strange(reply)
        names = [variable.value for variable in found.variables]
        return [tuple(row[name] for name in names) for row in found]

    @property
    def published(self) -> bool:
        """Say whether the server has a graph that was published there.

        Where none lies below the base that was given, the only one below another base is taken: who reads it need
        not know how it was built. KgError where there are several.
        """
        if not self._published:
            self._published = self._has(self.layout.all) or self._find()
        return self._published

    def _has(self, graph: str) -> bool:
        reply = self.connection.ask([("query", f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")], _ROWS)
        self._check(reply)
        return bool(self._as_results(reply, verdict=True))

    def _find(self) -> bool:
        """Look for a graph that was published below another base."""
        query = f"SELECT DISTINCT ?g ?b WHERE {{ GRAPH ?g {{ ?b <{_SPACE}> ?space }} }}"
        layouts = [
            Layout(base.value)
            for graph, base in self.rows(query)
            if isinstance(base, ox.NamedNode) and graph == ox.NamedNode(Layout(base.value).all)
        ]
        if len(layouts) > 1:
            bases = " and ".join(sorted(layout.base for layout in layouts))
            message = f"the server has several graphs, below {bases}"
            problem = Problem("ambiguous-store", message, self.shown, "say which with base in kg.toml")
            raise KgError(problem, ExitCode.REMOTE)
        self.layout = layouts[0] if layouts else self.layout
        return bool(layouts)

    def quads(self) -> Iterator[ox.Quad]:
        """Fetch all that is known; see `fetch_graph`."""
        from kg.graph.remote.fetching import fetch_graph  # noqa: PLC0415 - it imports this module for its types

        return (ox.Quad(one.subject, one.predicate, one.object) for one in fetch_graph(self))

    def documents(self) -> list[str]:
        """Give the IRIs of the published documents' graphs, sorted."""
        query = f"SELECT DISTINCT ?g WHERE {{ GRAPH <{self.layout.published}> {{ ?g ?p ?o }} }}"
        found = {term.value for (term,) in self.rows(query) if isinstance(term, ox.NamedNode)}
        return sorted(iri for iri in found if self.layout.is_document(iri))

    def _dataset(
        self,
        words: frozenset[str],
        default_graph: Graph | list[Graph] | None,
        named_graphs: list[ox.NamedNode | ox.BlankNode] | None,
    ) -> Iterator[tuple[str, str]]:
        """Give the fields of the protocol that say which graphs a query is about."""
        given = default_graph if isinstance(default_graph, list) else [default_graph] if default_graph else []
        ours = (not given or ox.DefaultGraph() in given) and "FROM" not in words and self.published
        for graph in given:
            if isinstance(graph, ox.NamedNode):
                yield "default-graph-uri", graph.value
        if ours:
            yield "default-graph-uri", self.layout.all
        if named_graphs is not None:
            yield from (("named-graph-uri", graph.value) for graph in named_graphs)
        elif ours and "GRAPH" in words:
            yield from (("named-graph-uri", iri) for iri in self.documents())

    def _check(self, reply: Reply) -> None:
        """Raise `KgError` for an answer that says that the query was not answered."""
        if reply.status == 400:  # noqa: PLR2004 - what SPARQL's protocol has for a query that the server cannot read
            message = f"the server does not take the query{f': {reply.said}' if reply.said else ''}"
            problem = Problem("query-failed", message, self.shown, "write it another way")
            raise KgError(problem, ExitCode.QUERY)
        self.connection.check(reply, self.server.query)

    def _as_results(
        self, reply: Reply, given: Mapping[str, ox.NamedNode | ox.Literal] | None = None, *, verdict: bool
    ) -> ox.QuerySolutions | ox.QueryBoolean:
        format_ = _RESULTS.get(reply.kind)
        if format_ is None:
            raise self._strange(reply)
        try:
            body = reply.body
            if format_ != _JSON:
                body = ox.parse_query_results(body, format=format_).serialize(format=_JSON) or b""
            body = restored_rows(body, given)
            found = ox.parse_query_results(body, format=_JSON)
            if isinstance(found, ox.QueryBoolean) is verdict:
                return found if verdict else _whole(found, body)
        except (SyntaxError, ValueError, TypeError, AttributeError) as error:
            raise self._strange(reply) from error
        raise self._strange(reply)

    def _as_triples(self, reply: Reply) -> ox.QueryTriples:
        format_ = _GRAPHS.get(reply.kind)
        if format_ is None or (format_ == ox.RdfFormat.RDF_XML and has_entities(reply.body)):
            raise self._strange(reply)
        store = ox.Store()
        try:
            triples = (
                quad.triple for quad in ox.parse(reply.body, format=format_, base_iri=self.layout.base)
            )
            store.bulk_extend(ox.Quad(*triple) for triple in restored_triples(triples))
        except (SyntaxError, ValueError) as error:
            raise self._strange(reply) from error
        found = store.query(_ALL)
        if not isinstance(found, ox.QueryTriples):  # pragma: no cover - CONSTRUCT gives triples
            raise self._strange(reply)
        return found

    def _strange(self, reply: Reply) -> KgError:
        """Give the error for an answer that is none."""
        kind = reply.kind or "something of no kind"
        message = f"the server gave {kind} that holds no answers"
        if "html" in reply.kind:
            message = "the server gave a page for browsers in place of answers"
        problem = Problem(
            "store-failed", message, self.shown, "check the URL; see the guide on remote stores"
        )
        return KgError(problem, ExitCode.REMOTE)


def _whole(found: ox.QuerySolutions | ox.QueryBoolean, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """Give rows that can be read to their end; SyntaxError where the answer was cut off or is no text."""
    if isinstance(found, ox.QuerySolutions):
        for _ in found:
            pass
        return ox.parse_query_results(body, format=_JSON)
    return found
