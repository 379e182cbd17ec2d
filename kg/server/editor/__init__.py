"""The query page: an editor for SPARQL where the browser runs scripts, a form with a table where it does not."""

from starlette.routing import Route

from kg.server.editor.assets import editor_file
from kg.server.editor.names import names
from kg.server.editor.page import hints, query_page

ROUTES = (
    Route("/query", query_page),
    Route("/query/names", names),
    Route("/query/hints", hints),
    Route("/query/files/{edition}/{name}", editor_file),
)

__all__ = ["ROUTES"]
