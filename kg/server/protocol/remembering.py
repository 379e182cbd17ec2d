"""Short answers that were given lately: whoever asks the same of the same graph gets them at once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.execution import Reply

ROOM: Final = 16 * 2**20  # bytes of all answers together, if nothing else is said
LONGEST: Final = 64 * 2**10  # bytes of one
_ENTRY: Final = 500  # bytes that one takes beside


class Remembered:
    """The latest answers of one edition of the graph; those of the edition before are forgotten when it changes."""

    def __init__(self, room: int = ROOM) -> None:
        """Know nothing yet; take how many bytes there is room for."""
        self._room = room
        self._edition = ""
        self._replies: OrderedDict[str, Reply] = OrderedDict()
        self._held = 0

    def find(self, edition: str, name: str) -> Reply | None:
        """Give the answer of a name, if it is known."""
        if edition != self._edition:
            self._edition = edition
            self._replies.clear()
            self._held = 0
        reply = self._replies.get(name)
        if reply is not None:
            self._replies.move_to_end(name)
        return reply

    def keep(self, edition: str, name: str, reply: Reply) -> None:
        """Remember an answer that came whole and is short; the one that was not asked for longest makes room."""
        body = reply.body
        if edition != self._edition or not isinstance(body, bytes) or len(body) > LONGEST:
            return
        before = self._replies.pop(name, None)
        self._held += _size(reply) - (_size(before) if before else 0)
        self._replies[name] = reply
        while self._held > self._room:
            self._held -= _size(self._replies.popitem(last=False)[1])


def _size(reply: Reply) -> int:
    return _ENTRY + len(reply.body) if isinstance(reply.body, bytes) else 0
