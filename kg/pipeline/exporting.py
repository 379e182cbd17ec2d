"""Exports: the graph of a workspace, or a part of it, in a format of the writers' table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lookup import find_document, find_entity, narrow
from kg.lookup.entities import near
from kg.model import KgError, Problem
from kg.ontology import load_ontology
from kg.writers import WRITERS

if TYPE_CHECKING:
    from kg.pipeline.source import Source
    from kg.pipeline.workspace import Workspace


def export_formats() -> tuple[tuple[str, str], ...]:
    """Give the name of each format with a word on what it is for."""
    return tuple((name, writer.description) for name, writer in WRITERS.items())


def export(
    source: Source | Workspace, format_: str, *, entity: str = "", document: str = "", rdf12: bool = False
) -> str:
    """Write the graph of a source in a format; `entity` and `document` narrow it.

    Raises `KgError` for an unknown format, entity or document, and where a format has no RDF 1.2 form.
    """
    writer = WRITERS.get(format_)
    if writer is None:
        similar = near(format_, WRITERS)
        advice = (
            f"did you mean {' or '.join(similar)}?" if similar else f"the formats are {', '.join(WRITERS)}"
        )
        raise KgError(Problem("unknown-format", f"“{format_}” is no export format", advice=advice))
    graph = source.graph()
    graph = narrow(
        graph,
        entity=find_entity(graph, entity).path if entity else "",
        document=find_document(graph, document).path if document else "",
    )
    return writer.write(graph, load_ontology(), rdf12=rdf12)
