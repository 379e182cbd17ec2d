"""The part of a process that answers queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.execution.answering import answer
from kg.execution.frames import DONE, OPEN
from kg.execution.opening import Shelf
from kg.execution.outlet import Outlet
from kg.execution.task import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.execution.line import Line
    from kg.ontology import Ontology


class Reader:
    """Opens the store read-only, whichever edition of it a query names, and answers."""

    def __init__(self, line: Line, ontology: Ontology) -> None:
        """Take the line to answer on, and the ontology whose prefixes queries know."""
        self._line = line
        self._ontology = ontology
        self._shelf = Shelf()

    def handle(self, kind: bytes, values: Sequence[str]) -> None:
        """Do what a request says: its values are the edition, its folder, and those of a `Task`."""
        edition, folder, *rest = values
        if kind == OPEN:
            self._shelf.store(edition, folder)
            self._line.send(DONE, last=True)
            return
        outlet = Outlet(self._line)
        task = Task(*rest)  # type: ignore[arg-type]  # JSON has lists for tuples, and the engine wrote them
        try:
            answer(self._shelf.store(edition, folder), task, self._ontology, outlet)
        except OSError:
            if outlet.begun:
                raise
            # A file of the store that was not yet read may be gone after a new build: what is there now is the answer.
            self._shelf.drop()
            outlet = Outlet(self._line)
            answer(self._shelf.store(edition, folder), task, self._ontology, outlet)
        outlet.finish()

    def drop(self) -> None:
        """Close the store, so that the next query opens it anew."""
        self._shelf.drop()
