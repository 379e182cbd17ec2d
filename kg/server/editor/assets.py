"""The files of the query page: scripts, styles, the editor where it was bundled, and the terms to complete."""

from __future__ import annotations

import functools
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response

from kg.ontology import load_ontology
from kg.server.editor.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

BUNDLE: Final = "bundle.js"
_YEAR: Final = 365 * 24 * 3600
_KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
# Made by the build where Node.js is there; without them the page has a plain text area.
_BUILT: Final = {"editor.js": BUNDLE, "NOTICE": "notice.txt"}


def address(name: str) -> str:
    """Give the address of a file, which changes with all of them: scripts load one another by bare names."""
    return f"/query/files/{_edition()}/{name}"


def has_bundle() -> bool:
    """Say whether the build made the editor."""
    return BUNDLE in _contents()


async def editor_file(request: Request) -> Response:
    """Answer with one of the files."""
    content = _contents().get(request.path_params["name"])
    if content is None:
        return PlainTextResponse("There is no such file.\n", 404)
    lasting = request.path_params["edition"] == _edition()
    kept = f"public, max-age={_YEAR}, immutable" if lasting else "no-cache"
    kind = _KINDS[request.path_params["name"].rpartition(".")[2]]
    return Response(content, headers={"Cache-Control": kept}, media_type=kind)


@functools.cache
def _contents() -> Mapping[str, bytes]:
    return dict(_read())


def _read() -> Iterator[tuple[str, bytes]]:
    here = files("kg.server.editor")
    for folder in ("script", "style"):
        for entry in sorted(here.joinpath(folder).iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".js", ".css")):
                yield entry.name, entry.read_bytes()
    built = here.joinpath("built")
    for name, served in _BUILT.items():
        if built.joinpath(name).is_file():
            yield served, built.joinpath(name).read_bytes()
    yield "terms.json", json.dumps(terms(load_ontology()), ensure_ascii=False).encode()


@functools.cache
def _edition() -> str:
    whole = hashlib.sha256()
    for name, content in sorted(_contents().items()):
        whole.update(f"{name} {len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]
