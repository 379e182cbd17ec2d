"""Reading the ontology's Turtle files into values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from kg.model import ExitCode, KgError, Problem
from kg.ontology.source import OWL, Source
from kg.ontology.terms import Alignment, Ontology, OntologyClass, OntologyConcept, OntologyProperty

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_SH = "http://www.w3.org/ns/shacl#"
_VANN = "http://purl.org/vocab/vann/"
_VOID = "http://rdfs.org/ns/void#"

# How a term is tied to those of other vocabularies; each is told by its local name.
_ALIGNMENTS = (
    OWL + "equivalentClass",
    OWL + "equivalentProperty",
    OWL + "inverseOf",
    _RDFS + "subClassOf",
    _RDFS + "subPropertyOf",
    _SKOS + "exactMatch",
    _SKOS + "closeMatch",
    _SKOS + "broadMatch",
    _SKOS + "relatedMatch",
)


def ontology_folder() -> Path:
    """Give the folder of the Turtle files: that of the installed package, or that of the source tree."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "_ontology"
    return packaged if packaged.is_dir() else here.parent / "ontology"


@cache
def load_ontology(folder: Path | None = None) -> Ontology:
    """Give the ontology of a folder of Turtle files, or the one that comes with the package; `KgError` if it is broken."""
    source = Source(folder or ontology_folder())
    heads = list(source.subjects(OWL + "Ontology"))
    namespace = source.text(heads[0], _VANN + "preferredNamespaceUri") if heads else ""
    base = source.text(heads[0], _VOID + "uriSpace") if heads else ""
    if not namespace or not base.endswith("/"):
        message = (
            "the ontology must say its namespace (vann:preferredNamespaceUri) and its base (void:uriSpace)"
        )
        raise KgError(Problem("bad-ontology", message, "prefixes.ttl"), ExitCode.ONTOLOGY)
    reader = _TermReader(source, namespace, _prefixes(source, heads[0]))
    return Ontology(
        namespace=namespace,
        base=base,
        prefixes=reader.prefixes,
        classes=MappingProxyType({term.name: term for term in reader.classes()}),
        properties=MappingProxyType({term.name: term for term in reader.properties()}),
        concepts=MappingProxyType({term.name: term for term in reader.concepts()}),
    )


def _prefixes(source: Source, head: NamedNode) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for node in source.objects(head, _SH + "declare"):
        if isinstance(node, BlankNode):
            found[source.text(node, _SH + "prefix")] = source.text(node, _SH + "namespace")
    return MappingProxyType(dict(sorted(found.items())))


class _TermReader:
    """Turns the statements about a term into a value."""

    def __init__(self, source: Source, namespace: str, prefixes: Mapping[str, str]) -> None:
        self.source = source
        self.namespace = namespace
        self.prefixes = prefixes

    def classes(self) -> Iterator[OntologyClass]:
        """Give the classes of ours, sorted by name."""
        for node, name in self._ours(OWL + "Class"):
            parents = [self._short(iri) for iri in self.source.iris(node, _RDFS + "subClassOf")]
            yield OntologyClass(
                name=name,
                label=self.source.text(node, _RDFS + "label"),
                definition=self.source.text(node, _SKOS + "definition"),
                example=self.source.text(node, _SKOS + "example"),
                parents=tuple(parent for parent in parents if ":" not in parent),
                alignments=self._alignments(node),
            )

    def properties(self) -> Iterator[OntologyProperty]:
        """Give the properties of ours, sorted by name."""
        kinds = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
        literal = set(self._ours(OWL + "DatatypeProperty"))
        symmetric = set(self._ours(OWL + "SymmetricProperty"))
        for node, name in sorted(
            {term for kind in kinds for term in self._ours(OWL + kind)}, key=lambda t: t[1]
        ):
            yield OntologyProperty(
                name=name,
                label=self.source.text(node, _RDFS + "label"),
                inverse_label=self.source.text(node, self.namespace + "inverseLabel"),
                definition=self.source.text(node, _SKOS + "definition"),
                example=self.source.text(node, _SKOS + "example"),
                domain=self._locals(node, _RDFS + "domain"),
                range=self._locals(node, _RDFS + "range"),
                symmetric=(node, name) in symmetric,
                literal=(node, name) in literal,
                fact_class=self._short(self.source.text(node, self.namespace + "factClass")),
                alignments=self._alignments(node),
            )

    def concepts(self) -> Iterator[OntologyConcept]:
        """Give the values of the closed lists, sorted by list and name."""
        for scheme, name in self._ours(OWL + "Class"):
            for node, concept in self._ours(scheme.value):
                yield OntologyConcept(
                    name=concept,
                    scheme=name,
                    label=self.source.text(node, _SKOS + "prefLabel"),
                    definition=self.source.text(node, _SKOS + "definition"),
                    example=self.source.text(node, _SKOS + "example"),
                )

    def _ours(self, type_: str) -> list[tuple[NamedNode, str]]:
        nodes = (node for node in self.source.subjects(type_) if node.value.startswith(self.namespace))
        return sorted(((node, node.value.removeprefix(self.namespace)) for node in nodes), key=lambda t: t[1])

    def _locals(self, node: NamedNode, predicate: str) -> tuple[str, ...]:
        return tuple(self._short(iri).rpartition(":")[2] for iri in self.source.iris(node, predicate))

    def _short(self, iri: str) -> str:
        if iri.startswith(self.namespace):
            return iri.removeprefix(self.namespace)
        for prefix, space in self.prefixes.items():
            if iri.startswith(space):
                return f"{prefix}:{iri.removeprefix(space)}"
        return iri

    def _alignments(self, node: NamedNode) -> tuple[Alignment, ...]:
        found = [
            Alignment(predicate.rpartition("#")[2], self._short(iri))
            for predicate in _ALIGNMENTS
            for iri in self.source.iris(node, predicate)
            if not iri.startswith(self.namespace)
        ]
        return tuple(found)
