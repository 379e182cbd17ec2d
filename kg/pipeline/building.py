"""Building: all stages, from files to the files of the workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.graph.facts import build_graph
from kg.model import KgError, Problem
from kg.ontology import load_ontology
from kg.pipeline.cache import cache_key
from kg.pipeline.checking import check
from kg.pipeline.edits import keep_edits
from kg.pipeline.reading import Read, extract_sources, load_sources, silent
from kg.pipeline.renames import earlier_graph, renames
from kg.pipeline.state import DocumentState, dump_states
from kg.pipeline.summary import BuildSummary, count_entities, count_relations, telling_fact
from kg.pipeline.workspace import STATE, TRIG, TURTLE, VIEW
from kg.pipeline.writing import write_files
from kg.readers import find_documents
from kg.resolution import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.model import Extraction, KnowledgeGraph
    from kg.pipeline.cache import Cache
    from kg.pipeline.manner import Manner
    from kg.pipeline.reading import Progress, Source
    from kg.pipeline.settings import Settings
    from kg.pipeline.workspace import Workspace


class NothingReadError(KgError):
    """None of several documents could be read; the workspace stays as it was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Carry what is wrong with each document."""
        message = f"none of the {len(problems)} documents could be read; the graph stays as it was"
        super().__init__(Problem("nothing-read", message))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class _Member:
    """A document of the graph to be."""

    state: DocumentState
    extraction: Extraction


def build(
    paths: Sequence[Path], workspace: Workspace, settings: Settings, progress: Progress = silent
) -> BuildSummary:
    """Make the workspace hold exactly the documents that the paths lead to.

    Documents that cannot be read are problems of the summary; the others go on. Raises `KgError` where there is no
    document, or none that can be read, or where the workspace cannot be written: then it stays as it was.
    """
    files = find_documents(paths)
    return _change(workspace, settings, progress, files=files, keep=lambda _: False)


def add(
    paths: Sequence[Path], workspace: Workspace, settings: Settings, progress: Progress = silent
) -> BuildSummary:
    """Add documents to the workspace, or replace those of the same name. Errors are those of `build`."""
    return _change(workspace, settings, progress, files=find_documents(paths), keep=lambda _: True)


def remove(
    documents: Sequence[str], workspace: Workspace, settings: Settings, progress: Progress = silent
) -> BuildSummary:
    """Take documents out of the workspace, with all that only they say; raises `KgError` for one that is not there."""
    names = {name for state in workspace.states() for name in (state.id, state.source)}
    for document in documents:
        if document not in names:
            advice = "see them with: kg documents"
            raise KgError(
                Problem("unknown-document", "no document of the workspace has this name", document, advice)
            )
    gone = set(documents)
    return _change(
        workspace, settings, progress, files=(), keep=lambda state: not gone & {state.id, state.source}
    )


def _change(
    workspace: Workspace,
    settings: Settings,
    progress: Progress,
    files: Sequence[Path],
    keep: Callable[[DocumentState], bool],
) -> BuildSummary:
    """Rebuild the workspace from files and those of its documents that stay."""
    manner = settings.manner
    sources, unloaded = load_sources(files, manner=manner)
    with workspace.changing() as new:
        before, cache = workspace.states(), workspace.cache()
        replaced = {source.id for source in sources}
        kept = [_keep(state, cache, manner) for state in before if state.id not in replaced and keep(state)]
        read = extract_sources(sources, cache, settings.jobs, progress)
        problems = (*unloaded, *read.problems)
        members, notes = _without_copies([*kept, *_as_members(sources, read)])
        if not members and problems:
            raise NothingReadError(problems) if len(problems) > 1 else KgError(problems[0])
        graph = _join(members, settings, progress)
        notes = (*notes, *renames(earlier_graph(workspace) if before else None, graph))
        progress("Checking", 0, 1)
        problems = (*problems, *check(graph, [member.extraction.document for member in members]))
        progress("Checking", 1, 1)
        progress("Writing", 0, 1)
        write_files(new, graph, settings.title)
        notes = (*notes, *keep_edits(workspace, new))
        (new / STATE).write_bytes(dump_states(member.state for member in members))
    cache.keep_only({member.state.key for member in members})
    progress("Writing", 1, 1)
    written = tuple(workspace.shown(name) for name in (TURTLE, TRIG, VIEW))
    return replace(_summarise(before, members, graph), problems=problems, notes=notes, files=written)


def _keep(state: DocumentState, cache: Cache, manner: Manner) -> _Member:
    """Give a document of the workspace; where the program has changed since, its text is read anew."""
    extraction = cache.get(state.key)
    if extraction is None:
        raise KgError(
            Problem("lost-document", "what was read of this document is gone", state.source, "build it again")
        )
    key = cache_key(state.digest, state.source, state.id, manner)
    if key == state.key:
        return _Member(state, extraction)
    extraction = manner.read(extraction.document)
    cache.put(key, extraction)
    return _Member(replace(state, key=key, claims=len(extraction.claims)), extraction)


def _as_members(sources: Sequence[Source], read: Read) -> list[_Member]:
    return [
        _Member(_state(source, read.extractions[source.key]), read.extractions[source.key])
        for source in sources
        if source.key in read.extractions
    ]


def _state(source: Source, extraction: Extraction) -> DocumentState:
    return DocumentState(
        id=source.id,
        source=source.name,
        digest=source.digest,
        sha256=extraction.document.sha256,
        key=source.key,
        title=extraction.document.metadata.title,
        claims=len(extraction.claims),
    )


def _without_copies(members: Sequence[_Member]) -> tuple[list[_Member], tuple[Problem, ...]]:
    """Leave out documents whose text is that of another: a text is evidence once."""
    first: dict[str, _Member] = {}
    notes = []
    for member in sorted(members, key=lambda member: member.state):
        original = first.setdefault(member.state.sha256, member)
        if original is not member:
            notes.append(
                Problem(
                    "same-text", f"left out: its text is that of {original.state.source}", member.state.source
                )
            )
    return list(first.values()), tuple(notes)


def _join(members: Sequence[_Member], settings: Settings, progress: Progress) -> KnowledgeGraph:
    """Resolve the entities of all documents and make one graph of what they say."""
    extractions = [member.extraction for member in members]
    progress("Resolving", 0, 1)
    graph = build_graph(extractions, resolve(extractions), load_ontology(), settings.base or None)
    progress("Resolving", 1, 1)
    return graph


def _summarise(
    before: Sequence[DocumentState], members: Sequence[_Member], graph: KnowledgeGraph
) -> BuildSummary:
    old = {state.id: state.digest for state in before}
    now = {member.state.id: member.state.digest for member in members}
    return BuildSummary(
        new=tuple(sorted(now.keys() - old.keys())),
        changed=tuple(sorted(name for name in now.keys() & old.keys() if now[name] != old[name])),
        unchanged=tuple(sorted(name for name in now.keys() & old.keys() if now[name] == old[name])),
        dropped=tuple(sorted(old.keys() - now.keys())),
        entities=count_entities(graph),
        relations=count_relations(graph),
        quotes=sum(len(fact.evidence) for fact in graph.facts),
        example=telling_fact(graph),
    )
