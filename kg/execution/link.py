"""The engine's end of the socket to one process that answers."""

from __future__ import annotations

import math
import socket
from typing import TYPE_CHECKING, Final

from kg.execution.frames import BACK, BEGIN, ERROR, HEAD, LAST_WORDS, PART, SAID, WORN
from kg.execution.inlet import Inlet
from kg.execution.refusals import ended, from_json, timed_out
from kg.execution.stream import Stream

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence

    from kg.execution.clock import Clock
    from kg.execution.loans import Loans
    from kg.model import KgError

    # The place of its kind in `AnswerKind`, 0 where nothing was asked, and its body.
    Answer = tuple[int, bytes | Stream]

# Seconds that an abandoned query has to end by itself: a new process has to open the store, and knows nothing of it yet.
_LINGER: Final = 0.5
_NEWS: Final = 2.0  # seconds in which the end of a process is told


class Link:
    """Asks one process one thing at a time.

    Attributes:
        number: of the process.
        edition: of the store that it has open, as far as the engine has told it.
        loans: connections that it answers on; None where it never had any.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, clock: Clock, number: int, connection: socket.socket
    ) -> None:
        """Take the socket, and the clock that is to call `look`; who made this sets what else is to be called.

        That is `idle` when it may be asked again, `kill` when its process is to be killed, `lost` is for who hears that it is gone,
        and `said` takes lines for the log.
        """
        self.number = number
        self.edition = ""
        self.loans: Loans | None = None
        self.said: Callable[[bytes], None] = _nothing
        self.idle: Callable[[Link], None] = _nothing
        self.kill: Callable[[Link], None] = _nothing
        self.lost: Callable[[Link], None] = _nothing
        self._loop = loop
        self._connection = connection
        self._clock = clock
        self._seconds = 0.0
        self._deadline = math.inf
        self._answer: asyncio.Future[Answer] | None = None
        self._stream: Stream | None = None
        self._inlet = Inlet(connection)
        self._unsent = b""
        self._silent = False  # the socket has closed, or its process is to die
        self._news: tuple[int | None, bytes] | None = None
        loop.add_reader(connection, self._take_some)

    @property
    def closed(self) -> bool:
        """Say whether it can be asked nothing more."""
        return self._silent

    def ask(self, kind: bytes, data: bytes, seconds: float, answer: asyncio.Future[Answer]) -> None:
        """Ask something; the time runs from here.

        The answer is set to `ConnectionError` where the process had died before, so that another may be asked.
        """
        self._answer = answer
        self._seconds = seconds
        self._deadline = self._loop.time() + seconds
        self._clock.start()
        self._send(HEAD.pack(kind, len(data)) + data)

    def look(self, now: float) -> bool:
        """Stop what has taken too long; say whether something is under way still."""
        if now >= self._deadline:
            self._fail(timed_out(self._seconds))
            self.stop()
        lent = self.loans is not None and self.loans.look(now)
        return lent or self._deadline < math.inf

    def post(self, kind: bytes, data: bytes, handles: Sequence[int]) -> bool:
        """Tell the process something that it does not answer, with handles of files; False where it cannot be told."""
        if self._silent or self._unsent:
            return False
        frame = HEAD.pack(kind, len(data)) + data
        try:
            sent = socket.send_fds(self._connection, [frame], handles)
        except OSError:
            return False
        self._put_off(frame[sent:])
        return True

    def drain(self) -> None:
        """Take all that has come."""
        while not self._silent and self._take_some():
            pass

    def leave(self, answer: asyncio.Future[Answer]) -> None:
        """Take note that nobody waits for an answer any more; there may be another one under way by now."""
        if self._answer is answer:
            self.abandon()

    def abandon(self) -> None:
        """Let the answer go that is under way."""
        self._answer = None
        self._stream = None
        if self._deadline < math.inf:
            self._deadline = self._loop.time() + _LINGER
            self._pause(wait=False)

    def told(self, status: int | None, printed: bytes) -> None:
        """Take the news that the process has ended."""
        self._news = (status, printed)
        if self._silent:
            self._end(ended(status, printed))

    def close(self, error: KgError) -> None:
        """Close the socket; who still waits gets an error."""
        self.hush()
        self._end(error)

    def _send(self, data: bytes) -> None:
        try:
            sent = self._connection.send(data)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self._miss(error)
            return
        self._put_off(data[sent:])

    def _put_off(self, rest: bytes) -> None:
        """Send what there was no room for when there is some."""
        if rest:
            self._unsent = rest
            self._loop.add_writer(self._connection, self._writable)

    def _miss(self, error: OSError) -> None:
        """Take note that nobody takes the request: the process has ended, of which the news is on its way."""
        self._deadline = math.inf
        self.hush()
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError(error.errno, "the process has ended"))
        self._answer = None

    def _writable(self) -> None:
        self._loop.remove_writer(self._connection)
        data, self._unsent = self._unsent, b""
        self._send(data)

    def _pause(self, *, wait: bool) -> None:
        if self._silent:
            return
        if wait:
            self._loop.remove_reader(self._connection)
        else:
            self._loop.add_reader(self._connection, self._take_some)

    def _take_some(self) -> bool:
        """Take what has come; say whether there was something."""
        try:
            frames = self._inlet.frames()
        except ConnectionError:
            self._lose()
            return False
        for kind, data in frames or ():
            self._take(kind, data)
        return frames is not None

    def _take(self, frame: bytes, data: bytes) -> None:
        kind = frame.lower()
        if kind in LAST_WORDS:
            self._finish(kind, data)
            if frame == kind:
                self.idle(self)
            else:
                self.hush()
        elif kind == BEGIN:
            self._begin(data)
        elif kind == PART and self._stream is not None:
            self._stream.feed(data)
        elif kind == BACK and self.loans is not None:
            self.loans.take(data)
        elif kind == WORN and self.loans is not None:
            self.loans.worn = True
        elif kind == SAID:
            self.said(data)

    def _begin(self, data: bytes) -> None:
        """Take the first part of a long answer."""
        if self._answer is None or self._answer.done():  # who asked has just gone
            self.abandon()
            return
        self._stream = Stream(self._loop, self._pause, self.abandon)
        self._stream.feed(data[1:])
        self._settle(data[0], self._stream)

    def _finish(self, kind: bytes, data: bytes) -> None:
        """Take the last words of an answer."""
        self._deadline = math.inf
        if kind == ERROR:
            self._fail(from_json(data))
        elif self._stream is not None:
            self._stream.end()
            self._stream = None
        else:
            self._settle(*((data[0], data[1:]) if data else (0, data)))

    def _settle(self, kind: int, data: bytes | Stream) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((kind, data))
        self._answer = None

    def _fail(self, error: KgError) -> None:
        self._deadline = math.inf
        if self._stream is not None:
            self._stream.end(error)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        self._stream, self._answer = None, None

    def _end(self, error: KgError) -> None:
        """Tell all who wait for the process that it has ended."""
        self._fail(error)
        if self.loans is not None:
            self.loans.lost(error)

    def stop(self) -> None:
        """Kill the process: nothing else ends a query."""
        self._deadline = math.inf
        self.hush()
        self.kill(self)

    def _lose(self) -> None:
        """Take note that the process is gone; the news of how it ended is on its way."""
        self.hush()
        if self._news is not None:
            self._end(ended(*self._news))
        else:
            self._loop.call_later(_NEWS, lambda: self._end(ended(None, b"")))

    def hush(self) -> None:
        """Close the socket, so that nothing more is asked or heard: the process has ended, or is about to."""
        if not self._silent:
            self._silent = True
            self._loop.remove_reader(self._connection)
            self._loop.remove_writer(self._connection)
            self._connection.close()


def _nothing(_: object) -> None:
    """Do nothing."""
