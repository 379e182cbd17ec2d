"""The engine: asks the store in processes that can be stopped."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Final, Self

from kg.execution.editions import Editions
from kg.execution.hired import Hired
from kg.execution.limits import Limits
from kg.execution.pool import Pool
from kg.execution.refusals import read_only
from kg.execution.stream import Stream
from kg.execution.task import Reply, Task
from kg.execution.writing import Writing
from kg.graph import open_store
from kg.query import AnswerKind

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from kg.execution.link import Answer
    from kg.execution.loans import Owner
    from kg.execution.pool import Asked

_KINDS: Final = tuple(AnswerKind)
_PATIENCE: Final = 2.0  # seconds in which a build that is just swapping its folders has done so
_PAUSE: Final = 0.01  # seconds


class Engine:
    """Answers queries, and updates if it is writable; one for each server, on one event loop.

    Used as `async with Engine(folder, Limits()) as engine`. A query that takes too long, too much memory or too much room is
    stopped, and the others go on.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits | None = None,
        *,
        writable: bool = False,
        hired: Hired | None = None,
    ) -> None:
        """Take the folder of a store, as `kg.graph.write_store` makes them; nothing is opened yet.

        Who is hired answers on connections that are lent; without, none can be. Who wants it writable holds the lock of the workspace as long as the engine runs.
        """
        self.folder = folder
        self.limits = limits or Limits()
        self.writable = writable
        self._hired = hired or Hired()
        self._editions = Editions(folder.absolute())
        self._pool: Pool
        self._writing: Writing | None = None

    async def __aenter__(self) -> Self:
        """Start the processes. Raises `KgError` where there is no store, or where it is locked."""
        self._editions.start()
        self._pool = Pool(asyncio.get_running_loop(), self.limits, self._editions, self._hired)
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what still runs is stopped."""
        await self._stop()

    async def _start(self) -> None:
        end = asyncio.get_running_loop().time() + _PATIENCE
        while not self._editions.look():
            if asyncio.get_running_loop().time() > end:
                open_store(self.folder)  # which says what is wrong
            await asyncio.sleep(_PAUSE)
        self._pool.staff.start()
        if self.writable:
            limits = self.limits
            self._writing = Writing(
                self.folder.absolute(), self._pool, self._editions, limits.waiting, limits.seconds
            )
            await self._writing.start()
        await self._pool.fill()

    async def _stop(self) -> None:
        self._pool.hang_up()
        await asyncio.to_thread(self._pool.staff.wait)
        self._editions.close()

    async def answer(self, task: Task) -> Reply:
        """Answer a query.

        Raises `KgError`: `bad-query`, `query-outside`, `query-failed`, `query-timeout`, `query-memory`, `query-too-deep`,
        `answer-too-large`, `server-busy`, `server-stopping`. Being cancelled stops the query.
        """
        place, body = await self._ask(task)
        kind = _KINDS[place]
        return Reply(kind, task.triple_format if kind is AnswerKind.TRIPLES else task.row_format, body)

    def lend(self, owner: Owner, data: bytes) -> bool:
        """Have one process read and answer what comes on a connection, until it gives it back.

        Args:
            owner: who has it, and reads nothing there until it is returned.
            data: what was read and not answered.

        Returns:
            Whether it was lent. It is not where all are busy.
        """
        return bool(self._hired.name) and self._pool.lend(owner, data)

    def recall(self) -> None:
        """Ask all connections back; the requests that are being answered are finished."""
        self._pool.recall()

    async def _ask(self, task: Task) -> Answer:
        while True:
            asked = self._pool.ask(task)
            try:
                return await asked.answer
            except asyncio.CancelledError:
                await self._leave(asked)
                raise
            except ConnectionError:  # the process had died while it was free: another one is asked
                continue

    async def _leave(self, asked: Asked) -> None:
        if asked.answer.cancelled():
            self._pool.leave(asked)
        elif asked.answer.exception() is None:  # it was answered at this very moment
            _, body = asked.answer.result()
            if isinstance(body, Stream):
                await body.aclose()

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

        Being cancelled does not stop it.

        Args:
            sparql: SPARQL Update; LOAD is refused.
            base: what relative IRIs are resolved against.
            using: IRIs of graphs that make up the default graph of its patterns (`using-graph-uri`).
            using_named: IRIs of graphs that its patterns may name (`using-named-graph-uri`).

        Raises `KgError`: as `answer`, and `read-only`, `dataset-conflict`.
        """
        if self._writing is None:
            raise read_only()
        await self._writing.update(sparql, base, using, using_named)

    @property
    def edition(self) -> str:
        """Give a short name of what the store holds now, which every build and every update changes."""
        return self._pool.newest().name

    @property
    def processes(self) -> tuple[int, ...]:
        """Give the ids of the processes that answer now; Linux alone tells."""
        return self._pool.staff.processes

    @property
    def forker(self) -> int:
        """Give the id of the process that forks those."""
        return self._pool.staff.forker
