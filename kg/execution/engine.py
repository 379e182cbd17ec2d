"""The engine: asks the store in processes that can be stopped."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.execution.limits import Limits
from kg.execution.task import Reply, Task
from kg.graph import open_store
from kg.model import ExitCode, KgError
from kg.ontology import load_ontology
from kg.query.answers import AnswerKind
from kg.query.mistakes import explain

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class Engine:
    """Answers queries, and updates if it is writable; one for each server, on one event loop.

    Used as `async with Engine(folder, Limits()) as engine`. A query that takes too long, too much memory or too much room is
    stopped, and the others go on.
    """

    def __init__(self, folder: Path, limits: Limits, *, writable: bool = False) -> None:
        """Take the folder of a store, as `kg.graph.write_store` makes them; nothing is opened yet.

        Who wants it writable holds the lock of the workspace as long as the engine runs.
        """
        self.folder = folder
        self.limits = limits
        self.writable = writable
        self._updates = 0

    async def __aenter__(self) -> Self:
        """Start the processes. Raises `KgError` where there is no store, or where it is locked."""
        open_store(self.folder)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what still runs is stopped."""

    async def answer(self, task: Task) -> Reply:
        """Answer a query.

        Raises `KgError`: `bad-query`, `query-outside`, `query-failed`, `query-timeout`, `query-memory`, `query-too-deep`,
        `answer-too-large`, `server-busy`. Being cancelled stops the query.
        """
        return await asyncio.to_thread(self._answer, task)

    def _answer(self, task: Task) -> Reply:
        store = open_store(self.folder, read_only=not self.writable)
        try:
            result = store.query(task.sparql, prefixes=dict(load_ontology().prefixes))
        except SyntaxError as error:
            raise KgError(explain(str(error), task.sparql, load_ontology()), ExitCode.QUERY) from error
        if isinstance(result, ox.QueryTriples):
            body = result.serialize(format=_TRIPLES[task.triple_format]) or b""
            return Reply(AnswerKind.TRIPLES, task.triple_format, body)
        kind = AnswerKind.VERDICT if isinstance(result, ox.QueryBoolean) else AnswerKind.ROWS
        return Reply(kind, task.row_format, result.serialize(format=_ROWS[task.row_format]) or b"")

    async def rows(self, sparql: str, **values: str) -> tuple[dict[str, str], ...]:
        """Answer a SELECT query in plain strings, for pages: IRIs and texts alike; no key where nothing is bound.

        Args:
            sparql: a SELECT query.
            values: terms in N-Triples for variables of the SELECT clause, by name.
        """
        reply = await self.answer(Task(sparql, substitutions=tuple(values.items())))
        found = json.loads(await reply.whole())
        return tuple(
            {name: cell["value"] for name, cell in row.items()} for row in found["results"]["bindings"]
        )

    async def update(
        self, sparql: str, base: str = "", using: tuple[str, ...] = (), using_named: tuple[str, ...] = ()
    ) -> None:
        """Change the store; whoever asks after this has returned sees the change. All of an update is done, or nothing.

        Args:
            sparql: SPARQL Update; LOAD is refused.
            base: what relative IRIs are resolved against.
            using: IRIs of graphs that make up the default graph of its patterns (`using-graph-uri`).
            using_named: IRIs of graphs that its patterns may name (`using-named-graph-uri`).

        Raises `KgError`: as `answer`, and `read-only`, `dataset-conflict`.
        """
        await asyncio.to_thread(lambda: open_store(self.folder, read_only=False).update(sparql))
        self._updates += 1

    @property
    def edition(self) -> str:
        """Give a short name of what the store holds now, which every build and every update changes."""
        found = (self.folder / "CURRENT").stat()
        return f"{found.st_ino:x}-{found.st_mtime_ns:x}-{self._updates}"
