"""What answers on a connection that was lent to a process, as the engine sees it: another layer knows how to read it."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.execution.desk import Desk

    Told = Mapping[str, object]  # what JSON can hold


class Heard(Enum):
    """What has come on a connection."""

    PART = "part"  # of a request
    REQUEST = "request"  # one, and nothing more
    OTHER = "other"  # what is not answered here


class Guest(Protocol):
    """One connection that is answered."""

    def hear(self, data: bytes) -> Heard:
        """Take what has come."""

    def answer(self, desk: Desk, send: Callable[[bytes], None]) -> bool:
        """Answer the request that has come; say whether the connection may be used further."""


class Attendant(Protocol):
    """Answers on connections; one for a process."""

    def greet(self) -> Guest:
        """Begin with a connection."""

    def lines(self) -> bytes:
        """Give what is to be written to the log since this was asked last; empty for nothing."""


def load_attendant(name: str, told: Told) -> Attendant | None:
    """Give the attendant that "module:name" makes of what it is told; None for no name."""
    if not name:
        return None
    module, _, maker = name.partition(":")
    attendant: Attendant = getattr(import_module(module), maker)(told)
    return attendant
