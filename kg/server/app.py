"""The application: the routes of all parts, behind one door."""

from __future__ import annotations

from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.execution import Engine
from kg.model import KgError
from kg.ontology import load_ontology
from kg.pipeline.edits import Edits
from kg.server import editor, pages
from kg.server.bodies import Bodies
from kg.server.front import Front
from kg.server.hire import hire
from kg.server.log import Log
from kg.server.options import ENDPOINT
from kg.server.protocol import Endpoint, GraphStore
from kg.server.protocol.remembering import Remembered
from kg.server.watching import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

    from kg.pipeline import Settings, Workspace
    from kg.server.options import Options

ENDPOINTS, STORE = (ENDPOINT, f"{ENDPOINT}/"), "/store"


def make_app(place: Workspace, settings: Settings, options: Options) -> Starlette:
    """Make the application that answers for a workspace.

    While it runs, its `state` holds `engine`, `ontology`, `base` (the IRI that the things of the graph stand below),
    `edits`, `place`, `settings` and `options`.

    Raises:
        KgError: there is no graph in the workspace.
    """
    folder = place.store_folder()
    ontology = load_ontology()

    @asynccontextmanager
    async def answering(app: Starlette) -> AsyncIterator[None]:
        still = place.kept_still() if options.writable else nullcontext()
        try:
            with still:
                async with Engine(
                    folder, options.limits, writable=options.writable, hired=hire(options, app.state.base)
                ) as engine:
                    app.state.engine = engine
                    yield
        except KgError as error:
            app.state.failure = error
            raise

    bodies, log = Bodies(), Log(options.telling)
    direct: dict[str, ASGIApp] = {
        **dict.fromkeys(ENDPOINTS, Endpoint(bodies)),
        STORE: GraphStore(bodies),
    }
    front = Middleware(Front, options=options, direct=direct, show=pages.show_error, log=log)
    # The pages come last: theirs may be those of any IRI.
    app = Starlette(routes=[*editor.ROUTES, *pages.ROUTES], middleware=[front], lifespan=answering)
    app.state.ontology, app.state.base = ontology, settings.base or ontology.base
    app.state.edits, app.state.remembered, app.state.watch = Edits(place), Remembered(), Watch
    app.state.log = log
    app.state.place, app.state.settings, app.state.options = place, settings, options
    return app
