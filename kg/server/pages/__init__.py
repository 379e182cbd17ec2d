"""Pages for people: what is known of each thing, with the sentences that say so."""

from starlette.routing import Route

from kg.server.pages.assets import static_file
from kg.server.pages.frame import problem, render

ROUTES = (Route("/static/{name}", static_file),)

__all__ = ["ROUTES", "problem", "render"]
