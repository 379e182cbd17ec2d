"""A short way to write down what documents tell, and to ask what became one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest

from kg.model import Claim, Document, Entity, Evidence, Extraction, Literal, Resolution, Span

Tell = Callable[..., Extraction]
Groups = Callable[[Resolution], set[frozenset[str]]]


def _tell(document: str, entities: Mapping[str, Sequence[str]], *claims: str) -> Extraction:
    """Write a document: `{"f": ("Film", "Glass Harbour")}`, `"p voices c work=f"`; "?Book" is unnamed.

    An object that is no entity is a literal.
    """
    text = "\n".join(claims) or document
    source = Document(document, text, hashlib.sha256(f"{document}\n{text}".encode()).hexdigest(), ())
    known = {
        id_: Entity(id_, type_.removeprefix("?"), tuple(names), unnamed=type_.startswith("?"))
        for id_, (type_, *names) in entities.items()
    }
    read = []
    for claim in claims:
        subject, relation, object_, *qualifiers = claim.split()
        start = text.index(claim)
        read.append(
            Claim(
                relation,
                known[subject],
                known.get(object_) or Literal(object_, object_, "date"),
                Evidence(document, Span(start, start + len(claim)), claim, "told"),
                qualifiers=tuple(sorted((pair.split("=")[0], pair.split("=")[1]) for pair in qualifiers)),
            )
        )
    return Extraction(source, tuple(sorted(known.values(), key=lambda entity: entity.id)), tuple(read))


def _groups(resolution: Resolution) -> set[frozenset[str]]:
    """Give the entities as sets of "document.id", leaving out those of one member."""
    sets: Iterable[frozenset[str]] = (
        frozenset(f"{member.document}.{member.entity}" for member in entity.members)
        for entity in resolution.entities
    )
    return {one for one in sets if len(one) > 1}


@pytest.fixture
def tell() -> Tell:
    return _tell


@pytest.fixture
def groups() -> Groups:
    return _groups
