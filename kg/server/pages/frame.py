"""The frame that all pages share: head, navigation, search box, styles, and how a template becomes an answer."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.server.pages import wording
from kg.server.pages.assets import address
from kg.server.pages.looks import look, word
from kg.server.refusals import headers_of, status_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from kg.model import KgError

NAME: Final = "Colophon"
HERE: Final = Path(__file__).parent
TEMPLATES: Final = (HERE / "templates", HERE.parent / "editor" / "templates")
NAVIGATION: Final = (
    ("/", "Home"),
    ("/documents", "Documents"),
    ("/questions", "Questions"),
    ("/query", "Query"),
    ("/view", "Map"),
)
"""Where each page leads, in the order of its navigation."""


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> HTMLResponse:
    """Answer with a page.

    Args:
        request: what is answered; its path marks the place in the navigation.
        template: a file of `templates/`, of the pages or of the editor, that extends `base.html.j2`.
        status: of HTTP.
        headers: of the answer, beside those that every answer has.
        values: what the template shows. All text is escaped. `title` is needed: it names the page.
    """
    page = environment().get_template(template)
    text = page.render(
        site=site_title(request),
        navigation=NAVIGATION,
        here=request.url.path,
        **{"asked": "", "alternates": (), **values},
    )
    # Half a surrogate pair is no character, and may stand in an address that somebody made up.
    return HTMLResponse(text.encode("utf-8", "replace"), status, headers)


def problem(request: Request, status: int, title: str, message: str, advice: str = "") -> HTMLResponse:
    """Answer with a page that says what went wrong and what to do next."""
    return render(request, "problem.html.j2", status=status, title=title, message=message, advice=advice)


async def show_error(error: KgError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a browser with what is wrong."""
    found = error.problem
    page = problem(Request(scope), status_of(error), "This could not be shown", found.message, found.advice)
    page.raw_headers.extend(headers_of(error))
    await page(scope, receive, send)


def site_title(request: Request) -> str:
    """Give what the site calls itself: the title of the settings, else the name of the program."""
    settings = getattr(request.app.state, "settings", None)
    return getattr(settings, "title", "") or NAME


@functools.cache
def environment() -> Environment:
    """Give what templates are read with: everything is escaped, and a value that is missing is a mistake."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(
        harmless=wording.harmless,
        confidence=wording.confidence_in_words,
        opening=wording.opening,
        before=wording.before,
        after=wording.after,
    )
    found.globals.update(static=address, counted=wording.counted, look=look, word=word)
    return found
