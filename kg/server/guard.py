"""Who may ask: requests for other names, and requests that other sites make browsers send, are refused.

A page of another site can make a browser send requests here. Two things stop what that could do: the `Host` header names this
server, or else some name was pointed at this machine to get past the browser's rules (DNS rebinding); and what changes or costs
something is not answered where the `Origin` header names another site, unless that was allowed.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kg.model import Problem
from kg.server.options import LOCAL
from kg.server.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.server.options import Options

_ANYWHERE: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to
# Nothing else: it is written into pages, and as an IRI into the description of the endpoint.
_HOST: Final = re.compile(rb"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{0,5})?")
_HARMLESS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Knows the names of the server and the origins that may ask."""

    def __init__(self, options: Options) -> None:
        """Take the names from the options."""
        self._names = {
            name.lower().strip("[]") for name in (*LOCAL, options.host, *options.hosts)
        } - _ANYWHERE
        # An address is no name that could be pointed elsewhere; which of them are ours is not known before they are asked for.
        self._addresses = options.host in _ANYWHERE
        self._origins = frozenset(origin.lower().rstrip("/") for origin in options.cors)
        self._known: set[bytes] = set()

    def check(self, method: str, headers: Mapping[bytes, bytes]) -> None:
        """Raise `RefusedError` for a request that is not answered: 421 for another host, 403 for another site."""
        host = headers.get(b"host", b"")
        if host not in self._known:
            self._check_host(host)
        if method not in _HARMLESS and b"origin" in headers:
            self._check_origin(headers[b"origin"].decode("latin-1").lower(), host.decode("latin-1").lower())

    def allows(self, origin: str) -> bool:
        """Say whether pages of an origin may read the answers."""
        return "*" in self._origins or origin.lower() in self._origins

    def _check_host(self, host: bytes) -> None:
        found = _HOST.fullmatch(host)
        if found is None:
            raise RefusedError(400, Problem("bad-request", "the Host header is missing or wrong"))
        name = found["name"].decode("ascii").lower().strip("[]")
        if name not in self._names and not (self._addresses and _is_address(name)):
            advice = "ask it by its own name, or start it with --allow-host NAME"
            raise RefusedError(421, Problem("foreign-host", "this server has another name", "Host", advice))
        if len(self._known) < 100:  # noqa: PLR2004 - ports that somebody makes up are not remembered for ever
            self._known.add(host)

    def _check_origin(self, origin: str, host: str) -> None:
        own = origin in {f"http://{host}", f"https://{host}"}
        if not own and not self.allows(origin):
            advice = "start the server with --cors ORIGIN where that site may ask"
            raise RefusedError(403, Problem("foreign-origin", "another site asks", "Origin", advice))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_origin(text: str) -> bool:
    """Say whether a text is an origin as browsers send it, "https://example.org" or with a port; or "*" for all."""
    if text == "*":
        return True
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not rest
