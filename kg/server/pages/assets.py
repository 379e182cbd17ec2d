"""Styles and scripts of the pages: read once, addressed by what they hold, so that browsers may keep them."""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

# The colours are those of the HTML view: both are one product.
_FILES: Final = {
    "site.css": (
        ("kg.writers.view", "style/colours.css"),
        ("kg.server.pages", "static/page.css"),
        ("kg.server.pages", "static/parts.css"),
        ("kg.server.pages", "static/reading.css"),
    ),
    "search.js": (("kg.server.pages", "static/search.js"),),
    "icon.svg": (("kg.server.pages", "static/icon.svg"),),
}
_KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_YEAR: Final = 365 * 24 * 3600


def address(name: str) -> str:
    """Give the address of a file, which changes when the file does."""
    return f"/static/{name}?v={_digest(name)}"


async def static_file(request: Request) -> Response:
    """Answer with a style, a script or a picture."""
    name = request.path_params["name"]
    if name not in _FILES:
        return PlainTextResponse("There is no such file.\n", 404)
    tag = f'"{_digest(name)}"'
    lasting = request.query_params.get("v") == _digest(name)
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={_YEAR}, immutable" if lasting else "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(_content(name), headers=headers, media_type=_KINDS[name.rpartition(".")[2]])


@functools.cache
def _content(name: str) -> bytes:
    return b"\n".join((files(package) / path).read_bytes() for package, path in _FILES[name])


@functools.cache
def _digest(name: str) -> str:
    return hashlib.sha256(_content(name)).hexdigest()[:16]
