"""The part of a process that answers queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.execution.desk import Desk
from kg.execution.frames import DONE, LEND, OPEN, RECALL, Lent
from kg.execution.hosting import Host
from kg.execution.outlet import LineOutlet
from kg.execution.task import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.execution.attendant import Attendant
    from kg.execution.line import Line
    from kg.ontology import Ontology


class Reader:
    """Answers what the engine asks, and what comes on connections that the engine lends."""

    def __init__(self, line: Line, ontology: Ontology, attendant: Attendant | None = None) -> None:
        """Take the line to answer on, the ontology whose prefixes queries know, and who answers on connections."""
        self._line = line
        self._desk = Desk(line.limits, ontology)
        self._host = Host(line, self._desk, attendant) if attendant else None

    def handle(self, kind: bytes, values: Sequence[Any]) -> None:
        """Do what a request says: its values are the edition, its folder, and those of a `Task` or of a loan."""
        if kind == RECALL:  # of what was given back already
            return
        if kind == LEND and self._host is not None:
            self._host.run(Lent(*values))
            return
        edition, folder, *rest = values
        self._desk.open(edition, folder)
        if kind == OPEN:
            self._line.send(DONE, last=True)
        else:
            self._desk.answer(Task(*rest), LineOutlet(self._line))
