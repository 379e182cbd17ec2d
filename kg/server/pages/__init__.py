"""Pages for people: what is known of each thing, with the sentences that say so."""

from starlette.routing import Route

from kg.server.pages.assets import static_file
from kg.server.pages.documents import documents
from kg.server.pages.frame import problem, render, show_error
from kg.server.pages.home import home
from kg.server.pages.questions import question, questions
from kg.server.pages.resource import page_of_path, resource
from kg.server.pages.search import search
from kg.server.pages.view import view
from kg.server.pages.vocabulary import vocabulary_page

ROUTES = (
    Route("/", home),
    Route("/documents", documents),
    Route("/questions", questions),
    Route("/questions/{name}", question),
    Route("/search", search),
    Route("/view", view),
    Route("/resource", resource),
    Route("/vocabulary", vocabulary_page),
    Route("/static/{name}", static_file),
    # Any other path may be that of an IRI; where it is not, the page says so.
    Route("/{path:path}", page_of_path),
)

__all__ = ["ROUTES", "problem", "render", "show_error"]
