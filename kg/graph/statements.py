"""Facts in RDF: as nodes with all their particulars, and as easy triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.vocabulary import canonical
from kg.model import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.description import Description
    from kg.model import Fact


def easy_triple(fact: Fact, writer: Description) -> Iterator[ox.Quad]:
    """Give the fact as one triple; nothing where it is only rumoured, denied or an opinion that is no comparison."""
    if fact.is_easy:
        relation = writer.words.ours(fact.relation)
        yield writer.quad(writer.node(fact.subject), relation, _object(fact, writer))


def summarise_fact(fact: Fact, writer: Description) -> Iterator[ox.Quad]:
    """Give what all documents together make of a fact: status and confidence."""
    node, words = writer.node(fact.path), writer.words
    yield writer.quad(node, words.ours("status"), words.ours(fact.status.value))
    yield writer.quad(node, words.ours("confidence"), words.decimal(fact.confidence))


def reification(fact: Fact, writer: Description) -> Iterator[ox.Quad]:
    """Give the triple that the fact is about, as RDF 1.2 does it; it may be true or not."""
    relation = writer.words.ours(fact.relation)
    triple = ox.Triple(writer.node(fact.subject), relation, _object(fact, writer))
    yield writer.quad(writer.node(fact.path), writer.words.other("rdf:reifies"), triple)


def describe_fact(fact: Fact, writer: Description) -> Iterator[ox.Quad]:
    """Give the node of a fact: what it says, without who says so."""
    node, words = writer.node(fact.path), writer.words
    yield from writer.types(node, fact.type)
    yield writer.quad(node, words.type, words.other("rdf:Statement"))
    yield writer.quad(node, words.other("rdf:subject"), writer.node(fact.subject))
    yield writer.quad(node, words.other("rdf:predicate"), words.ours(fact.relation))
    yield writer.quad(node, words.other("rdf:object"), _object(fact, writer))
    if isinstance(fact.object, Literal):
        yield writer.quad(node, words.ours("asPrinted"), ox.Literal(fact.object.text))
        yield writer.quad(node, words.ours("normalForm"), ox.Literal(fact.object.value))
    yield from _parts(fact, writer)
    for key, value in fact.qualifiers:
        yield writer.quad(node, words.ours(key), _qualifier(key, value, writer))


def _parts(fact: Fact, writer: Description) -> Iterator[ox.Quad]:
    """Give subject and object by the names that they have in a role or a comparison."""
    if isinstance(fact.object, Literal):
        return
    names = {"VoiceRole": ("performer", "character"), "Comparison": ("work", "comparedWith")}.get(
        fact.type, ()
    )
    for name, path in zip(names, (fact.subject, fact.object), strict=False):
        yield writer.quad(writer.node(fact.path), writer.words.ours(name), writer.node(path))


def _object(fact: Fact, writer: Description) -> ox.NamedNode | ox.Literal:
    """Give the object of a fact, an entity or a value with its type."""
    if isinstance(fact.object, Literal):
        return canonical(writer.words.typed(fact.object.value, fact.object.datatype))
    return writer.node(fact.object)


def _qualifier(key: str, value: str, writer: Description) -> ox.NamedNode | ox.Literal:
    """Give the value of a qualifier: an entity, a value of a closed list, or text."""
    words = writer.words
    if words.is_choice(key):
        return words.choice(key, value)
    if words.ontology.properties[key].literal:
        return ox.Literal(value)
    return writer.node(value)
