"""A request and the way back to who sent it."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Problem
from kg.server.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.datastructures import State
    from starlette.types import Receive, Scope, Send

    from kg.server.refusals import Headers


class Exchange(NamedTuple):
    """What ASGI gives for a request.

    Attributes:
        scope: method, address and headers.
        receive: gives the parts of the body, and then that the connection was closed.
        send: takes the answer.
    """

    scope: Scope
    receive: Receive
    send: Send

    @property
    def method(self) -> str:
        """Give the method, in capitals."""
        method: str = self.scope["method"]
        return method

    @property
    def headers(self) -> Mapping[bytes, bytes]:
        """Give the headers, by their names in small letters."""
        headers: Mapping[bytes, bytes] = self.scope["kg.headers"]
        return headers

    @property
    def accept(self) -> bytes:
        """Give what media types are accepted; empty where nothing is said."""
        return self.headers.get(b"accept", b"")

    @property
    def state(self) -> State:
        """Give what the application holds: the engine, the base, the options."""
        state: State = self.scope["app"].state
        return state

    @property
    def address(self) -> str:
        """Give the address that was asked, without what is asked there. The door has checked its host."""
        host = self.headers[b"host"].decode("ascii")
        return f"{self.scope['scheme']}://{host}{self.scope['path'].rstrip('/')}"

    @property
    def trusted(self) -> bool:
        """Say whether the request carries the token; how long this takes tells nothing of it."""
        options = self.state.options
        scheme, _, token = self.headers.get(b"authorization", b"").partition(b" ")
        right = hmac.compare_digest(token.strip(), options.token.encode())
        return bool(options.writable and options.token) and scheme.lower() == b"bearer" and right

    def check_right(self) -> None:
        """Raise `RefusedError` for a change of who may not: 403 where nobody may, 401 without the token."""
        if not self.state.options.writable:
            problem = Problem(
                "read-only", "this server answers no updates", advice="start it with --writable"
            )
            raise RefusedError(403, problem)
        if not self.trusted:
            advice = "send it as: Authorization: Bearer TOKEN"
            problem = Problem("no-token", "changes need the token of the server", advice=advice)
            raise RefusedError(401, problem, [(b"www-authenticate", b'Bearer realm="kg"')])

    async def finish(self, status: int, headers: Headers, body: bytes = b"") -> None:
        """Send a short answer."""
        if status not in {204, 304}:
            headers = [*headers, (b"content-length", b"%d" % len(body))]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})
