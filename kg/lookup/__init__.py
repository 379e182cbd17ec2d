"""From what people type to things of the graph: entities, facts, documents, and parts of the graph."""

from kg.lookup.entities import find_entities, find_entity
from kg.lookup.facts import Answer, about, ask_why, find_relation
from kg.lookup.narrowing import find_document, narrow

__all__ = [
    "Answer",
    "about",
    "ask_why",
    "find_document",
    "find_entities",
    "find_entity",
    "find_relation",
    "narrow",
]
