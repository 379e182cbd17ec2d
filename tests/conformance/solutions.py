"""Expected answers, and whether answers are the same but for the names of blank nodes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from tests.conformance.cases import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.conformance.cases import Case

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
FORMATS: Final = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}


@dataclass(frozen=True, slots=True)
class Solutions:
    """Rows, with the names of their columns sorted; or a verdict."""

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    verdict: bool | None = None


def canonical(term: Term | None) -> Term | None:
    """Give a term as the store writes it: 1.50 is 1.5 there."""
    if not isinstance(term, ox.Literal):
        return term
    store = ox.Store()
    subject = ox.NamedNode("x:x")
    store.add(ox.Quad(subject, subject, term))
    found: Term = next(iter(store)).object
    return found


def solutions_of(results: ox.QuerySolutions | ox.QueryBoolean) -> Solutions:
    """Give answers with columns and terms in one form."""
    if isinstance(results, ox.QueryBoolean):
        return Solutions(verdict=bool(results))
    names = tuple(sorted(variable.value for variable in results.variables))
    return Solutions(names, tuple(tuple(canonical(row[name]) for name in names) for row in results))


def parse(data: str, suffix: str) -> Solutions:
    """Read answers in one of the formats of the W3C."""
    results = ox.parse_query_results(data.encode(), format=FORMATS[suffix])
    return solutions_of(results)


def expected_solutions(case: Case) -> Solutions:
    """Give the answers that a case expects."""
    path = case.result
    assert isinstance(path, Path)
    if path.suffix in FORMATS:
        return parse(path.read_text(encoding="utf-8"), path.suffix)
    return _from_graph(path)


def _from_graph(path: Path) -> Solutions:
    """Read answers that are written as RDF."""
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:]), base_iri=address(path))
    prefix = f"PREFIX rs: <{RS}>"
    names = _values(store, f"{prefix} SELECT DISTINCT ?v {{ [] rs:resultVariable ?v }} ORDER BY ?v")
    verdicts = _values(store, f"{prefix} SELECT ?v {{ [] rs:boolean ?v }}")
    if verdicts:
        return Solutions(verdict=verdicts[0].value == "true")
    rows: dict[Term, dict[str, Term]] = {}
    query = f"{prefix} SELECT ?s ?n ?v {{ [] rs:solution ?s OPTIONAL {{ ?s rs:binding [ rs:variable ?n ; rs:value ?v ] }} }}"
    for row in store.query(query):  # type: ignore[union-attr]  # a SELECT gives solutions
        cells = rows.setdefault(row["s"], {})
        if row["n"] is not None:
            cells[row["n"].value] = row["v"]
    columns = tuple(name.value for name in names)
    return Solutions(
        columns, tuple(tuple(canonical(cells.get(name)) for name in columns) for cells in rows.values())
    )


def _values(store: ox.Store, query: str) -> list[ox.Literal]:
    return [row["v"] for row in store.query(query)]  # type: ignore[union-attr]  # a SELECT gives solutions


def same_solutions(left: Solutions, right: Solutions, *, ordered: bool) -> bool:
    """Say whether two answers are the same but for the names of blank nodes, and for the order where it does not count."""
    if (left.variables, left.verdict, len(left.rows)) != (right.variables, right.verdict, len(right.rows)):
        return False
    if ordered:
        return _matches(list(left.rows), list(right.rows), {}, ordered=True)
    plain = [Counter(row for row in one.rows if not _has_blank(row)) for one in (left, right)]
    blank = [[row for row in one.rows if _has_blank(row)] for one in (left, right)]
    return plain[0] == plain[1] and _matches(blank[0], blank[1], {}, ordered=False)


def _has_blank(row: Row) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in row)


def _matches(left: list[Row], right: list[Row], names: dict[Term, Term], *, ordered: bool) -> bool:
    """Try to pair rows, with one name for each blank node."""
    if not left:
        return True
    for index in range(1 if ordered else len(right)):
        found = _pair(left[0], right[index], names)
        rest = right[:index] + right[index + 1 :]
        if found is not None and _matches(left[1:], rest, found, ordered=ordered):
            return True
    return False


def _pair(left: Row, right: Row, names: dict[Term, Term]) -> dict[Term, Term] | None:
    names = dict(names)
    for one, other in zip(left, right, strict=True):
        if isinstance(one, ox.BlankNode) and isinstance(other, ox.BlankNode):
            if names.setdefault(one, other) != other or list(names.values()).count(other) > 1:
                return None
        elif one != other:
            return None
    return names


def same_graphs(left: Iterable[ox.Quad], right: Iterable[ox.Quad]) -> bool:
    """Say whether two sets of statements are the same but for the names of blank nodes."""
    both = []
    for quads in (left, right):
        store = ox.Store()
        store.extend(quads)
        dataset = ox.Dataset(store)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        both.append(dataset)
    return both[0] == both[1]
