"""From names to the things of the graph that have them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.model import KgError, Problem
from kg.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import AnsweringStore
    from kg.ontology import Ontology

_NAMED = """
SELECT ?thing ?type ?name ?preferred WHERE {
  ?thing a ?type .
  { ?thing rdfs:label ?name BIND(true AS ?preferred) }
  UNION { ?thing skos:altLabel ?name BIND(false AS ?preferred) }
  UNION { ?thing kg:documentId|kg:fileName|kg:sha256 ?name BIND(false AS ?preferred) }
}
"""
_SUGGESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class _Named:
    """One name of one thing."""

    thing: ox.NamedNode
    name: str
    folded: str
    preferred: bool


class Names:
    """All names of a graph."""

    def __init__(self, store: AnsweringStore, ontology: Ontology) -> None:
        """Read the names of a store."""
        self._ontology = ontology
        self._by_type: dict[str, set[_Named]] = {}
        for thing, type_, name, preferred in _rows(store, ontology):
            named = _Named(thing, name, fold_name(name), preferred)
            self._by_type.setdefault(ontology.local(type_), set()).add(named)

    def find(self, value: str, kind: str) -> tuple[ox.NamedNode, ...]:
        """Give the things of a class that a value names, sorted; `KgError` with similar names where there is none.

        The IRI or the path decides, then the names, preferred or not, then a part of a name that only one thing has.
        """
        known = self._by_type.get(kind, set())
        folded = fold_name(value)
        for match in (
            [one for one in known if _is_path(one.thing.value, value.strip())],
            [one for one in known if one.name == value and not folded],  # a name of signs alone
            [one for one in known if folded and one.folded == folded],
        ):
            if match:
                return _things(match)
        part = _things([one for one in known if folded and f" {folded} " in f" {one.folded} "])
        if len(part) == 1:
            return part
        label = self._ontology.classes[kind].label
        message = f"nothing of the kind {label} is called “{value}”"
        raise KgError(Problem("unknown-name", message, advice=_suggest(folded, known, part)))


def _things(found: list[_Named]) -> tuple[ox.NamedNode, ...]:
    return tuple(sorted({one.thing for one in found}, key=lambda node: node.value))


def _is_path(iri: str, value: str) -> bool:
    path = value.strip("/")
    return iri == value or ("/" in path and iri.endswith(f"/{path}"))


def _suggest(folded: str, known: set[_Named], part: tuple[ox.NamedNode, ...]) -> str:
    by_name = {one.folded: one.name for one in sorted(known, key=lambda one: one.name)}
    near = [
        one.name for one in sorted(known, key=lambda one: one.name) if one.thing in part and one.preferred
    ]
    near += [
        by_name[name]
        for name in difflib.get_close_matches(folded, sorted(by_name), n=_SUGGESTIONS, cutoff=0.6)
    ]
    shown = list(dict.fromkeys(near))[:_SUGGESTIONS]
    if shown:
        return f"did you mean {' or '.join(f'“{name}”' for name in shown)}?"
    if not known:
        return "the graph has nothing of this kind"
    return f"there are {len({one.thing for one in known})}, as {' and '.join(sorted(by_name.values())[:2])}"


def _rows(store: AnsweringStore, ontology: Ontology) -> Iterator[tuple[ox.NamedNode, str, str, bool]]:
    rows = store.query(_NAMED, prefixes=dict(ontology.prefixes))
    if not isinstance(rows, ox.QuerySolutions):  # pragma: no cover - a SELECT gives solutions
        return
    for row in rows:
        thing, type_, name, preferred = row["thing"], row["type"], row["name"], row["preferred"]
        if isinstance(thing, ox.NamedNode) and isinstance(type_, ox.NamedNode):
            yield thing, type_.value, getattr(name, "value", ""), getattr(preferred, "value", "") == "true"
