"""Requests byte by byte, sound or not, and how the answers to them end."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE: Final = 30.0
"""Seconds after which a server that says nothing counts as hung."""


def request(
    port: int, target: str, body: bytes = b"", method: str = "", headers: Mapping[str, str] | None = None
) -> bytes:
    """Write a request as bytes, sound or not."""
    fields = {"Host": f"127.0.0.1:{port}", "Connection": "close", **(headers or {})}
    if body:
        fields.setdefault("Content-Length", str(len(body)))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method or ('POST' if body else 'GET')} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body


def exchange(port: int, data: bytes, *, linger: bool = False) -> str:
    """Send bytes and read the answer to its end; say how it ended.

    With `linger` nothing says that no more will come, so that the server has to give up waiting by itself.
    """
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            try:
                connection.sendall(data)
                if not linger:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:  # refused before all was sent: there may be an answer all the same
                pass
            return _read(connection)
    except TimeoutError:
        return "hung"
    except OSError:
        return "closed"


def _read(connection: socket.socket) -> str:
    head, tail, size = b"", b"", 0
    while True:
        try:
            data = connection.recv(1 << 16)
        except ConnectionError:
            return "cut off" if head else "closed"
        if not data:
            break
        head = head if len(head) > 4096 else head + data  # noqa: PLR2004  all that is looked at
        tail = (tail + data)[-8:]
        size += len(data)
    if not head.startswith(b"HTTP/1.1 "):
        return "closed" if not head else "no HTTP"
    if b"transfer-encoding: chunked" in head.lower() and not tail.endswith(b"0\r\n\r\n"):
        return "cut off"
    return head[9:12].decode("latin-1")


def ask(port: int, sparql: str) -> str:
    """Ask a query by GET."""
    return exchange(port, request(port, f"/sparql?query={quote(sparql)}"), linger=True)
