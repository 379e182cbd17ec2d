"""A connection: uvicorn's, with bounds for what is sent on it and how slowly; and lent where one query follows the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.server.bounds import ADDRESS_BYTES, HEADER_BYTES, HEADERS
from kg.server.front import VERDICT
from kg.server.options import ENDPOINT

if TYPE_CHECKING:
    import asyncio

    from starlette.applications import Starlette
    from starlette.datastructures import State

    from kg.execution import Engine
    from kg.model import KgError

HEAD_SECONDS: Final = 10  # for the head of a request, and for the first one to begin
STUCK_SECONDS: Final = 30  # for a buffer that waits to be fetched
MOST: Final = 768  # open at the same time; more are closed at once
_QUERIES: Final = (
    f"GET {ENDPOINT}?".encode(),
    f"POST {ENDPOINT}".encode(),
)  # how requests begin for which a connection may be lent
_UNFIT: Final = 3  # times that a process could do nothing with what came, after which it is not lent again
_REFUSALS: Final = {414: b"URI Too Long", 431: b"Request Header Fields Too Large"}


class Connection(HttpToolsProtocol):
    """Closes where the head of a request is too large or too slow, and where an answer is not fetched.

    A connection on which a second query comes is lent to a process (see `kg.execution.hosting`), and
    nothing is read here until it is given back.
    """

    _head: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None
    _size = 0
    _refusal = 0
    _within = False  # a request: what comes next belongs to it
    _asked = False  # a query came before
    _lent = False
    _unfit = 0
    _ends = False
    _verdict: KgError | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """Wait for the first request, but not for ever."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any longer."""
        for timer in (self._head, self._stuck):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes; what belongs to no request that is being answered, like the rest of a body, not for ever."""
        if data.startswith(_QUERIES) and self._lend(data):
            return
        self._take(data)

    def _take(self, data: bytes) -> None:
        super().data_received(data)
        if self._head is None and not self.transport.is_closing() and self.cycle.response_complete:
            self._await_head()

    def _lend(self, data: bytes) -> bool:
        """Lend the connection with what has come; False where it is answered here."""
        asked, self._asked = self._asked, True
        if not asked or self._within or self._unfit >= _UNFIT or not self.cycle.response_complete:
            return False
        engine: Engine = self._state.engine
        if self.transport.get_write_buffer_size() or not engine.lend(self, data):
            return False
        self._unset_keepalive_if_required()
        self.flow.pause_reading()
        self._lent = True
        return True

    @property
    def _state(self) -> State:
        return cast("Starlette", self.config.app).state

    @property
    def handle(self) -> int:
        """Give the number of the connection; see `kg.execution.loans.Owner`, whose methods follow."""
        number: int = self.transport.get_extra_info("socket").fileno()
        return number

    def returned(self, data: bytes, *, closed: bool) -> None:
        """Go on reading, or close it."""
        self._lent = False
        if closed or self._ends or self.transport.is_closing():
            self.transport.close()
            return
        self.flow.resume_reading()
        if data:
            self._unfit += 1
            self._take(data)
        else:
            self._unfit = 0
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def refused(self, request: bytes, error: KgError) -> None:
        """Answer with an error, as if the request had just come."""
        self._verdict = error
        self.returned(request, closed=False)

    def broken(self) -> None:
        """Close it at once, so that what was sent is not taken for the whole."""
        self._lent = False
        self._state.log.note("broken off: the process that answered has ended")
        self.transport.abort()

    def shutdown(self) -> None:
        """Close it, as soon as it is given back."""
        self._ends = True
        if self._lent:
            self._state.engine.recall()
        else:
            super().shutdown()

    def on_message_begin(self) -> None:
        """Begin to count, and to wait for the end of the head."""
        self._within = True
        self._size = 0
        if self._head is None:
            self._await_head()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        super().on_url(url)
        if len(self.url) > ADDRESS_BYTES:
            self._refuse(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._size += len(name) + len(value)
        if self._size > HEADER_BYTES or len(self.headers) >= HEADERS:
            self._refuse(431)
        super().on_header(name, value)

    def on_message_complete(self) -> None:
        """Take note that all of a request has come."""
        self._within = False
        super().on_message_complete()

    def on_headers_complete(self) -> None:
        """Wait for the head no longer."""
        if self._head is not None:
            self._head.cancel()
            self._head = None
        if self._verdict is not None:
            self.scope[VERDICT], self._verdict = self._verdict, None  # type: ignore[typeddict-unknown-key]  # ours
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or too large."""
        reason = _REFUSALS.get(self._refusal)
        if reason is None:
            super().send_400_response(msg)
            return
        head = b"HTTP/1.1 %d %s\r\ncontent-type: text/plain; charset=utf-8\r\n" % (self._refusal, reason)
        self.transport.write(
            b"%bcontent-length: %d\r\nconnection: close\r\n\r\n%b" % (head, len(reason), reason)
        )
        self.transport.close()

    def pause_writing(self) -> None:
        """Wait for an answer to be fetched, but not for ever."""
        super().pause_writing()
        self._stuck = self.loop.call_later(STUCK_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Wait no longer."""
        super().resume_writing()
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that nothing was asked on; what is not fetched by then is dropped a little later."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(STUCK_SECONDS, self.transport.abort)

    def _await_head(self) -> None:
        self._head = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _refuse(self, status: int) -> None:
        self._refusal = status
        raise ValueError(_REFUSALS[status].decode())
