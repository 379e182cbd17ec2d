"""The door that all requests come through: who may ask, what every answer says, and the log."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem
from kg.server.guard import Guard
from kg.server.protocol.negotiation import BY_NAME
from kg.server.refusals import BrokenOffError, RefusedError, refuse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.server.log import Log
    from kg.server.options import Options
    from kg.server.refusals import Headers

    Show = Callable[[KgError, Scope, Receive, Send], Awaitable[None]]

# In the scope of a request: the error that it is to be answered with, and when it came if that was before it came here.
VERDICT: Final = "kg.verdict"
BEGUN: Final = "kg.begun"
POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_POLICY: Final = b"content-security-policy"
_TYPE: Final = b"content-type"
_EMPTY: Final = frozenset({204, 304})  # of which the second would give its headers to an answer that is kept
_ALWAYS: Final = ((b"x-content-type-options", b"nosniff"),)
_OF_PAGES: Final = ((b"referrer-policy", b"no-referrer"), (b"cross-origin-opener-policy", b"same-origin"))
# A browser stores these, or shows them as text: nothing in them can act, so what says how a page may act does not belong to them. To read
# those headers takes a client of Python's standard library longer than a small answer. XML is none of them: browsers run scripts in it.
_INERT: Final = tuple(form.content_type for form in BY_NAME.values() if form.name not in {"xml", "rdfxml"})
_OWN_SITE: Final = (b"cross-origin-resource-policy", b"same-origin")
_MAY_READ: Final = (
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-expose-headers", b"ETag, Retry-After, Location"),
)
_MAY_ASK: Final = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"600"),
)


class Front:
    """Wraps the application; some addresses are answered past its routes, which is quicker."""

    def __init__(
        self,
        app: ASGIApp,
        options: Options,
        direct: Mapping[str, ASGIApp],
        show: Show,
        log: Log,
    ) -> None:
        """Take the application behind the door, those that answer for single paths, what shows an error to a browser, and the log."""
        self._app, self._direct, self._show = app, direct, show
        self._guard, self._log = Guard(options), log
        self._cors = bool(options.cors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it; errors are told in words, and never where in the program they arose."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = scope["kg.headers"] = _gathered(scope["headers"])
        answer = _Answer(send, self._sharing(headers) if self._cors else [_OWN_SITE])
        begun = scope.get(BEGUN) or time.perf_counter()
        try:
            await self._pass(scope, receive, answer)
        except asyncio.CancelledError:  # the server ends
            if answer.status:
                raise
            await refuse(_ending(), b"", answer)
        except BrokenOffError as error:
            self._log.note(f"broken off: {error}")
            raise  # which closes the connection: the rest of the answer cannot be had
        except KgError as error:
            await self._tell(error, scope, receive, answer)
        except Exception as error:
            self._log.failure(error)
            if answer.status:
                raise
            await self._tell(_broken(), scope, receive, answer)
        finally:
            self._log.request(scope, answer.status, answer.size, time.perf_counter() - begun)

    async def _pass(self, scope: Scope, receive: Receive, send: _Answer) -> None:
        headers = scope["kg.headers"]
        try:
            self._guard.check(scope["method"], headers)
        except RefusedError as error:
            await refuse(error, headers.get(b"accept", b""), send)
            return
        if self._cors and scope["method"] == "OPTIONS" and b"access-control-request-method" in headers:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        if VERDICT in scope:  # which another process came to; see `kg.server.connection`
            raise scope[VERDICT]
        await self._direct.get(scope["path"], self._app)(scope, receive, send)

    async def _tell(self, error: KgError, scope: Scope, receive: Receive, send: _Answer) -> None:
        """Answer with what is wrong: to a browser with a page."""
        accept = scope["kg.headers"].get(b"accept", b"")
        if send.status:
            raise error
        if b"text/html" in accept:
            await self._show(error, scope, receive, send)
        else:
            await refuse(error, accept, send)

    def _sharing(self, headers: Mapping[bytes, bytes]) -> Headers:
        """Give the headers that say whether pages of another site may read the answer."""
        origin = headers.get(b"origin", b"")
        vary = (b"vary", b"Origin")
        if not origin or not self._guard.allows(origin.decode("latin-1")):
            return [_OWN_SITE, vary]
        preflight = _MAY_ASK if b"access-control-request-method" in headers else ()
        return [(b"access-control-allow-origin", origin), *_MAY_READ, *preflight, vary]


class _Answer:
    """Sends an answer with the headers that every answer has, and remembers what it was."""

    __slots__ = ("_headers", "_send", "size", "status")

    def __init__(self, send: Send, headers: Headers) -> None:
        self._send, self._headers = send, headers
        self.status, self.size = 0, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = message.get("headers", ())
            given = [*own, *_ALWAYS, *self._headers]
            if self.status not in _EMPTY and not any(
                name == _TYPE and value in _INERT for name, value in own
            ):
                given += _OF_PAGES
                given += () if any(name == _POLICY for name, _ in own) else ((_POLICY, POLICY),)
            message = {**message, "headers": given}
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)


def _gathered(pairs: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Give headers by name; of those that come more than once the values in a row, as RFC 9110 says."""
    found: dict[bytes, bytes] = {}
    for name, value in pairs:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def _broken() -> KgError:
    problem = Problem("server-error", "the server has made a mistake", advice="its log says more")
    return RefusedError(500, problem)


def _ending() -> KgError:
    problem = Problem("server-stopping", "the server is being ended", advice="ask again later")
    return KgError(problem, ExitCode.WORKSPACE)
