"""A connection: uvicorn's, with bounds for what is sent on it and how slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

ADDRESS_BYTES, HEADER_BYTES, HEADERS = 64 * 2**10, 32 * 2**10, 100
HEAD_SECONDS: Final = 10  # for the head of a request, and for the first one to begin
STUCK_SECONDS: Final = 30  # for a buffer that waits to be fetched
MOST: Final = 768  # open at the same time; more are closed at once
_REFUSALS: Final = {414: b"URI Too Long", 431: b"Request Header Fields Too Large"}


class Connection(HttpToolsProtocol):
    """Closes where the head of a request is too large or too slow, and where an answer is not fetched."""

    _head: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None
    _size = 0
    _refusal = 0

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
        super().data_received(data)
        if self._head is None and not self.transport.is_closing() and self.cycle.response_complete:
            self._await_head()

    def on_message_begin(self) -> None:
        """Begin to count, and to wait for the end of the head."""
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

    def on_headers_complete(self) -> None:
        """Wait for the head no longer."""
        if self._head is not None:
            self._head.cancel()
            self._head = None
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
