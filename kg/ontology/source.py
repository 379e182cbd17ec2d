"""Look-ups in the statements of the ontology's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    Term = NamedNode | BlankNode | Literal | Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"


class Source:
    """The statements of the ontology's files, with the look-ups that reading them needs."""

    def __init__(self, folder: Path) -> None:
        """Read all Turtle files of the folder; `KgError` with file and line where one is broken."""
        files = sorted(folder.glob("*.ttl"))
        if not files:
            problem = Problem(
                "no-ontology", "the ontology has no Turtle files", folder.name, "install the package again"
            )
            raise KgError(problem, ExitCode.ONTOLOGY)
        self.store = Store()
        for file in files:
            try:
                self.store.load(path=str(file), format=RdfFormat.TURTLE)
            except (SyntaxError, ValueError, OSError) as error:
                place = f"{file.name}:{getattr(error, 'lineno', None) or 1}"
                raise KgError(
                    Problem("bad-ontology", str(error), place, "correct the file"), ExitCode.ONTOLOGY
                ) from error

    def objects(self, subject: NamedNode | BlankNode, predicate: str) -> list[Term]:
        """Give what stands after subject and predicate, in a stable order."""
        quads = self.store.quads_for_pattern(subject, NamedNode(predicate), None, None)
        return sorted((quad.object for quad in quads), key=str)

    def subjects(self, type_: str) -> Iterator[NamedNode]:
        """Give what is of the type and has an IRI."""
        for quad in self.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(type_), None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def text(self, subject: NamedNode | BlankNode, *predicates: str) -> str:
        """Give the first literal or IRI that stands after one of the predicates, "" for none."""
        for predicate in predicates:
            for term in self.objects(subject, predicate):
                if isinstance(term, (Literal, NamedNode)):
                    return term.value
        return ""

    def iris(self, subject: NamedNode | BlankNode, predicate: str) -> list[str]:
        """Give the IRIs after the predicate; a union is told by its members."""
        found: list[str] = []
        for term in self.objects(subject, predicate):
            if isinstance(term, NamedNode):
                found.append(term.value)
            elif isinstance(term, BlankNode):
                for union in self.objects(term, OWL + "unionOf"):
                    found.extend(self._members(union))
        return found

    def _members(self, head: Term) -> Iterator[str]:
        while isinstance(head, BlankNode):
            yield self.text(head, RDF + "first")
            head = self.objects(head, RDF + "rest")[0]
