"""Requests to a SPARQL server, and what may go wrong with them, in words."""

from __future__ import annotations

import time
import weakref
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urljoin

import httpx

from kg import __version__
from kg.graph.remote.credentials import find_credentials
from kg.graph.remote.failures import failed, refused, silent, too_large, unreachable
from kg.graph.remote.server import is_loopback, show_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.graph.remote.server import Server

FORM: Final = "application/x-www-form-urlencoded"
_CONNECT_SECONDS: Final = 10.0
_LONGEST: Final = 20  # times the seconds of silence: so long may an answer take in all
_PATIENCE: Final = 20  # times the seconds of silence for an update: copying a large graph takes its time
_REDIRECTS: Final = 3
_SAME_METHOD: Final = frozenset({307, 308})
_MOVED: Final = range(300, 400)
# One packing alone: in one piece of an answer that is packed twice there may be gigabytes, before they can be counted.
_PACKED: Final = frozenset({"identity", "gzip", ""})
_SHOWN: Final = 300  # characters of what a server says of its failure


class Reply:
    """A whole answer of a server.

    Attributes:
        status: of HTTP.
        kind: the media type, in small letters and without parameters.
        body: all of it.
        headers: by name, in any case.
    """

    def __init__(self, status: int, headers: httpx.Headers, body: bytes) -> None:
        """Take what came."""
        self.status = status
        self.headers: Mapping[str, str] = headers
        self.kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        self.body = body

    @property
    def good(self) -> bool:
        """Say whether the server did what it was asked to do."""
        return self.status // 100 == 2  # noqa: PLR2004 - the class of status codes that means done

    @property
    def said(self) -> str:
        """Give the first words of the body as one line, "" for a page that is made for browsers."""
        text = " ".join(self.body[: 4 * _SHOWN].decode(errors="replace").split())
        return "" if text.startswith("<") else text[:_SHOWN]


class Connection:
    """Sends requests to one server, and to no other."""

    def __init__(self, server: Server, environment: Mapping[str, str] | None = None) -> None:
        """Take the server; nothing is sent yet. Raises `KgError` for credentials that cannot be used."""
        self.server = server
        self.is_virtuoso = False  # until an answer says so
        self._auth = find_credentials(server, environment)
        self._client = httpx.Client(
            auth=self._auth,
            headers={"User-Agent": f"colophon/{__version__}", "Accept-Encoding": "gzip"},
            # A proxy of the environment is for other machines.
            trust_env=not is_loopback(httpx.URL(server.query).host),
        )
        self.close = weakref.finalize(
            self, self._client.close
        )  # at the latest when nobody needs this any more

    def ask(self, fields: Sequence[tuple[str, str]], accept: str) -> Reply:
        """Send a query with the other fields of the protocol as a form, whose length has no limit."""
        body = urlencode(fields, encoding="utf-8", errors="surrogatepass").encode()
        return self.send("POST", self.server.query, {"Content-Type": FORM, "Accept": accept}, body)

    def update(self, sparql: str) -> Reply:
        """Send an update. Raises `KgError` where the server does not do it."""
        body = urlencode((("update", sparql),)).encode()
        headers = {"Content-Type": FORM, "Accept": "*/*"}
        reply = self.send("POST", self.server.update, headers, body, patience=_PATIENCE)
        return self.check(reply, self.server.update)

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        patience: int = 1,
    ) -> Reply:
        """Send a request and read the whole answer, whatever its status.

        With `patience` the server may keep silent that many times as long.

        Raises `KgError` where no answer comes, where it is cut off or too large, or leads to another server.
        """
        target, seconds = url, patience * self.server.seconds
        for _ in range(_REDIRECTS + 1):
            try:
                reply = self._exchange(method, target, headers, body, seconds)
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise unreachable(error, target, seconds) from error
            if reply.status not in _MOVED:
                return reply
            target = _follow(target, reply, method)
        raise failed(url, "the server sends in circles", "check the URL")

    def check(self, reply: Reply, url: str) -> Reply:
        """Give a good answer back; `KgError` that says what went wrong for any other."""
        if reply.good:
            return reply
        raise refused(reply, url, signed=self._auth is not None)

    def _exchange(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
    ) -> Reply:
        end = time.monotonic() + _LONGEST * seconds
        parts, size = [], 0
        timeout = httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))
        with self._client.stream(
            method, url, headers=dict(headers), content=body, timeout=timeout
        ) as response:
            if response.headers.get("content-encoding", "identity").lower() not in _PACKED:
                raise failed(url, "the server packs its answer in a way that nobody asked for", "see its log")
            self.is_virtuoso |= response.headers.get("server", "").startswith("Virtuoso")
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > self.server.answer_bytes:
                    raise too_large(url, self.server.answer_bytes)
                if time.monotonic() > end:
                    raise silent(url, _LONGEST * seconds)
            return Reply(response.status_code, response.headers, b"".join(parts))


def _follow(url: str, reply: Reply, method: str) -> str:
    """Give where a server sends on to: within itself alone, since what is sent is for it and for no other."""
    try:
        target = urljoin(url, reply.headers.get("location", ""))
        here, there = httpx.URL(url), httpx.URL(target)
    except (httpx.InvalidURL, ValueError) as error:
        raise failed(url, "the server sends on to what is no URL", "check the URL") from error
    same = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    if same and (reply.status in _SAME_METHOD or method == "GET") and target != url:
        return target
    raise failed(url, f"the server sends on to {show_url(target)}", "give that URL, if you trust it")
