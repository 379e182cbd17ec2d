"""What the graph says of its nodes, asked for in as few queries as a page needs."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.execution import Task
from kg.server.pages.addresses import is_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.execution import Engine
    from kg.server.pages.site import Site

MANY: Final = 400  # nodes a query
_DIGITS: Final = 12  # of a place in a text
MOST: Final = 50_000  # statements a query
_ROOM: Final = 64 * 2**20  # bytes of an answer that a page is made of


@dataclass(frozen=True, slots=True)
class Term:
    """A value of an answer.

    Attributes:
        value: the IRI or the text.
        kind: "uri", "literal" or "bnode".
        datatype: IRI; "" for plain text.
        language: tag; "" for none.
    """

    value: str
    kind: str
    datatype: str = ""
    language: str = ""

    @property
    def is_iri(self) -> bool:
        """Say whether it is an IRI."""
        return self.kind == "uri"


Row = dict[str, Term]


async def select(engine: Engine, sparql: str, values: Mapping[str, str] | None = None) -> tuple[Row, ...]:
    """Answer a SELECT query; a row has no key for what is not bound.

    Args:
        engine: is asked.
        sparql: the query.
        values: terms in N-Triples for variables of its SELECT clause.
    """
    reply = await engine.answer(Task(sparql, substitutions=tuple((values or {}).items())))
    return rows_of(json.loads(await reply.whole(_ROOM)))


def rows_of(answer: Mapping[str, Any]) -> tuple[Row, ...]:
    """Read the rows of an answer in SPARQL's JSON; statements about statements are left out."""
    return tuple(
        {
            name: Term(cell["value"], cell["type"], cell.get("datatype", ""), cell.get("xml:lang", ""))
            for name, cell in row.items()
            if isinstance(cell["value"], str)
        }
        for row in answer["results"]["bindings"]
    )


def rows_with_columns(answer: bytes) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Read an answer in SPARQL's JSON: its columns, and its rows."""
    found = json.loads(answer)
    return tuple(found["head"].get("vars", ())), rows_of(found) if "results" in found else ()


def as_offset(term: Term) -> int:
    """Give a place in a text; -1 for what is none, as an update may have put it there."""
    text = term.value
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else -1


def in_query(iri: str) -> str:
    """Write an IRI as it stands in a query; an IRI that cannot is replaced by one that nothing has."""
    return f"<{iri}>" if is_iri(iri) else "<urn:x-nothing:>"


def listed(iris: Iterable[str]) -> str:
    """Write IRIs as they stand behind VALUES."""
    return " ".join(map(in_query, iris))


class Nodes:
    """What is known of some nodes; predicates go by their prefixed names."""

    def __init__(self, site: Site) -> None:
        """Know nothing yet."""
        self._site = site
        self._said: dict[str, dict[str, list[Term]]] = {}
        self._names: dict[str, str] = {}

    async def load(self, iris: Iterable[str], predicates: Sequence[str] = ()) -> None:
        """Ask for what is said of some nodes, by these predicates or by all; nodes that are known are not asked again."""
        new = [iri for iri in dict.fromkeys(iris) if iri not in self._said]
        for start in range(0, len(new), MANY):
            part = new[start : start + MANY]
            self._said.update((iri, {}) for iri in part)
            for row in await select(self._site.engine, _asking(part, predicates)):
                if "o" in row:
                    self._add(row["s"].value, row["p"].value, row["o"])

    def known(self, iri: str) -> bool:
        """Say whether anything is said of a node."""
        return bool(self._said.get(iri))

    def all(self, iri: str) -> Mapping[str, list[Term]]:
        """Give all that was asked for of a node."""
        return self._said.get(iri, {})

    def terms(self, iri: str, predicate: str) -> list[Term]:
        """Give what a predicate leads to, sorted."""
        return sorted(
            self._said.get(iri, {}).get(predicate, ()), key=lambda term: (term.value, term.language)
        )

    def iris(self, iri: str, predicate: str) -> list[str]:
        """Give the IRIs that a predicate leads to."""
        return [term.value for term in self.terms(iri, predicate) if term.is_iri]

    def iri(self, iri: str, predicate: str) -> str:
        """Give the IRI that a predicate leads to, "" for none."""
        return next(iter(self.iris(iri, predicate)), "")

    def text(self, iri: str, predicate: str) -> str:
        """Give the text that a predicate leads to, "" for none; one in English or no language goes before others."""
        found = [term for term in self.terms(iri, predicate) if term.kind == "literal"]
        found.sort(key=lambda term: term.language[:2] not in {"", "en"})
        return found[0].value if found else ""

    def number(self, iri: str, predicate: str) -> float:
        """Give the number that a predicate leads to, 0 for none and for what cannot be reckoned with."""
        try:
            found = float(self.text(iri, predicate))
        except ValueError:
            return 0.0
        return found if math.isfinite(found) else 0.0

    def kind(self, iri: str) -> str:
        """Give the local name of the narrowest class of ours, "" for none."""
        ontology = self._site.ontology
        names = [name for name in map(ontology.local, self.iris(iri, "rdf:type")) if name in ontology.classes]
        return ontology.most_specific(names) if names else ""

    def label(self, iri: str) -> str:
        """Give what people call a node: its label, else what is left of its IRI."""
        return self.text(iri, "rdfs:label") or self.short(iri)

    def short(self, iri: str) -> str:
        """Give an IRI in short: below the base, or with a prefix."""
        if iri.startswith(self._site.base) and not self._site.ontology.local(iri):
            return iri[len(self._site.base) :] or iri
        return self._site.ontology.compress(iri)

    def _add(self, iri: str, predicate: str, value: Term) -> None:
        name = self._names.get(predicate)
        if name is None:
            name = self._names[predicate] = self._site.ontology.compress(predicate)
        values = self._said.setdefault(iri, {}).setdefault(name, [])
        if value not in values:
            values.append(value)


def _asking(iris: Sequence[str], predicates: Sequence[str]) -> str:
    """Write the query for what is said of nodes; one part for each predicate, so that no other is looked at."""
    given = f"VALUES ?s {{ {listed(iris)} }}"
    parts = [f"{{ {given} ?s {name} ?o BIND({name} AS ?p) }}" for name in predicates]
    where = " UNION ".join(parts) if parts else f"{given} ?s ?p ?o"
    return f"SELECT ?s ?p ?o WHERE {{ {where} }} LIMIT {MOST}"
