"""The part of the one process that changes the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.execution.answering import checked_iri
from kg.execution.datasets import confine
from kg.execution.frames import COPY, DONE, UPDATE
from kg.execution.opening import open_patiently
from kg.execution.refusals import bad_text
from kg.model import ExitCode, KgError
from kg.query import refuse_outside
from kg.query.mistakes import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.execution.line import Line
    from kg.ontology import Ontology


class Writer:
    """Holds the store open for writing.

    Readers never look at the store that changes: RocksDB does not say what they would see. After updates a copy is laid
    for them, of hard links to files that do not change any more, so that it costs little time and no space.
    """

    def __init__(self, line: Line, ontology: Ontology) -> None:
        """Take the line to answer on, and the ontology whose prefixes updates know."""
        self._line = line
        self._ontology = ontology
        self._store: ox.Store | None = None

    def handle(self, kind: bytes, values: Sequence[str]) -> None:
        """Do what a request says: its value is the folder of the store, or that of the copy, or its values are those of the update."""
        if self._store is None:  # which is asked first
            self._store = open_patiently(Path(values[0]), read_only=False)
        elif kind == COPY:
            self._store.backup(values[0])
        elif kind == UPDATE:
            self._update(self._store, *values)
        self._line.send(DONE, last=True)

    def _update(
        self, store: ox.Store, sparql: str, base: str, using: Sequence[str], using_named: Sequence[str]
    ) -> None:
        refuse_outside(sparql)
        confined = sparql
        if using or using_named:
            confined = confine(
                sparql, [checked_iri(iri) for iri in using], [checked_iri(iri) for iri in using_named]
            )
        base_iri = checked_iri(base) if base else None
        try:
            store.update(confined, base_iri=base_iri, prefixes=dict(self._ontology.prefixes))
        except SyntaxError as error:
            own = self._mistake(sparql, base_iri) or error
            raise KgError(explain(str(own), sparql, self._ontology, update=True), ExitCode.QUERY) from error
        except UnicodeError as error:
            raise bad_text() from error

    def _mistake(self, sparql: str, base_iri: str | None) -> SyntaxError | None:
        """Give what is wrong with an update as its author wrote it, of which an empty store says the same."""
        try:
            ox.Store().update(sparql, base_iri=base_iri, prefixes=dict(self._ontology.prefixes))
        except SyntaxError as error:
            return error
        except (OSError, RuntimeError, ValueError):
            pass
        return None
