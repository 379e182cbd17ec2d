"""Documents made of blocks whose kind the test states, so that no reader takes part."""

from __future__ import annotations

import hashlib
from typing import Protocol

import pytest

from kg.language import Annotation, EnglishAnnotator
from kg.model import Block, BlockKind, Document, Metadata, Span


class MakeDocument(Protocol):
    """Makes a document of blocks; a bare string is a paragraph."""

    def __call__(self, *parts: str | tuple[BlockKind, str], title: str = "") -> Document: ...


class Annotate(Protocol):
    """Annotates a document made of blocks; a bare string is a paragraph."""

    def __call__(self, *parts: str | tuple[BlockKind, str], title: str = "") -> Annotation: ...


class TypesOf(Protocol):
    """Gives the type of each name of an annotation."""

    def __call__(self, annotation: Annotation) -> dict[str, str]: ...


def _make(*parts: str | tuple[BlockKind, str], title: str = "") -> Document:
    blocks: list[Block] = []
    text = ""
    for part in parts:
        kind, line = (BlockKind.PARAGRAPH, part) if isinstance(part, str) else part
        blocks.append(Block(kind, Span(len(text), len(text) + len(line))))
        text += f"{line}\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document("test", text, digest, tuple(blocks), Metadata(title=title))


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    return _make


@pytest.fixture(scope="session")
def annotate() -> Annotate:
    def run(*parts: str | tuple[BlockKind, str], title: str = "") -> Annotation:
        return EnglishAnnotator().annotate(_make(*parts, title=title))

    return run


@pytest.fixture(scope="session")
def types_of() -> TypesOf:
    def run(annotation: Annotation) -> dict[str, str]:
        return {name: entity.type for entity in annotation.entities.values() for name in entity.names}

    return run
