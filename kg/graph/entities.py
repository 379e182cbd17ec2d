"""Entities in RDF, with the documents' entities that they stand for and the judgements that joined them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.iris import mention_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph.description import Description
    from kg.model import EntityKey, Judgement, KnowledgeGraph, ResolvedEntity


def describe_entities(
    graph: KnowledgeGraph, writer: Description, *, origins: bool = True
) -> Iterator[ox.Quad]:
    """Give all entities with types and names; with their origins also mentions and judgements."""
    for entity in graph.entities:
        yield from _entity(entity, writer)
    if not origins:
        return
    documents = {record.id: writer.node(record.path) for record in graph.documents}
    for entity in graph.entities:
        for key in entity.members:
            mention = _mention(key, writer)
            yield from _describe_mention(key, writer, documents)
            yield writer.quad(mention, writer.words.ours("mentionOf"), writer.node(entity.path))
    for judgement in graph.judgements:
        yield from _judgement(judgement, writer)


def judgement_path(judgement: Judgement) -> str:
    """Give the path of a judgement: a hash of all that it says."""
    content = json.dumps(astuple(judgement), ensure_ascii=True)
    return f"judgement/{hashlib.sha256(content.encode()).hexdigest()[:32]}"


def _entity(entity: ResolvedEntity, writer: Description) -> Iterator[ox.Quad]:
    """Give types and names."""
    node = writer.node(entity.path)
    yield from writer.types(node, entity.type)
    yield writer.quad(node, writer.words.label, ox.Literal(entity.label))
    for name in entity.names:
        yield writer.quad(node, writer.words.other("skos:altLabel"), ox.Literal(name))


def _mention(key: EntityKey, writer: Description) -> ox.NamedNode:
    """Give the node of an entity as one document knows it."""
    return ox.NamedNode(mention_iri(writer.base, key.document, key.entity))


def _describe_mention(
    key: EntityKey, writer: Description, documents: Mapping[str, ox.NamedNode]
) -> Iterator[ox.Quad]:
    """Give what a document's entity is called there."""
    node = _mention(key, writer)
    yield from writer.types(node, "Mention")
    yield writer.quad(node, writer.words.ours("localId"), ox.Literal(key.entity))
    if key.document in documents:
        yield writer.quad(node, writer.words.ours("inDocument"), documents[key.document])


def _judgement(judgement: Judgement, writer: Description) -> Iterator[ox.Quad]:
    """Give a judgement."""
    node, words = writer.node(judgement_path(judgement)), writer.words
    yield from writer.types(node, "Judgement")
    yield writer.quad(node, words.ours("left"), _mention(judgement.left, writer))
    yield writer.quad(node, words.ours("right"), _mention(judgement.right, writer))
    yield writer.quad(node, words.ours("same"), words.typed("true" if judgement.same else "false", "boolean"))
    yield writer.quad(node, words.ours("score"), words.decimal(judgement.score))
    yield writer.quad(node, words.ours("reason"), ox.Literal(judgement.reason))
    yield writer.quad(node, words.ours("judgedBy"), ox.Literal(judgement.author))
