"""RDF terms as Turtle and TriG write them: prefixed names where they fit, escaped literals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ontology import Ontology

    Term = ox.NamedNode | ox.Literal | ox.Triple | ox.BlankNode

_SAFE_LOCAL: Final = re.compile(
    r"[A-Za-z0-9_À-ÖØ-öø-\u02ff\u0370-\u037d\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]"
    r"(?:[A-Za-z0-9_\-À-ÖØ-öø-\u02ff\u0370-\u037d\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]*)"
)
_SAFE_PREFIX: Final = re.compile(r"[a-z][a-z0-9]*")
_SHORT: Final = {
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]+\.[0-9]{1,6}"),  # rdflib reads longer ones with an exponent
}


class Terms:
    """Writes terms with a fixed set of prefixes, and remembers which of them were used."""

    def __init__(self, ontology: Ontology, base: str, iris: Iterable[str]) -> None:
        """Take the prefixes of the ontology, and make one for each folder below the base: "work:"."""
        self._spaces = {space: prefix for prefix, space in ontology.prefixes.items()}
        for folder in sorted({iri[len(base) :].partition("/")[0] for iri in iris if iri.startswith(base)}):
            if _SAFE_PREFIX.fullmatch(folder) and folder not in ontology.prefixes:
                self._spaces.setdefault(f"{base}{folder}/", folder)
        self._type = ontology.expand("rdf:type")
        self._xsd = ontology.expand("xsd:")
        self._known: dict[str, str] = {}
        self._used: set[str] = set()

    def used(self) -> Mapping[str, str]:
        """Give the prefixes that were used so far, with their namespaces, sorted."""
        return dict(sorted((prefix, space) for space, prefix in self._spaces.items() if prefix in self._used))

    def predicate(self, node: ox.NamedNode) -> str:
        """Give a predicate, rdf:type in its short form."""
        return "a" if node.value == self._type else self.iri(node)

    def term(self, term: Term) -> str:
        """Give any term."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.Triple):
            parts = (term.subject, term.predicate, term.object)
            return f"<<( {' '.join(self.term(part) for part in parts)} )>>"
        return str(term)

    def iri(self, node: ox.NamedNode) -> str:
        """Give a prefixed name, or the IRI in angle brackets where no prefix fits."""
        known = self._known.get(node.value)
        if known is None:
            known = self._known[node.value] = self._shorten(node)
        return known

    def _shorten(self, node: ox.NamedNode) -> str:
        end = max(node.value.rfind("/"), node.value.rfind("#")) + 1
        prefix = self._spaces.get(node.value[:end])
        local = node.value[end:]
        if prefix is None or not _SAFE_LOCAL.fullmatch(local):
            return str(node)
        self._used.add(prefix)
        return f"{prefix}:{local}"

    def _literal(self, literal: ox.Literal) -> str:
        datatype = literal.datatype.value
        name = datatype.removeprefix(self._xsd)
        if literal.language or name in {datatype, "string"}:
            return str(literal)
        if name in _SHORT and _SHORT[name].fullmatch(literal.value):
            return literal.value
        return f"{ox.Literal(literal.value)}^^{self.iri(literal.datatype)}"
