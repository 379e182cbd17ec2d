"""Requests byte by byte, sound or not, and how the answers to them end."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE: Final = 45.0
"""Seconds after which a server that says nothing counts as hung."""
HEAD: Final = 4096
"""Bytes that the head of an answer has at most."""
STAYING: Final = {"Connection": "keep-alive"}
LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


def request(
    port: int, target: str, body: bytes = b"", method: str = "", headers: Mapping[str, str] | None = None
) -> bytes:
    """Write a request as bytes, sound or not."""
    fields = {"Host": f"127.0.0.1:{port}", "Connection": "close", **(headers or {})}
    if body:
        fields.setdefault("Content-Length", str(len(body)))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method or ('POST' if body else 'GET')} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body


def exchange(port: int, data: bytes, *, hang_up: bool = False, lent: bool = False) -> str:
    """Send bytes and read the answer to its end; say how it ended.

    With `hang_up` the server is told that no more will come; else it has to find out by itself. With `lent` the connection
    stays open and was used for queries before, so that the server has lent it to a process.
    """
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            for _ in range(2 * lent):
                connection.sendall(request(port, "/sparql?query=ASK%7B%7D", headers=STAYING))
                _read(connection, stays=True)
            try:
                connection.sendall(data)
                if hang_up:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:  # refused before all was sent: there may be an answer all the same
                pass
            return _outcome(*_read(connection, stays=lent))
    except TimeoutError:
        return "hung"
    except OSError:
        return "closed"


def _read(connection: socket.socket, *, stays: bool = False) -> tuple[bytes, bytes, int]:
    """Read to the end, whichever way it comes; give the beginning and the end of the answer, and its size.

    The end is that of the connection, or of the answer where the connection `stays`.
    """
    begin, end, size = b"", b"", 0
    try:
        while data := connection.recv(1 << 16):
            begin = begin if len(begin) > HEAD else begin + data
            end = (end + data)[-8:]
            size += len(data)
            if stays and _outcome(begin, end, size).isdigit():
                break
    except ConnectionError:
        pass  # what was not read of the request makes the system say so, after an answer too
    return begin, end, size


def _outcome(begin: bytes, end: bytes, size: int) -> str:
    head, blank, _ = begin.partition(b"\r\n\r\n")
    if not blank:
        return "closed" if not head else "cut off"
    status = head[9:12].decode("latin-1")
    length = LENGTH.search(head)
    whole = size >= len(head) + len(blank) + int(length[1]) if length else end.endswith(b"0\r\n\r\n")
    return status if whole else "cut off"


def ask(port: int, sparql: str, *, lent: bool) -> str:
    """Ask a query by GET, on a new connection or on one that is lent to a process."""
    headers = STAYING if lent else None
    return exchange(port, request(port, f"/sparql?query={quote(sparql)}", headers=headers), lent=lent)
