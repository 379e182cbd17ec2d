"""The door that all requests come through: who may ask, what every answer says, and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.server.options import Options


class Front:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Take the application behind the door."""
        self._app, self._options = app, options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._app(scope, receive, send)
