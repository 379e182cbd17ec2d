"""What a query gives: rows, yes or no, or triples."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from kg.ontology import Ontology

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class AnswerKind(StrEnum):
    """The form of the answers, which the form of the query decides."""

    ROWS = "rows"  # SELECT
    VERDICT = "verdict"  # ASK
    TRIPLES = "triples"  # CONSTRUCT, DESCRIBE


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a query gives.

    Attributes:
        kind: which of the other attributes hold something.
        variables: the columns, in the order of the query.
        rows: a cell for each variable; None where the variable is not bound.
        verdict: yes or no.
        triples: sorted and unique.
    """

    kind: AnswerKind
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    verdict: bool = False
    triples: tuple[ox.Triple, ...] = ()

    def as_texts(self, ontology: Ontology, base: str = "") -> tuple[tuple[str, ...], ...]:
        """Give the cells as people read them: values as they are, IRIs short. Triples have three columns.

        Args:
            ontology: whose prefixes shorten IRIs.
            base: of the data; IRIs below it are shown as paths. That of the ontology where it is empty.
        """
        base = base or ontology.base
        if self.kind is AnswerKind.VERDICT:
            return (("yes" if self.verdict else "no",),)
        return tuple(tuple(show_term(term, ontology, base) for term in row) for row in self.cells)

    @property
    def cells(self) -> tuple[tuple[Term | None, ...], ...]:
        """Give the terms that stand in the columns; none for yes or no."""
        if self.kind is AnswerKind.TRIPLES:
            return tuple((triple.subject, triple.predicate, triple.object) for triple in self.triples)
        return self.rows

    @property
    def headers(self) -> tuple[str, ...]:
        """Give the titles of the columns of `as_texts`."""
        if self.kind is AnswerKind.VERDICT:
            return ("answer",)
        return self.variables if self.kind is AnswerKind.ROWS else ("subject", "predicate", "object")


def show_term(term: Term | None, ontology: Ontology, base: str) -> str:
    """Give a term as people read it, "" for none."""
    if term is None:
        return ""
    if isinstance(term, ox.Literal):
        return term.value
    if isinstance(term, ox.NamedNode):
        iri = term.value
        if iri.startswith(base) and iri != base and not iri.startswith(ontology.namespace):
            return iri.removeprefix(base)
        return ontology.compress(iri)
    return str(term)
