"""Entities by name, path or IRI."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from kg.model import KgError, Problem
from kg.names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import KnowledgeGraph, ResolvedEntity

SUGGESTIONS = 5


def find_entities(graph: KnowledgeGraph, text: str) -> tuple[ResolvedEntity, ...]:
    """Give the entities that a text names: by IRI, path, preferred name or any other name, in that order.

    Case, accents and punctuation of names do not matter. A film and the manga of its title share a name, so
    there may be several; there is always one. Raises `KgError` with similar names where nothing fits.
    """
    path = text.strip().removeprefix(graph.base)
    folded = fold_name(text)
    by_path = [entity for entity in graph.entities if entity.path == path]
    by_label = [entity for entity in graph.entities if folded and fold_name(entity.label) == folded]
    by_name = [entity for entity in graph.entities if folded and folded in map(fold_name, entity.names)]
    by_part = [entity for entity in graph.entities if folded and _has_words(entity, folded)]
    found = by_path or by_label or by_name or (by_part if len(by_part) == 1 else [])
    if not found:
        raise KgError(
            Problem(
                "unknown-entity", f"nothing in the graph is called “{text}”", advice=_advise(graph, folded)
            )
        )
    return tuple(found)


def find_entity(graph: KnowledgeGraph, text: str) -> ResolvedEntity:
    """Give the one entity that a text names. Raises `KgError` where there is none, or more than one."""
    found = find_entities(graph, text)
    if len(found) == 1:
        return found[0]
    choices = " or ".join(f"{entity.path} ({entity.type})" for entity in found)
    raise KgError(
        Problem(
            "ambiguous-name", f"“{text}” is the name of {len(found)} things", advice=f"say which: {choices}"
        )
    )


def near(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Give the words that look most like one that nobody knows."""
    return tuple(difflib.get_close_matches(word, sorted(set(words)), n=SUGGESTIONS, cutoff=0.6))


def _has_words(entity: ResolvedEntity, folded: str) -> bool:
    return any(f" {folded} " in f" {fold_name(name)} " for name in (entity.label, *entity.names))


def _advise(graph: KnowledgeGraph, folded: str) -> str:
    labels = {
        fold_name(name): entity.label for entity in graph.entities for name in (entity.label, *entity.names)
    }
    parts = [entity.label for entity in graph.entities if folded and _has_words(entity, folded)]
    similar = dict.fromkeys([*parts[:SUGGESTIONS], *(labels[name] for name in near(folded, labels))])
    if similar:
        return "did you mean " + " or ".join(f"“{label}”" for label in list(similar)[:SUGGESTIONS]) + "?"
    return "list what there is with: kg stats"
