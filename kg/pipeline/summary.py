"""What a build did, in numbers and names."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.model import Fact, KnowledgeGraph, Problem


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build read, found and wrote.

    Attributes:
        new: ids of the documents that were not in the workspace before, sorted.
        changed: ids of those that were, with other content.
        unchanged: ids of those that were not read again.
        dropped: ids of those that are in the workspace no more.
        problems: what could not be read, and what the checks found wrong; the others are done.
        notes: what was done that a person may want to know, though nothing is wrong.
        entities: how many of each class, the most frequent first.
        relations: how many facts of each relation, the most frequent first.
        quotes: how many pieces of evidence.
        files: what was written, as paths from where the command runs.
        example: a fact with its evidence, the one that most documents say; None where there are no facts.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    entities: tuple[tuple[str, int], ...] = ()
    relations: tuple[tuple[str, int], ...] = ()
    quotes: int = 0
    files: tuple[str, ...] = ()
    example: Fact | None = None

    @property
    def documents(self) -> int:
        """Count the documents that the graph stands on."""
        return len(self.new) + len(self.changed) + len(self.unchanged)

    def as_record(self) -> dict[str, Any]:
        """Give the summary as JSON values."""
        return {
            "documents": {
                "new": list(self.new),
                "changed": list(self.changed),
                "unchanged": list(self.unchanged),
                "dropped": list(self.dropped),
            },
            "entities": dict(self.entities),
            "relations": dict(self.relations),
            "facts": sum(count for _, count in self.relations),
            "quotes": self.quotes,
            "files": list(self.files),
            "problems": [asdict(problem) for problem in self.problems],
            "notes": [asdict(note) for note in self.notes],
        }


def count_entities(graph: KnowledgeGraph) -> tuple[tuple[str, int], ...]:
    """Count the entities of each class."""
    return _ranked(Counter(entity.type for entity in graph.entities))


def count_relations(graph: KnowledgeGraph) -> tuple[tuple[str, int], ...]:
    """Count the facts of each relation."""
    return _ranked(Counter(fact.relation for fact in graph.facts))


def telling_fact(graph: KnowledgeGraph) -> Fact | None:
    """Choose the fact between two entities that most documents state, as an example to try a command on."""
    labels = {entity.path for entity in graph.entities}
    between = [fact for fact in graph.facts if isinstance(fact.object, str) and fact.subject in labels]
    return min(
        between,
        key=lambda fact: (-len({quote.document for quote in fact.evidence}), -fact.confidence, fact.path),
        default=None,
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
