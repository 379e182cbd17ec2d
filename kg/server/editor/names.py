"""Names of the graph: to complete in the editor, and to put into the ready questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

from kg.model import KgError
from kg.server.pages.catalogue import catalogue_of
from kg.server.pages.looks import word
from kg.server.refusals import headers_of, status_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from kg.ontology import Ontology
    from kg.server.editor.ready import Known
    from kg.server.pages.catalogue import Catalogue

_OFFERED: Final = 12
_LONGEST: Final = 200  # characters of a name that somebody types


async def names(request: Request) -> Response:
    """Answer with the things that a text may name: objects with `iri`, `label` and `type`; with `near` similar names too."""
    asked = request.query_params.get("q", "").strip()[:_LONGEST]
    try:
        catalogue = await catalogue_of(request)
    except KgError as error:
        headers = {key.decode(): value.decode() for key, value in headers_of(error)}
        return JSONResponse([], status_of(error), headers)
    found = await catalogue.search(asked) if asked else []
    if asked and not found and request.query_params.get("near"):
        found = await catalogue.similar(asked)
    return JSONResponse(
        [{"iri": one.iri, "label": one.label, "type": word(one.kind)} for one in found[:_OFFERED]]
    )


async def known_names(request: Request, ontology: Ontology) -> Known:
    """Give what finds a name that the graph has; names stay as they are where the graph does not answer now."""
    try:
        catalogue = await catalogue_of(request)
    except KgError:
        return lambda _kind, name: name
    return lambda kind, name: known_name(catalogue, ontology, kind, name)


def known_name(catalogue: Catalogue, ontology: Ontology, kind: str, name: str) -> str:
    """Give the name as the graph writes it, or that of the most linked thing of the class where nothing is called so."""
    for entry in catalogue.called(name):
        if kind == "Entity" or ontology.is_a(entry.kind, kind):
            return name if name in {entry.label, *entry.names} else entry.label
    kinds = ontology.subclasses(kind)
    linked = [entry for one in kinds for entry in catalogue.most_linked(one, 1)]
    return max(linked, key=lambda entry: entry.links).label if linked else name
