"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from kg.execution import Limits

ENDPOINT = "/sparql"
"""The path that queries are sent to."""
LOCAL = ("localhost", "127.0.0.1", "::1")


class Telling(IntEnum):
    """How much a server tells of the requests it answers."""

    NOTHING = 0
    REQUESTS = 1  # a line each, without the text of queries
    QUERIES = 2  # with it


@dataclass(frozen=True, slots=True)
class Options:
    """What a server is told when it starts.

    Attributes:
        host: the address that it listens on; the default is reached from this machine alone.
        port: its port; 0 for any that is free.
        writable: updates are answered, to those who know the token.
        token: the secret that updates need as bearer token; never printed.
        cors: origins whose pages may read the answers, as in "https://example.org"; "*" for all.
        hosts: further names that the server is called by.
        limits: what one query may take, and how many at once.
        telling: how much is told of the requests.
    """

    host: str = "127.0.0.1"
    port: int = 8010
    writable: bool = False
    token: str = field(default="", repr=False)
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    telling: Telling = Telling.REQUESTS

    @property
    def local(self) -> bool:
        """Say whether this machine alone reaches the server."""
        return self.host in LOCAL
