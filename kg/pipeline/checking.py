"""The checks of a graph: its shapes, and each quote against the text that it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ontology import load_ontology
from kg.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Document, KnowledgeGraph, Problem
    from kg.pipeline.source import Source


def check(graph: KnowledgeGraph, documents: Iterable[Document]) -> tuple[Problem, ...]:
    """Say what is wrong with a graph that was read out of these documents."""
    return validate(graph, load_ontology(), {document.sha256: document.text for document in documents})


def validate_source(source: Source) -> tuple[tuple[Problem, ...], str]:
    """Check a graph; gives what is wrong, and in words what was looked at.

    A server has no texts of documents: there the quotes are not looked up in them, which the words say.
    """
    graph = source.graph()
    quotes = sum(len(fact.evidence) for fact in graph.facts)
    checked = f"{len(graph.facts)} facts with {quotes} quotes of {len(graph.documents)} documents"
    if source.workspace is None:
        return validate(graph, load_ontology()), f"{checked}; the quotes were not compared with the texts"
    return check(graph, source.documents()), checked
