"""Running an ASGI application without an event loop, in a process that does one thing at a time.

An answer is pushed by the engine, part by part, while the application waits for each part. So the application is a coroutine
that is sent what it waits for: first the reply, then the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from kg.execution import Reply
from kg.execution.outlet import Outlet
from kg.model import KgError
from kg.query import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator, Sequence

    from kg.execution import Task
    from kg.execution.desk import Desk
    from kg.server.sending import Sending

    Running = Coroutine[Any, Any, None]

_KINDS: Final = tuple(AnswerKind)


class _Wish:
    """What a coroutine waits for."""

    __slots__ = ("_asked",)

    def __init__(self, asked: Task | None) -> None:
        """Ask for the answer to a task, or for the next part of one."""
        self._asked = asked

    def __await__(self) -> Generator[Task | None, Any, Any]:
        return (yield self._asked)


class LocalEngine:
    """Stands for the engine: who asks it is answered by who drives.

    Attributes:
        edition: the name of what is asked.
    """

    edition = ""

    async def answer(self, task: Task) -> Reply:
        """Answer a query. Raises `KgError` as the engine does."""
        reply: Reply = await _Wish(task)
        return reply


class _LeftError(Exception):
    """The application wants no more of an answer."""


class _Parts:
    """The parts of a long answer, for the application."""

    def __aiter__(self) -> Self:
        """Give itself."""
        return self

    async def __anext__(self) -> bytes:
        """Give the next part."""
        part: bytes | None = await _Wish(None)
        if part is None:
            raise StopAsyncIteration
        return part

    async def aclose(self) -> None:
        """Do nothing: the application ends, which is noticed."""


class _Pushing(Outlet):
    """Sends an answer into the application that waits for it.

    Attributes:
        next: the task that the application asks next; None where it has ended.
    """

    def __init__(self, running: Running, sending: Sending, task: Task, limit: int) -> None:
        super().__init__(limit)
        self.next: Task | None = None
        self._running = running
        self._sending = sending
        self._task = task

    def whole(self, parts: Sequence[bytes]) -> None:
        """Send a short answer."""
        self._go_on(self._reply(b"".join(parts)))

    def begin(self, parts: Sequence[bytes]) -> None:
        """Send that a long answer comes, and its first part."""
        self._go_on(self._reply(_Parts()))
        self.part(parts)

    def part(self, parts: Sequence[bytes]) -> None:
        """Send a part. Raises `_LeftError` where it is not wanted any more."""
        self._go_on(b"".join(parts))

    def end(self) -> None:
        """Send that there is no more."""
        self._go_on(None)

    def _reply(self, body: bytes | _Parts) -> Reply:
        kind = _KINDS[self.kind]
        triples = kind is AnswerKind.TRIPLES
        return Reply(kind, self._task.triple_format if triples else self._task.row_format, body)

    def _go_on(self, thing: Reply | bytes | None) -> None:
        try:
            self.next = self._running.send(thing)
        except StopIteration:
            self.next = None
            if thing is not None and not (isinstance(thing, Reply) and isinstance(thing.body, bytes)):
                raise _LeftError from None
        if self._sending.gone:
            raise _LeftError


def drive(running: Running, desk: Desk, sending: Sending) -> None:
    """Run an application to its end, and answer what it asks; it ends early where nobody takes what it sends."""
    try:
        task = running.send(None)
        while task is not None:
            task = _answer(running, task, desk, sending)
    except StopIteration:
        return
    finally:
        running.close()


def _answer(running: Running, task: Task, desk: Desk, sending: Sending) -> Task | None:
    pushing = _Pushing(running, sending, task, desk.limits.answer_bytes)
    try:
        desk.answer(task, pushing)
    except _LeftError:
        return None
    except KgError as error:
        found: Task | None = running.throw(error)
        return found
    return pushing.next
