"""A small workspace of two invented reviews, written as a build writes it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

import kg
from kg.model import (
    DocumentRecord,
    EntityKey,
    Fact,
    KnowledgeGraph,
    Literal,
    Metadata,
    Quote,
    ResolvedEntity,
    Span,
    Status,
)
from kg.ontology import load_ontology
from kg.pipeline import Workspace
from kg.pipeline.state import dump_states
from kg.pipeline.workspace import STATE
from kg.pipeline.writing import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from kg.opened import OpenedGraph

REVIEW = "Paper Harbor is a film directed by Mara Ilves. Ines Vidal voices Kio. Out on 3 May 2024. A Quay Nine film."
NEWS = "In <b>Paper Harbor</b>, Ines Vidal plays."
DOCUMENTS = {
    "harbor-review": (
        REVIEW,
        Metadata("Paper Harbor", "Bo Ek", "", "2024-05-02", None, "https://example.org/1"),
    ),
    "news": (NEWS, Metadata('News & "notes" <i>', "", "", "2024", None, "javascript:alert(1)")),
}
ENTITIES = {
    "character/kio": ("Character", "Kio"),
    "organization/quay-nine": ("Studio", "Quay Nine"),
    "person/ines-vidal": ("Person", "Ines Vidal"),
    "person/mara-ilves": ("Person", "Mara Ilves"),
    "work/paper-harbor": ("Film", "Paper Harbor"),
}
ROLE = (("language", "en"), ("stage", "adult"), ("work", "work/paper-harbor"))


def document_path(name: str) -> str:
    return f"document/{hashlib.sha256(DOCUMENTS[name][0].encode()).hexdigest()}"


def fact(  # noqa: PLR0913, PLR0917 - what a fact has
    subject: str,
    relation: str,
    object_: str | Literal,
    document: str,
    exact: str,
    qualifiers: tuple[tuple[str, str], ...] = (),
) -> Fact:
    start = DOCUMENTS[document][0].index(exact)
    span = Span(start, start + len(exact))
    number = hashlib.sha256(f"{relation}{document}".encode()).hexdigest()[:8]
    quote = Quote(
        f"evidence/{number}", document_path(document), span, exact, "", "", Status.STATED, 0.9, "rule"
    )
    type_ = load_ontology().properties[relation].fact_class
    return Fact(f"fact/{number}", type_, relation, subject, object_, qualifiers, Status.STATED, 0.9, (quote,))


def small_graph(base: str = "") -> KnowledgeGraph:
    work, review = "work/paper-harbor", "harbor-review"
    facts = [
        fact(
            "person/mara-ilves", "directorOf", work, review, "Paper Harbor is a film directed by Mara Ilves"
        ),
        fact("person/ines-vidal", "voices", "character/kio", review, "Ines Vidal voices Kio", ROLE),
        fact("person/ines-vidal", "castMemberOf", work, "news", NEWS),
        fact(work, "producedBy", "organization/quay-nine", review, "A Quay Nine film"),
        fact(work, "releaseDate", Literal("3 May 2024", "2024-05-03", "date"), review, "Out on 3 May 2024"),
    ]
    documents = [
        DocumentRecord(document_path(name), name, document_path(name)[9:], f"{name}.txt", "text", shown)
        for name, (_, shown) in DOCUMENTS.items()
    ]
    return KnowledgeGraph(
        base=base or load_ontology().base,
        documents=tuple(sorted(documents, key=lambda document: document.path)),
        entities=tuple(
            ResolvedEntity(path, type_, label, (), (EntityKey("harbor-review", path),))
            for path, (type_, label) in ENTITIES.items()
        ),
        facts=tuple(sorted(facts, key=lambda fact: fact.path)),
        judgements=(),
    )


def write_workspace(folder: Path, graph: KnowledgeGraph) -> None:
    """Write a graph into a workspace, as a build does at its end."""
    with Workspace(folder).changing() as new:
        write_files(new, graph, "")
        (new / STATE).write_bytes(dump_states(()))


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opened") / "out"
    write_workspace(folder, small_graph())
    return folder


@pytest.fixture(scope="session")
def graph(workspace: Path) -> OpenedGraph:
    return kg.open(workspace)
