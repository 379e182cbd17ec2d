"""The terms of the ontology, and what can be asked about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a term of ours relates to one of another vocabulary: ("inverseOf", "schema:director")."""

    relation: str
    term: str


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A kind of thing.

    Attributes:
        name: the local name: "Film".
        label: for people: "film".
        definition: one sentence.
        example: invented or well known.
        parents: local names of the direct superclasses of ours.
        alignments: to schema.org, Wikidata, PROV-O, Web Annotation and SKOS.
    """

    name: str
    label: str
    definition: str
    example: str
    parents: tuple[str, ...]
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class OntologyProperty:
    """A relation between two things, or between a thing and a value.

    Attributes:
        name: the local name: "directorOf".
        label: reads from subject to object: "director of".
        inverse_label: reads from object to subject: "directed by".
        definition: one sentence.
        example: invented or well known.
        domain: local names of the classes that a subject may have.
        range: local names of the classes or XML Schema types that an object may have.
        symmetric: whether it holds both ways when it holds one way.
        literal: whether its objects are values.
        fact_class: local name of the class of its facts; "" for terms that make no easy triples.
        alignments: to schema.org, Wikidata, PROV-O, Web Annotation and SKOS.
    """

    name: str
    label: str
    inverse_label: str
    definition: str
    example: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool
    literal: bool
    fact_class: str
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class OntologyConcept:
    """A value of a closed list.

    Attributes:
        name: the local name: "stated"; the same as its notation in claims.
        scheme: local name of the class of the list: "Status".
        label: for people.
        definition: one sentence.
        example: a phrase.
    """

    name: str
    scheme: str
    label: str
    definition: str
    example: str


@dataclass(frozen=True, slots=True)
class Ontology:
    """The vocabulary of the graph.

    Attributes:
        namespace: the IRI that local names are appended to.
        base: the IRI that data stand under where no setting says otherwise; ends with "/".
        prefixes: from prefix to namespace, sorted by prefix.
        classes: by local name.
        properties: by local name.
        concepts: by local name.
    """

    namespace: str
    base: str
    prefixes: Mapping[str, str]
    classes: Mapping[str, OntologyClass]
    properties: Mapping[str, OntologyProperty]
    concepts: Mapping[str, OntologyConcept]

    @property
    def relations(self) -> Mapping[str, OntologyProperty]:
        """Give the properties that facts state: those of the easy triples."""
        return {name: term for name, term in self.properties.items() if term.fact_class}

    def iri(self, local: str) -> str:
        """Give the IRI of a term of ours; a name that the ontology does not hold is a mistake in the program."""
        if local not in self.classes and local not in self.properties and local not in self.concepts:
            message = f"the ontology holds no term {local!r}"
            raise KeyError(message)
        return self.namespace + local

    def expand(self, curie: str) -> str:
        """Give the IRI that a prefixed name stands for: "schema:director"."""
        prefix, colon, local = curie.partition(":")
        if not colon or prefix not in self.prefixes:
            message = f"{curie!r} has no known prefix; known are {', '.join(self.prefixes)}"
            raise KeyError(message)
        return self.prefixes[prefix] + local

    def compress(self, iri: str) -> str:
        """Give the prefixed name of an IRI, or the IRI itself where no prefix fits."""
        fitting = [(len(space), prefix) for prefix, space in self.prefixes.items() if iri.startswith(space)]
        if not fitting:
            return iri
        length, prefix = max(fitting)
        local = iri[length:]
        plain = local.replace("_", "").replace("-", "")
        return f"{prefix}:{local}" if plain.isalnum() and plain.isascii() else iri

    def local(self, iri: str) -> str:
        """Give the local name of a term of ours, "" for any other IRI."""
        name = iri.removeprefix(self.namespace)
        known = name in self.classes or name in self.properties or name in self.concepts
        return name if name != iri and known else ""

    def is_a(self, type_: str, ancestor: str) -> bool:
        """Say whether the first class is the second or one of its subclasses."""
        return ancestor in self.ancestors(type_)

    def ancestors(self, type_: str) -> tuple[str, ...]:
        """Give the class and all its superclasses, the nearest first; itself alone where it is unknown."""
        found = [type_]
        for name in found:
            term = self.classes.get(name)
            found.extend(parent for parent in (term.parents if term else ()) if parent not in found)
        return tuple(found)

    def subclasses(self, type_: str) -> tuple[str, ...]:
        """Give the class and all its subclasses, sorted."""
        return tuple(sorted({type_, *(name for name in self.classes if self.is_a(name, type_))}))

    def allows(self, relation: str, subject_type: str, object_type: str) -> bool:
        """Say whether the relation may stand between things of the two types; False for an unknown relation.

        The type of a value is the local name of an XML Schema type: "date".
        """
        term = self.properties.get(relation)
        if term is None:
            return False
        fits_subject = any(self.is_a(subject_type, name) for name in term.domain)
        return fits_subject and any(self.is_a(object_type, name) for name in term.range)

    def most_specific(self, types: Iterable[str]) -> str:
        """Give the class that says most; where several disagree the most frequent, then the first by name."""
        counts = Counter(types)
        if not counts:
            message = "the most specific of no types"
            raise ValueError(message)
        leaves = [t for t in counts if not any(t != other and self.is_a(other, t) for other in counts)]
        return min(leaves, key=lambda name: (-counts[name], name))
