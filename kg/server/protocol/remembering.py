"""Short answers that were given lately: whoever asks the same of the same graph gets them at once."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.execution import Reply, Task

ROOM: Final = 16 * 2**20  # bytes of all answers and questions together
LONGEST: Final = 64 * 2**10  # bytes of one


class Remembered:
    """The latest answers of one edition of the graph; those of the edition before are forgotten when it changes."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._edition = ""
        self._replies: OrderedDict[Task, Reply] = OrderedDict()
        self._held = 0

    def find(self, edition: str, task: Task) -> Reply | None:
        """Give the answer to the same question, if it is known."""
        if edition != self._edition:
            self._edition = edition
            self._replies.clear()
            self._held = 0
        reply = self._replies.get(task)
        if reply is not None:
            self._replies.move_to_end(task)
        return reply

    def keep(self, edition: str, task: Task, reply: Reply) -> None:
        """Remember an answer that came whole and is short; the one that was not asked for longest makes room."""
        size = _size(task, reply)
        if edition != self._edition or size > LONGEST or task in self._replies:
            return
        self._replies[task] = reply
        self._held += size
        while self._held > ROOM:
            self._held -= _size(*self._replies.popitem(last=False))


def _size(task: Task, reply: Reply) -> int:
    if not isinstance(reply.body, bytes):
        return LONGEST + 1
    graphs = sum(map(len, (*task.default_graphs, *task.named_graphs)))
    return len(reply.body) + 4 * (len(task.sparql) + graphs)  # a character takes up to four bytes
