"""What answers requests at one address, and tells what is wrong with them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from kg.model import KgError
from kg.server.bodies import GoneError
from kg.server.protocol.exchange import Exchange
from kg.server.refusals import refuse

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from kg.server.bodies import Reading


class Service(ABC):
    """An ASGI application. A request that cannot be answered as it is gets the reason, in a form that it takes."""

    def __init__(self, bodies: Reading) -> None:
        """Take what reads the bodies of requests."""
        self._bodies = bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        exchange = Exchange(scope, receive, send)
        try:
            await self.answer(exchange)
        except KgError as error:
            await refuse(error, exchange.accept, send)
        except GoneError:
            return

    @abstractmethod
    async def answer(self, exchange: Exchange) -> None:
        """Answer a request, or raise `KgError`."""
