"""Answering in a process: from the store that it has open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.execution.answering import answer
from kg.execution.opening import open_patiently
from kg.execution.refusals import as_refusal
from kg.model import KgError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.execution.limits import Limits
    from kg.execution.outlet import Outlet
    from kg.execution.task import Task
    from kg.ontology import Ontology


class Desk:
    """Opens the store read-only, whichever edition of it is asked, and answers.

    Attributes:
        edition: the name of what is asked.
        limits: what one query may take.
    """

    def __init__(self, limits: Limits, ontology: Ontology) -> None:
        """Take the ontology whose prefixes queries know; nothing is opened yet."""
        self.edition = ""
        self.limits = limits
        self._folder = Path()
        self._ontology = ontology
        self._store: ox.Store | None = None

    def open(self, edition: str, folder: str) -> None:
        """Open an edition, which is what is asked from now on. Raises `KgError` where it cannot be opened."""
        if edition != self.edition:
            self.edition, self._folder = edition, Path(folder)
            self._store = None  # closes the old one first: memory is for one
        self._opened()

    def _opened(self) -> ox.Store:
        if self._store is None:
            self._store = open_patiently(self._folder)
        return self._store

    def answer(self, task: Task, outlet: Outlet) -> None:
        """Write the answer to a task, and that it is finished.

        Raises `KgError` for what is wrong with it, `ConnectionError` where nobody takes the answer.
        """
        try:
            self._answer(task, outlet)
        except (KgError, ConnectionError):
            raise
        except (MemoryError, OSError, RuntimeError, ValueError) as error:
            self._store = None  # it may be broken, or hold much memory; the next query opens it anew
            raise as_refusal(error) from error

    def _answer(self, task: Task, outlet: Outlet) -> None:
        try:
            answer(self._opened(), task, self._ontology, outlet)
        except ConnectionError:
            raise
        except OSError:
            if outlet.begun:
                raise
            # A file of the store that was not yet read may be gone after a new build: what is there now is the answer.
            self._store = None
            outlet.clear()
            answer(self._opened(), task, self._ontology, outlet)
        outlet.finish()
