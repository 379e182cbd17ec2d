"""What holds as long as the graph does not change: marks for browsers, and what pages keep between requests."""

from __future__ import annotations

import asyncio
import functools
import hashlib
from collections import OrderedDict
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

import kg
from kg.model import KgError
from kg.server.pages.frame import problem, site_title
from kg.server.pages.ready import stamp_of
from kg.server.refusals import headers_of, status_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    Endpoint = Callable[[Request], Awaitable[Response]]

_KEPT: Final = 4


def of_the_edition(endpoint: Endpoint) -> Endpoint:
    """Give the answers of a page a mark that changes with the graph, and say "unchanged" to who has it already.

    What stops the work becomes a page that says so.
    """

    @functools.wraps(endpoint)
    async def answer(request: Request) -> Response:
        mark = _mark(request)
        if mark in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=_lasting(mark))
        try:
            response = await endpoint(request)
        except KgError as error:
            return _explain(request, error)
        if response.status_code == 200:  # noqa: PLR2004  the number that everybody knows
            for name, value in _lasting(mark).items():
                response.headers.setdefault(name, value)
        return response

    return answer


class EditionCache:
    """Keeps a bounded number of things that were made from one edition of the graph; each is made once.

    Meant for one event loop: who asks for what is being made waits for it.
    """

    def __init__(self, most: int = _KEPT) -> None:
        """Keep so many things at most."""
        self._most = most
        self._kept: OrderedDict[tuple[str, object], asyncio.Future[Any]] = OrderedDict()

    async def get(self, edition: str, key: object, make: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401  holds anything
        """Give what is kept under the key, or make it; what failed is made anew at the next request."""
        place = (edition, key)
        found = self._kept.get(place)
        if found is None or (found.done() and (found.cancelled() or found.exception() is not None)):
            for old in [one for one in self._kept if one[0] != edition]:
                del self._kept[old]  # the names of a large graph take hundreds of megabytes
            found = self._kept[place] = asyncio.ensure_future(make())
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(place)
        return await asyncio.shield(found)


def cache_of(request: Request, name: str = "catalogue", most: int = _KEPT) -> EditionCache:
    """Give a cache of the application by its name, so that what is large or often made drives out its own kind alone."""
    state = request.app.state
    if not hasattr(state, "pages_caches"):
        state.pages_caches = {}
    found: EditionCache = state.pages_caches.setdefault(name, EditionCache(most))
    return found


def _mark(request: Request) -> str:
    """Give the mark of an answer: what it depends on, in short."""
    parts = (
        request.app.state.engine.edition,
        _program(),
        site_title(request),
        request.headers.get("host", ""),
        request.url.path,
        request.url.query,
        request.headers.get("accept", ""),
        repr(stamp_of(request)),
    )
    joined = "\n".join(parts).encode("utf-8", "replace")
    return f'W/"{hashlib.sha256(joined).hexdigest()[:24]}"'


def _lasting(mark: str) -> dict[str, str]:
    return {"ETag": mark, "Cache-Control": "no-cache", "Vary": "Accept"}


@functools.cache
def _program() -> str:
    """Give a mark of the program: pages change with their templates too."""
    digest = hashlib.sha256(kg.__version__.encode())
    for folder in ("pages", "pages/templates"):
        for path in sorted((files("kg.server") / folder).iterdir(), key=lambda path: path.name):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _explain(request: Request, error: KgError) -> Response:
    found, status = error.problem, status_of(error)
    title = "This takes too long just now" if status >= 500 else "This cannot be answered"  # noqa: PLR2004  of HTTP
    answer = problem(request, status, title, found.message, found.advice)
    for name, value in headers_of(error):
        answer.headers[name.decode()] = value.decode()
    return answer
