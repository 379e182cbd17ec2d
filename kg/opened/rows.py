"""The rows that a query gives: named tuples of Python values."""

from __future__ import annotations

import html
import keyword
import unicodedata
from collections import namedtuple
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, overload

from kg.opened.frames import as_arrow, as_pandas, as_polars
from kg.opened.tables import SHOWN, html_table, plain_table
from kg.query import check_terms
from kg.query.solutions import Solutions
from kg.query.values import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    class Row(tuple[Any, ...]):
        """A row: `row.name`, `row[0]`, `name, work = row`."""

        __slots__ = ()
        _fields: tuple[str, ...]

        def __getattr__(self, name: str) -> Any: ...  # noqa: ANN401, D105 - a cell holds any value

        def _asdict(self) -> dict[str, Any]: ...

else:
    Row = tuple

_AT_ONCE: Final = 1000
"""How many rows are read together."""


class Rows(Sequence[Row]):
    """The rows of a SELECT or of a ready question, in order.

    A row is a named tuple whose fields are the variables. What a cell holds is said in `kg.query.values`: an `IRI`, a
    `str` (`Text` where it has a language), a number, a bool, a date; None where the variable is not bound. Rows are
    read when they are asked for, and anew each time.

    >>> rows = graph.query("SELECT ?name WHERE { ?who a kg:Person ; rdfs:label ?name } ORDER BY ?name")
    >>> len(rows), rows[0].name
    (2, 'Ines Vidal')
    >>> [name for (name,) in rows]
    ['Ines Vidal', 'Mara Ilves']
    >>> rows
    name
    ──────────
    Ines Vidal
    Mara Ilves
    2 rows
    """

    __slots__ = ("_make", "_reader", "_solutions", "_sparql")

    def __init__(self, solutions: Solutions, reader: Reader | None = None, sparql: str = "") -> None:
        """Take the answer, what reads its cells, and the query, which is looked at where there are no rows."""
        self._solutions = solutions
        self._sparql = sparql
        self._reader = reader or Reader()
        self._make = _row_maker(solutions.variables)

    @property
    def variables(self) -> tuple[str, ...]:
        """Give the variables, in the order of the query."""
        return self._solutions.variables

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the names of the fields of a row: the variables, changed where Python does not allow them.

        >>> graph.query("SELECT (1 AS ?class) (2 AS ?_a) (3 AS ?2nd) WHERE { }").fields
        ('class_', 'a', 'v2nd')
        """
        return field_names(self.variables)

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self._solutions.lines)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        """Give a row, or some of the rows."""
        lines = self._solutions.lines
        if isinstance(index, slice):
            return self._of(lines[index])
        place = range(len(lines))[index]
        return self._make(self._solutions.read(self._reader, place, place + 1))

    def __iter__(self) -> Iterator[Row]:
        """Give the rows one after the other."""
        count = len(self._solutions.lines)
        if count <= _AT_ONCE:
            return self._rows(0, count)
        starts = range(0, count, _AT_ONCE)
        return chain.from_iterable(self._rows(start, min(start + _AT_ONCE, count)) for start in starts)

    def _rows(self, start: int, end: int) -> Iterator[Row]:
        width = len(self._solutions.variables)
        cells = iter(self._solutions.read(self._reader, start, end))
        return map(self._make, zip(*[cells] * width, strict=True) if width else [()] * (end - start))

    def __eq__(self, other: object) -> bool:
        """Say whether the other has the same rows under the same variables."""
        if not isinstance(other, Rows):
            return NotImplemented
        return self.variables == other.variables and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as of a list: it may be long

    @property
    def hints(self) -> list[str]:
        """Say why there may be no rows: terms of the query that no vocabulary has. None where there are rows.

        >>> graph.query("SELECT ?work WHERE { ?who kg:directorof ?work }").hints[0].splitlines()[0]
        'line 1, column 27: the ontology has no term kg:directorof; did you mean kg:directorOf? It goes from Person to Work'
        """
        return (
            [] if len(self) or not self._sparql else [str(problem) for problem in check_terms(self._sparql)]
        )

    def columns(self) -> dict[str, list[Any]]:
        """Give the values by variable."""
        names = self.variables
        cells = self._solutions.read(self._reader, 0, len(self))
        return {name: cells[index :: len(names)] for index, name in enumerate(names)}

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give a dict for each row, by variable.

        >>> graph.query("SELECT ?name WHERE { ?who a kg:Person ; rdfs:label ?name }", name="Mara Ilves").to_dicts()
        [{'name': 'Mara Ilves'}]
        """
        return [dict(zip(self.variables, row, strict=True)) for row in self]

    def to_pandas(self) -> pd.DataFrame:
        """Give a `pandas.DataFrame` with a column for each variable. Raises `KgError` where pandas is not installed.

        A column has one type: numbers of several types become floats, any other mixture text, and IRIs text too.
        """
        return as_pandas(self.columns())

    def to_polars(self) -> pl.DataFrame:
        """Give a `polars.DataFrame`; as `to_pandas`."""
        return as_polars(self.columns())

    def to_arrow(self) -> pa.Table:
        """Give a `pyarrow.Table`; as `to_pandas`."""
        return as_arrow(self.columns())

    def __repr__(self) -> str:
        """Give the first rows as a table."""
        return "\n".join([plain_table(self.variables, self[:SHOWN], len(self)), *self.hints])

    def _repr_html_(self) -> str:
        """Give the first rows as a table, for Jupyter."""
        hints = "".join(f"<pre>{html.escape(hint)}</pre>" for hint in self.hints)
        return html_table(self.variables, self[:SHOWN], len(self)) + hints

    def __reduce__(self) -> tuple[Callable[..., Rows], tuple[object, ...]]:
        """Let an answer be pickled, and sent to another process."""
        whole = self._solutions
        return _restore, (whole.variables, list(whole.lines), self._reader.base)

    def _of(self, lines: Sequence[str]) -> Rows:
        return Rows(Solutions(self.variables, lines), self._reader)


def field_names(variables: Sequence[str]) -> tuple[str, ...]:
    """Give names of fields for variables: Python's words get "_" behind them, digits "v" before, no two are the same."""
    found: list[str] = []
    for variable in variables:
        name = unicodedata.normalize("NFKC", variable).lstrip("_")  # Python reads names so
        name = name if name.isidentifier() else f"v{name}" if f"v{name}".isidentifier() else f"v{len(found)}"
        name = f"{name}_" if keyword.iskeyword(name) else name
        while name in found:
            name = f"{name}_"
        found.append(name)
    return tuple(found)


@lru_cache(maxsize=512)
def _row_class(variables: tuple[str, ...]) -> type[Row]:
    """Give the class of the rows that have these variables; the same one for the same variables."""
    plain = namedtuple("Row", field_names(variables))  # type: ignore[misc]  # noqa: PYI024 - the fields are not known before
    made: type[Row] = type(
        "Row", (plain,), {"__slots__": (), "__reduce__": lambda row: _pickled(row, variables)}
    )
    return made


@lru_cache(maxsize=512)
def _row_maker(variables: tuple[str, ...]) -> Callable[[Iterable[object]], Row]:
    """Give what makes a row of its cells."""
    return partial(tuple.__new__, _row_class(variables))


def _pickled(row: Row, variables: tuple[str, ...]) -> tuple[object, ...]:
    return _restore_row, (variables, tuple(row))


def _restore_row(variables: tuple[str, ...], cells: tuple[object, ...]) -> Row:
    return tuple.__new__(_row_class(variables), cells)


def _restore(variables: tuple[str, ...], lines: list[str], base: str) -> Rows:
    return Rows(Solutions(variables, lines), Reader(base))
