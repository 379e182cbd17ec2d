"""Who is hired to answer on connections that are lent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.execution.attendant import Told


def _unheard(_: bytes) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Hired:
    """Who answers on connections that are lent to processes; it is loaded in each of them.

    Attributes:
        name: what makes the `Attendant`, as "module:name"; "" where nothing is lent.
        told: what that is called with, as JSON can hold it.
        said: takes the lines for the log.
    """

    name: str = ""
    told: Told = field(default_factory=dict)
    said: Callable[[bytes], None] = _unheard
