"""Renames: things whose IRI changed because the set of documents did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import KnowledgeGraph
    from kg.pipeline.workspace import Workspace


def earlier_graph(workspace: Workspace) -> KnowledgeGraph | None:
    """Give the graph that a build is about to replace; None where there is none, or none that can be read."""
    try:
        return workspace.graph()
    except KgError:
        return None  # the build makes a new one, which is what helps


def renames(earlier: KnowledgeGraph | None, graph: KnowledgeGraph) -> Iterator[Problem]:
    """Give a note for each IRI that something bore before and bears no more.

    A namesake that comes with a new document gives both a discriminator; who links to the old IRI wants to know.
    """
    if earlier is None or earlier.base != graph.base:
        return
    before = {member: entity.path for entity in earlier.entities for member in entity.members}
    seen: set[tuple[str, str]] = set()
    for entity in graph.entities:
        for member in entity.members:
            old = before.get(member, entity.path)
            if old != entity.path and (old, entity.path) not in seen:
                seen.add((old, entity.path))
                yield Problem(
                    "renamed-entity", f"{old} is now {entity.path}", entity.label, "change what links to it"
                )
