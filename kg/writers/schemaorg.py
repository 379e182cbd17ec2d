"""schema.org: the graph in the words that search engines know, as far as they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.graph import mint_iri
from kg.model import Literal
from kg.writers.jsonld import dump_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import DocumentRecord, Fact, KnowledgeGraph
    from kg.ontology import Alignment, Ontology
    from kg.writers.jsonld import Json

_PREFIX: Final = "schema:"
_SAME_WAY: Final = ("equivalentProperty", "exactMatch", "subPropertyOf", "closeMatch")
_CLASSES: Final = ("equivalentClass", "exactMatch", "subClassOf", "closeMatch", "broadMatch")


def schemaorg_text(graph: KnowledgeGraph, ontology: Ontology) -> str:
    """Write what schema.org has words for as JSON-LD: the ontology's alignments say which.

    What it has none for (comparisons, stages of life, quotes) stays out; the context stands in the file.
    """
    view = _View(graph, ontology)
    for fact in graph.facts:
        if fact.is_easy:
            view.add(fact)
    return dump_json({"@context": {"@vocab": ontology.expand(_PREFIX)}, "@graph": view.nodes()})


class _View:
    """Objects of schema.org by IRI."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        self._base = graph.base
        self._ontology = ontology
        self._labels = {entity.path: entity.label for entity in graph.entities}
        self._said: dict[str, dict[str, list[Json]]] = {}
        for entity in graph.entities:
            self._put(entity.path, "@type", self._class(entity.type))
            self._put(entity.path, "name", entity.label)
            for name in entity.names:
                self._put(entity.path, "alternateName", name)
        for record in graph.documents:
            self._document(record)

    def nodes(self) -> list[Json]:
        """Give all objects in the order of their IRIs; one value of a property stands alone."""
        return [
            {
                "@id": mint_iri(self._base, path),
                **{
                    key: values[0] if len(values) == 1 else list(values)
                    for key, values in sorted(said.items())
                },
            }
            for path, said in sorted(self._said.items())
        ]

    def add(self, fact: Fact) -> None:
        """Add a fact, in the direction that schema.org reads it in."""
        term = self._ontology.properties[fact.relation]
        if isinstance(fact.object, Literal):
            for name in _aligned(term.alignments, _SAME_WAY):
                self._put(fact.subject, name, fact.object.value)
            return
        for name in _aligned(term.alignments, _SAME_WAY):
            self._put(fact.subject, name, self._link(fact.object))
        for name in _aligned(term.alignments, ("inverseOf",)):
            self._put(fact.object, name, self._link(fact.subject))
        self._role(fact, fact.object)

    def _role(self, fact: Fact, character: str) -> None:
        """Add a role to its work: schema.org repeats the property on it, and knows the character by name alone."""
        work, ontology = fact.qualifier("work"), self._ontology
        if fact.type != "VoiceRole" or not work:
            return
        kinds = _aligned(ontology.classes[fact.type].alignments, _CLASSES)
        actors = _aligned(ontology.properties["performer"].alignments, _SAME_WAY)
        names = _aligned(ontology.properties["character"].alignments, _SAME_WAY)
        for kind, actor, name in zip(kinds, actors, names, strict=False):
            role: Json = {
                "@id": mint_iri(self._base, fact.path),
                "@type": kind,
                actor: self._link(fact.subject),
                name: self._labels.get(character, character),
            }
            self._put(work, actor, role)

    def _document(self, record: DocumentRecord) -> None:
        shown = record.metadata
        values = {
            "@type": self._class("Document"),
            "name": shown.title or record.id,
            "author": shown.author,
            "publisher": shown.publisher,
            "datePublished": shown.published,
            "inLanguage": shown.language,
            "url": shown.url,
        }
        for key, value in values.items():
            if value:
                self._put(record.path, key, value)

    def _put(self, path: str, key: str, value: Json) -> None:
        """Add a value once."""
        values = self._said.setdefault(path, {}).setdefault(key, [])
        if value not in values:
            values.append(value)

    def _link(self, path: str) -> Json:
        return {"@id": mint_iri(self._base, path)}

    def _class(self, type_: str) -> str:
        """Give the narrowest class that schema.org has."""
        for name in self._ontology.ancestors(type_):
            term = self._ontology.classes.get(name)
            for found in _aligned(term.alignments if term else (), _CLASSES):
                return found
        return "Thing"


def _aligned(alignments: Iterable[Alignment], relations: tuple[str, ...]) -> list[str]:
    """Give the terms of schema.org that are aligned by one of the relations, the first relation first."""
    ours = [one for one in alignments if one.relation in relations and one.term.startswith(_PREFIX)]
    return [
        one.term.removeprefix(_PREFIX)
        for one in sorted(ours, key=lambda one: (relations.index(one.relation), one.term))
    ]
