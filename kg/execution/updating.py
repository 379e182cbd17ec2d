"""The part of the one process that changes the store."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.execution.answering import checked_iri
from kg.execution.datasets import confine
from kg.execution.frames import COMMITTED, DONE, OPEN
from kg.execution.opening import open_patiently
from kg.execution.refusals import bad_text
from kg.model import ExitCode, KgError
from kg.query import refuse_outside
from kg.query.mistakes import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

    from kg.execution.line import Line
    from kg.ontology import Ontology


class Writer:
    """Holds the store open for writing.

    Readers never look at the store that changes: RocksDB does not say what they would see. After each update a copy is laid
    for them, of hard links to files that do not change any more, so that it costs little time and no space.
    """

    def __init__(self, line: Line, ontology: Ontology) -> None:
        """Take the line to answer on, and the ontology whose prefixes updates know."""
        self._line = line
        self._ontology = ontology
        self._store: ox.Store | None = None

    def handle(self, kind: bytes, values: Sequence[str]) -> None:
        """Do what a request says: its values are the folder of the store, that of the copy, and those of the update."""
        folder, copy, *rest = values
        if self._store is None:
            self._store = open_patiently(Path(folder), read_only=False)
        if kind != OPEN:
            self._update(self._store, *rest)
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._line.send(COMMITTED)  # from here on nothing may stop it
        self._store.backup(copy)
        self._line.send(DONE, last=True)

    def _update(
        self, store: ox.Store, sparql: str, base: str, using: Sequence[str], using_named: Sequence[str]
    ) -> None:
        refuse_outside(sparql)
        if using or using_named:
            sparql = confine(
                sparql, [checked_iri(iri) for iri in using], [checked_iri(iri) for iri in using_named]
            )
        try:
            store.update(
                sparql,
                base_iri=checked_iri(base) if base else None,
                prefixes=dict(self._ontology.prefixes),
            )
        except SyntaxError as error:
            raise KgError(explain(str(error), sparql, self._ontology), ExitCode.QUERY) from error
        except UnicodeError as error:
            raise bad_text() from error

    def drop(self) -> None:
        """Keep the store open: nobody else may open it meanwhile."""
