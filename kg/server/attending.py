"""Answering in a process that has a connection on loan: the same endpoint behind the same door, without an event loop.

A request that is a query, whole and plain, is answered as the server answers it; all else is left to the server. Of one whose
headers came before, the query alone is read, and the answer is sent without the endpoint, if it is a plain one. See `kg.execution.hosting`.
"""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, cast

from kg.execution import Task
from kg.execution.attendant import Heard
from kg.query import AnswerKind
from kg.server.driving import LocalEngine, drive, drive_ahead
from kg.server.front import BEGUN, Front
from kg.server.habits import Habits
from kg.server.hearing import Hearing
from kg.server.hire import read_told
from kg.server.log import Log
from kg.server.options import ENDPOINT
from kg.server.protocol import Endpoint
from kg.server.protocol.remembering import Remembered
from kg.server.protocol.replying import name_answer
from kg.server.refusals import BrokenOffError
from kg.server.sending import Sending
from kg.server.watching import Unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.execution.desk import Desk
    from kg.model import KgError
    from kg.server.driving import Running
    from kg.server.habits import Habit

_PATH: Final = ENDPOINT.encode()
_OK: Final = 200
_REQUEST: Final = Heard.REQUEST
_REMEMBERED: Final = 4 * 2**20  # bytes of answers that each process remembers


class Attendant:
    """Answers queries on connections.

    Attributes:
        app: what the scope of a request names as the application: the state that the endpoint looks at.
        remembered: the answers that were given lately.
        engine: whom the endpoint asks.
        habits: how clients ask.
        log: where requests are told.
        door: the application.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Take what the server tells; see `kg.server.hire`."""
        options, base = read_told(told)
        self.app = SimpleNamespace(state=SimpleNamespace())
        self.remembered, self.engine, self.habits = Remembered(_REMEMBERED), LocalEngine(), Habits()
        state = self.app.state
        state.options, state.base, state.watch = options, base, Unwatched
        state.remembered, state.engine = self.remembered, self.engine
        self._lines: list[str] = []
        self.log = Log(options.telling, self._lines.append)
        self.door: ASGIApp = Front(_nowhere, options, {ENDPOINT: Endpoint(_Given())}, _unseen, self.log)

    def greet(self) -> Guest:
        """Begin with a connection."""
        return Guest(self)

    def lines(self) -> bytes:
        """Give what is to be written to the log since this was asked last."""
        lines = "\n".join(self._lines)
        self._lines.clear()
        return lines.encode("utf-8", "backslashreplace")


class Guest:
    """Answers on one connection."""

    def __init__(self, attendant: Attendant) -> None:
        """Take who answers."""
        self._attendant = attendant
        self._hearing = Hearing()
        self._data = b""  # all of the request, where it came in one piece
        self._known: tuple[Habit, str] | None = None

    def hear(self, data: bytes) -> Heard:
        """Take what has come."""
        if self._hearing.begun:
            self._data = b""
            return self._hearing.take(data)
        self._data = data
        self._known = self._attendant.habits.recognize(data)
        return _REQUEST if self._known else self._hearing.take(data)

    def answer(self, desk: Desk, send: Callable[[bytes], None]) -> bool:
        """Answer the request that has come."""
        self._attendant.engine.edition = desk.edition
        known, self._known = self._known, None
        try:
            return self._answer(desk, send) if known is None else self._answer_known(*known, desk, send)
        except BrokenOffError:  # which the log has
            return False

    def _answer(self, desk: Desk, send: Callable[[bytes], None]) -> bool:
        sending = Sending(send, has_body=self._hearing.method != b"HEAD")
        task = drive(lambda: self._begin(sending), desk, sending)
        if task is not None and sending.complete and self._data:
            self._attendant.habits.learn(self._data, task, sending.start)
        return sending.complete

    def _answer_known(self, habit: Habit, sparql: str, desk: Desk, send: Callable[[bytes], None]) -> bool:
        """Answer a request of which the query alone was read."""
        begun = time.perf_counter()
        attendant = self._attendant
        sending = Sending(send, has_body=True)
        task = Task(sparql, *habit.form)
        name = name_answer(desk.edition, task)
        reply = attendant.remembered.find(desk.edition, name)
        if reply is None:
            reply = drive_ahead(lambda: self._begin_late(sending, begun), task, desk, sending)
            if reply is None:  # it was no plain answer, and is sent
                return sending.complete
            attendant.remembered.keep(desk.edition, name, reply)
        elif reply.kind is AnswerKind.TRIPLES:
            drive(lambda: self._begin_late(sending, begun), desk, sending)
            return sending.complete
        body = cast("bytes", reply.body)
        sending.send(habit.begin(name, len(body)) + body)
        asked = {"method": "GET", "raw_path": _PATH, "kg.query": sparql}
        attendant.log.request(asked, _OK, len(body), time.perf_counter() - begun)
        return sending.complete

    def _begin_late(self, sending: Sending, begun: float) -> Running:
        """Begin to answer a request that is not read yet."""
        self._hearing.take(self._data)
        return self._begin(sending, begun)

    def _begin(self, sending: Sending, begun: float = 0.0) -> Running:
        """Begin to answer the request that was read."""
        scope, body = self._hearing.scope()
        scope |= {"app": self._attendant.app, BEGUN: begun}
        return cast("Running", self._attendant.door(scope, _giving(body), sending))


class _Given:
    """Bodies that have come as a whole."""

    async def read(self, receive: Receive, headers: Mapping[bytes, bytes], most: int) -> bytes:
        """Give the body; `receive` has it."""
        del headers, most
        body: bytes = (await receive())["body"]
        return body

    def release(self, size: int) -> None:
        """Do nothing: bodies are small here, and come one at a time."""


def _giving(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer for other addresses, of which none comes here."""
    raise NotImplementedError


async def _unseen(error: KgError, scope: Scope, receive: Receive, send: Send) -> None:
    """Show an error to a browser, of which none comes here."""
    raise NotImplementedError
