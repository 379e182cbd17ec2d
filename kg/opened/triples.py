"""The triples that a CONSTRUCT or a DESCRIBE gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from kg.opened.tables import SHOWN, html_table, plain_table
from kg.query.solutions import Statements
from kg.query.values import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

    from kg.query.values import Value


class Triple(NamedTuple):
    """A triple of Python values, as the cells of a row are."""

    subject: Value
    predicate: Value
    object: Value


class Triples(Sequence[Triple]):
    """The triples of a CONSTRUCT or a DESCRIBE, each once, sorted.

    >>> triples = graph.query("CONSTRUCT { ?a kg:directorOf ?b } WHERE { ?a kg:directorOf ?b }")
    >>> [(triple.subject.short, triple.predicate.short, triple.object.short) for triple in triples]
    [('person/mara-ilves', 'kg:directorOf', 'work/paper-harbor')]
    """

    __slots__ = ("_reader", "_statements")

    def __init__(self, statements: Statements, reader: Reader | None = None) -> None:
        """Take the answer, and what reads its cells."""
        self._statements = statements
        self._reader = reader or Reader()

    def __len__(self) -> int:
        """Give the number of triples."""
        return len(self._statements.lines)

    @overload
    def __getitem__(self, index: int) -> Triple: ...
    @overload
    def __getitem__(self, index: slice) -> Triples: ...
    def __getitem__(self, index: int | slice) -> Triple | Triples:
        """Give a triple, or some of the triples."""
        if isinstance(index, slice):
            return Triples(Statements(self._statements.lines[index]), self._reader)
        place = range(len(self))[index]
        return Triple(*self._statements.read(self._reader, place, place + 1))

    def __iter__(self) -> Iterator[Triple]:
        """Give the triples one after the other."""
        cells = iter(self._statements.read(self._reader, 0, len(self)))
        return map(Triple._make, zip(cells, cells, cells, strict=True))

    def __eq__(self, other: object) -> bool:
        """Say whether the other has the same triples."""
        return list(self) == list(other) if isinstance(other, Triples) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as of a list: it may be long

    def serialize(self, format: str = "turtle") -> str:  # noqa: A002 - as rdflib calls it
        """Write the triples: "turtle", "nt", "xml" or "json-ld". Raises `KgError` for another format."""
        return self._statements.write(format)

    def rdflib(self) -> rdflib.Graph:
        """Give the triples as an `rdflib.Graph`, with the prefixes of the vocabulary."""
        return self._statements.rdflib()

    def __repr__(self) -> str:
        """Give the first triples as a table."""
        return plain_table(Triple._fields, self[:SHOWN], len(self))

    def _repr_html_(self) -> str:
        """Give the first triples as a table, for Jupyter."""
        return html_table(Triple._fields, self[:SHOWN], len(self))
