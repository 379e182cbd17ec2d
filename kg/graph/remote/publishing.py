"""Publishing a graph on a server: what changed is uploaded beside the old, and then takes its place."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.graph.mapping import as_quads
from kg.graph.remote.fetching import count_triples, graph_url, graphs_url
from kg.graph.remote.literals import restored
from kg.graph.vocabulary import Vocabulary
from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.graph.remote.store import RemoteStore
    from kg.model import KnowledgeGraph
    from kg.ontology import Ontology

    Progress = Callable[[str, int, int], None]

_NOT_THERE: Final = frozenset({404, 405, 415, 501})
_STAGE: Final = "Publishing"
_LINES: Final = 20_000  # triples of a request of the graph store protocol
_INSERTED: Final = 400  # triples of an update: Virtuoso takes some 5,000 at most
_OPERATIONS: Final = 100  # of an update that copies graphs on the server
_MOVES: Final = 1_000  # of an update that puts graphs in their places


@dataclass(frozen=True, slots=True)
class Published:
    """What was done on the server.

    Attributes:
        sent: how many graphs were uploaded.
        unchanged: how many were there already.
        dropped: how many were removed, since their documents are gone.
    """

    sent: int
    unchanged: int
    dropped: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A graph that is to be on the server: its triples a line each, sorted."""

    iri: str
    lines: tuple[str, ...]

    @property
    def checksum(self) -> str:
        return f"sha256:{hashlib.sha256(chr(10).join(self.lines).encode()).hexdigest()}"


def publish(
    store: RemoteStore, graph: KnowledgeGraph, ontology: Ontology, progress: Progress | None = None
) -> Published:
    """Make the server hold exactly this graph, below its base, and leave all else there alone.

    Readers see the graph of before until the last request, which puts the new one in its place at once where the
    server does an update as a whole. What an upload left that was cut short is removed first.

    Args:
        store: the server; its base is that of the graph.
        graph: what to publish.
        ontology: the terms to write it in.
        progress: told the stage, how many triples are sent, and how many there are to send.

    Raises:
        KgError: the server refuses, fails, or does not hold what was sent; the graph there stays as it was.
    """
    return _Upload(store, ontology, progress or _silent).run(_parts(graph, ontology, store))


def _parts(graph: KnowledgeGraph, ontology: Ontology, store: RemoteStore) -> list[_Part]:
    """Give the graphs that are to be: what is derived, then the documents."""
    lines: dict[str, list[str]] = {store.layout.derived: []}
    for quad in as_quads(graph, ontology):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else store.layout.derived
        lines.setdefault(name, []).append(str(_stored(quad)))
    return [_Part(iri, tuple(sorted(set(found)))) for iri, found in lines.items()]


class _Upload:
    """One upload."""

    def __init__(self, store: RemoteStore, ontology: Ontology, progress: Progress) -> None:
        self.store = store
        self.layout = store.layout
        self.words = Vocabulary(ontology)
        self.progress = progress
        self.name = uuid.uuid4().hex
        self.sent = self.total = 0

    def run(self, parts: Sequence[_Part]) -> Published:
        self._clean()
        before = self._listed()
        here = {part.iri for part in parts}
        same = self._unchanged(parts, before)
        changed = [part for part in parts if part.iri not in same]
        gone = [iri for iri in before if self.layout.is_document(iri) and iri not in here]
        size = len({line for part in parts for line in part.lines})
        done = Published(len(changed), len(same), len(gone))
        if not changed and not gone and count_triples(self.store, self.layout.all) == size:
            return done
        self.total = sum(len(part.lines) for part in changed) + 1
        staged = {part.iri: self.layout.staging(self.name, number) for number, part in enumerate(changed, 1)}
        whole = self.layout.staging(self.name, 0)
        self._begin([whole, *staged.values()])
        for part in changed:
            self._send(part, staged[part.iri])
        self._join([staged.get(part.iri, part.iri) for part in parts], whole, size)
        self._swap(gone, {**staged, self.layout.all: whole}, parts)
        self._expect(self.layout.all, size)
        self.progress(_STAGE, self.total, self.total)
        return done

    def _clean(self) -> None:
        """Remove what uploads left that were cut short."""
        query = f"SELECT DISTINCT ?g WHERE {{ GRAPH <{self.layout.plan}> {{ ?plan ?lists ?g }} }}"
        left = [iri for iri in map(_iri, self.store.rows(query)) if self.layout.is_staging(iri)]
        drops = [f"DROP SILENT GRAPH <{iri}>" for iri in left]
        if left:
            self._update([*drops, f"DROP SILENT GRAPH <{self.layout.plan}>"], _OPERATIONS)

    def _listed(self) -> dict[str, str]:
        """Give the graphs that are published, with their checksums."""
        identifier = self.words.other("dcterms:identifier")
        query = f"SELECT ?g ?sum WHERE {{ GRAPH <{self.layout.published}> {{ ?g {identifier} ?sum }} }}"
        rows = self.store.rows(query)
        return {_iri(row): row[1].value for row in rows if isinstance(row[1], ox.Literal)}

    def _unchanged(self, parts: Iterable[_Part], before: Mapping[str, str]) -> set[str]:
        """Give the graphs that are there already; they are counted, since others may have changed them."""
        same = {part.iri: len(part.lines) for part in parts if before.get(part.iri) == part.checksum}
        counts: dict[str, int] = {}
        for some in _batches(sorted(same), _OPERATIONS):
            counts |= self._counts(some)
        return {iri for iri, count in same.items() if counts.get(iri) == count}

    def _counts(self, iris: Iterable[str]) -> dict[str, int]:
        inner = (
            f"{{ SELECT (<{iri}> AS ?g) (COUNT(*) AS ?n) WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }} }}"
            for iri in iris
        )
        rows = self.store.rows(f"SELECT ?g ?n WHERE {{ {' UNION '.join(inner)} }}")
        return {_iri(row): int(row[1].value) for row in rows if isinstance(row[1], ox.Literal)}

    def _begin(self, staged: Sequence[str]) -> None:
        """List what is to be filled, so that it is found and removed if this upload is cut short."""
        lines = [f"<{self.layout.plan}> {self.words.other('void:subset')} <{iri}> ." for iri in staged]
        for some in _batches(lines, _INSERTED):
            self._insert(some, self.layout.plan)

    def _send(self, part: _Part, target: str) -> None:
        url = graphs_url(self.store)
        for some in _batches(part.lines, _LINES):
            if not (url and self._post(some, graph_url(url, target))):
                url = ""
                for few in _batches(some, _INSERTED):
                    self._insert(few, target)
            self.sent += len(some)
            self.progress(_STAGE, self.sent, self.total)
        self._expect(target, len(part.lines))

    def _post(self, lines: Sequence[str], url: str) -> bool:
        """Send statements by the graph store protocol; False where the server does not have it."""
        body = "".join(f"{line} .\n" for line in lines).encode()
        connection = self.store.connection
        reply = connection.send("POST", url, {"Content-Type": "application/n-triples"}, body)
        if reply.status in _NOT_THERE:
            return False
        connection.check(reply, url)
        return True

    def _insert(self, lines: Sequence[str], target: str) -> None:
        text = " .\n".join(line.removesuffix(" .") for line in lines)
        self._update([f"INSERT DATA {{ GRAPH <{target}> {{ {text} }} }}"], 1)

    def _join(self, sources: Sequence[str], whole: str, size: int) -> None:
        """Put all graphs together, on the server."""
        self._update([f"ADD GRAPH <{source}> TO <{whole}>" for source in sources], _OPERATIONS)
        self._expect(whole, size)

    def _swap(self, gone: Sequence[str], moves: Mapping[str, str], parts: Sequence[_Part]) -> None:
        """Put the new in the place of the old: in one request, which a server does as a whole or not at all.

        Of very many documents the first go ahead, a thousand a request; what a plain query asks changes last.
        """
        published = self.layout.published
        operations = [f"DROP SILENT GRAPH <{iri}>" for iri in gone]
        operations += [f"MOVE GRAPH <{source}> TO <{target}>" for target, source in moves.items()]
        last = [f"DROP SILENT GRAPH <{published}>"]
        lines = [line for part in parts for line in self._listing(part)]
        last += [
            f"INSERT DATA {{ GRAPH <{published}> {{ {' '.join(some)} }} }}"
            for some in _batches(lines, _INSERTED)
        ]
        last.append(f"DROP SILENT GRAPH <{self.layout.plan}>")
        early = max(0, len(operations) - _MOVES)
        self._update(operations[:early], _MOVES)
        self._update([*operations[early:], *last], _MOVES + len(last))

    def _listing(self, part: _Part) -> Iterator[str]:
        yield f"<{part.iri}> {self.words.other('void:triples')} {len(part.lines)} ."
        yield f"<{part.iri}> {self.words.other('dcterms:identifier')} {ox.Literal(part.checksum)} ."

    def _update(self, operations: Sequence[str], at_once: int) -> None:
        for some in _batches(operations, at_once):
            self.store.connection.update(" ;\n".join(some))

    def _expect(self, graph: str, count: int) -> None:
        """Raise `KgError` where the server does not hold what it was sent."""
        found = count_triples(self.store, graph)
        if found != count:
            message = f"the server holds {found} of {count} statements that it was sent"
            problem = Problem("store-incomplete", message, self.store.shown, "publish again; see its log")
            raise KgError(problem, ExitCode.REMOTE)


def _stored(quad: ox.Quad) -> ox.Triple:
    """Give the triple as Oxigraph holds it, so that a server that rewrites literals in that way changes nothing."""
    value = quad.object
    return ox.Triple(
        quad.subject, quad.predicate, restored(value) if isinstance(value, ox.Literal) else value
    )


def _batches(items: Sequence[str], size: int) -> Iterator[list[str]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _iri(row: Sequence[object]) -> str:
    """Give the IRI of a row's first cell, checked, since it is put into updates; "" for anything else."""
    try:
        return ox.NamedNode(row[0].value).value if isinstance(row[0], ox.NamedNode) else ""
    except ValueError:
        return ""


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total
