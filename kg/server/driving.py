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
    from collections.abc import Callable, Coroutine, Generator, Sequence

    from kg.execution import Task
    from kg.execution.desk import Desk
    from kg.server.sending import Sending

    Running = Coroutine[Any, Any, None]

_KINDS: Final = tuple(AnswerKind)
_TRIPLES: Final = _KINDS.index(AnswerKind.TRIPLES)


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


class _Application:
    """A coroutine that is begun when it is first told something.

    It gives what it asks next, and raises `StopIteration` at its end.
    """

    def __init__(self, begin: Callable[[], Running], ahead: Task | None = None) -> None:
        """Take what begins it, and what it will ask first, where that is being answered already."""
        self._begin = begin
        self._ahead = ahead
        self._running: Running | None = None

    def start(self) -> Task | None:
        """Begin it."""
        self._running = self._begin()
        found: Task | None = self._running.send(None)
        return found

    def tell(self, thing: Reply | bytes | None) -> Task | None:
        """Tell it what it waits for."""
        found: Task | None = self._begun().send(thing)
        return found

    def fail(self, error: KgError) -> Task | None:
        """Tell it why it cannot have what it waits for."""
        found: Task | None = self._begun().throw(error)
        return found

    def close(self) -> None:
        """End it."""
        if self._running is not None:
            self._running.close()

    def _begun(self) -> Running:
        if self._running is None and self.start() != self._ahead:
            message = "the application asks something else than what was answered"
            raise RuntimeError(message)
        assert self._running is not None  # noqa: S101 - it was started
        return self._running


class _Pushing(Outlet):
    """Sends an answer into the application that waits for it.

    Attributes:
        next: the task that the application asks next; None where it has ended.
    """

    def __init__(self, application: _Application, sending: Sending, task: Task, limit: int) -> None:
        super().__init__(limit)
        self.next: Task | None = None
        self._application = application
        self._sending = sending
        self._task = task

    def whole(self, parts: Sequence[bytes]) -> None:
        """Send a short answer."""
        self._go_on(self.reply(b"".join(parts)))

    def begin(self, parts: Sequence[bytes]) -> None:
        """Send that a long answer comes, and its first part."""
        self._go_on(self.reply(_Parts()))
        self.part(parts)

    def part(self, parts: Sequence[bytes]) -> None:
        """Send a part. Raises `_LeftError` where it is not wanted any more."""
        self._go_on(b"".join(parts))

    def end(self) -> None:
        """Send that there is no more."""
        self._go_on(None)

    def reply(self, body: bytes | _Parts) -> Reply:
        """Give the reply that has a body."""
        kind = _KINDS[self.kind]
        triples = kind is AnswerKind.TRIPLES
        return Reply(kind, self._task.triple_format if triples else self._task.row_format, body)

    def _go_on(self, thing: Reply | bytes | None) -> None:
        try:
            self.next = self._application.tell(thing)
        except StopIteration:
            self.next = None
            if thing is not None and not (isinstance(thing, Reply) and isinstance(thing.body, bytes)):
                raise _LeftError from None
        if self._sending.gone:
            raise _LeftError


class _Ahead(_Pushing):
    """Keeps a short answer with rows or a verdict; any other one goes to the application.

    Attributes:
        found: the answer that was kept.
    """

    found: Reply | None = None

    def whole(self, parts: Sequence[bytes]) -> None:
        """Keep a short answer."""
        if self.kind == _TRIPLES:
            super().whole(parts)
        else:
            self.found = self.reply(b"".join(parts))


def drive(begin: Callable[[], Running], desk: Desk, sending: Sending) -> Task | None:
    """Run an application to its end, and answer what it asks; it ends early where nobody takes what it sends.

    Returns what it asked first; None for nothing.
    """
    application = _Application(begin)
    first = None
    try:
        first = application.start()
        _follow(application, first, desk, sending)
    except StopIteration:
        pass
    finally:
        application.close()
    return first


def drive_ahead(begin: Callable[[], Running], task: Task, desk: Desk, sending: Sending) -> Reply | None:
    """Answer what an application would ask; give a short answer with rows or a verdict.

    With any other answer the application is run, as by `drive`, and nothing is given. Raises `RuntimeError` where it asks
    something else first.
    """
    application = _Application(begin, task)
    ahead = _Ahead(application, sending, task, desk.limits.answer_bytes)
    try:
        _follow(application, _answer(ahead, application, task, desk), desk, sending)
    except StopIteration:
        pass
    finally:
        application.close()
    return ahead.found


def _follow(application: _Application, task: Task | None, desk: Desk, sending: Sending) -> None:
    """Answer what an application asks, until it asks nothing more."""
    while task is not None:
        pushing = _Pushing(application, sending, task, desk.limits.answer_bytes)
        task = _answer(pushing, application, task, desk)


def _answer(pushing: _Pushing, application: _Application, task: Task, desk: Desk) -> Task | None:
    try:
        desk.answer(task, pushing)
    except _LeftError:
        return None
    except KgError as error:
        return application.fail(error)
    return pushing.next
