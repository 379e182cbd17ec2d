"""What holds for any set of documents: order, repetition, partition, paths, withdrawal of judgements."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import (
    Claim,
    Document,
    Entity,
    EntityKey,
    Evidence,
    Extraction,
    Judgement,
    KgError,
    Span,
    Status,
)
from kg.names import coarse_class
from kg.resolution import resolve

if TYPE_CHECKING:
    from tests.resolution.conftest import Tell

TITLES = [
    "Glass Harbour",
    "GLASS HARBOR",
    "Glass Harbour: The Return",
    "Minato",
    "Mika",
    "Glass Harbour (1988)",
]
PEOPLE = ["Ada Quill", "Quill", "Rex Quill", "Mori Hanae", "Hanae Mori", "Mika", "Yoru"]
HOSTILE = ["<b>", '"', "🎬", "x" * 300, "\u202e", "a novel by Quill", "the source manga", "The Return"]
POOL = {
    "Film": TITLES, "Series": TITLES, "Manga": TITLES, "Work": TITLES, "Book": [*TITLES, "a novel by Quill"],
    "Person": PEOPLE, "Character": [*PEOPLE, "Mika Vance", "Old Man", "Vance"],
    "Studio": ["Studio Lantern", "Lantern"], "Organization": ["Lantern", "Lantern Inc."], "Track": ["Undertow", "Mika"],
}  # fmt: skip
RELATIONS = [
    "directorOf", "authorOf", "castMemberOf", "characterIn", "adaptedFrom", "comparedTo", "rivalOf", "trackOf"
]  # fmt: skip


@st.composite
def extractions(draw: st.DrawFn, name: str) -> Extraction:
    """Draw a document whose entities may be anything that the others' may be."""
    text = f"{name} says something."
    document = Document(name, text, hashlib.sha256(text.encode()).hexdigest(), ())
    entities = []
    for place, type_ in enumerate(draw(st.lists(st.sampled_from(sorted(POOL)), max_size=6))):
        names = draw(st.lists(st.sampled_from([*POOL[type_], *HOSTILE]), min_size=1, max_size=2, unique=True))
        entities.append(Entity(f"e{place}", type_, tuple(names), unnamed=draw(st.booleans())))
    claims = []
    for _ in range(draw(st.integers(0, 5)) if entities else 0):
        ends = draw(st.sampled_from(entities)), draw(st.sampled_from(entities))
        evidence = Evidence(name, Span(0, 4), text[:4], "drawn")
        status = draw(st.sampled_from(Status))
        claims.append(Claim(draw(st.sampled_from(RELATIONS)), *ends, evidence, status))
    return Extraction(document, tuple(entities), tuple(claims))


corpora = st.integers(1, 5).flatmap(lambda count: st.tuples(*(extractions(f"d{n}") for n in range(count))))


@given(corpora, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(corpus: tuple[Extraction, ...], random: object) -> None:
    shuffled = list(corpus)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert resolve(shuffled) == resolve(corpus)


@given(corpora)
def test_giving_the_documents_twice_adds_nothing(corpus: tuple[Extraction, ...]) -> None:
    assert resolve([*corpus, *corpus]) == resolve(corpus)


@given(corpora)
@settings(max_examples=200)
def test_entities_are_a_partition_of_the_documents_entities(corpus: tuple[Extraction, ...]) -> None:
    resolution = resolve(corpus)
    keys = {EntityKey(one.document.id, entity.id) for one in corpus for entity in one.entities}
    members = [member for entity in resolution.entities for member in entity.members]
    assert len(members) == len(keys)
    assert set(members) == set(resolution.index) == keys
    paths = [entity.path for entity in resolution.entities]
    assert len(set(paths)) == len(paths)
    assert paths == sorted(paths)
    for entity in resolution.entities:
        assert {resolution.index[member] for member in entity.members} == {entity.path}
        assert entity.path.startswith(f"{coarse_class(entity.type)}/")
        assert entity.label not in entity.names


@given(corpora)
def test_every_join_is_a_judgement(corpus: tuple[Extraction, ...]) -> None:
    resolution = resolve(corpus)
    joins = [judgement for judgement in resolution.judgements if judgement.same]
    assert len(joins) == len(resolution.index) - len(resolution.entities)
    for judgement in resolution.judgements:
        same = resolution.index[judgement.left] == resolution.index[judgement.right]
        assert same == judgement.same
        assert judgement.left < judgement.right
        assert judgement.reason
        assert 0 <= judgement.score <= 1


@given(corpora)
def test_sorts_of_things_never_mix(corpus: tuple[Extraction, ...]) -> None:
    types = {EntityKey(one.document.id, entity.id): entity.type for one in corpus for entity in one.entities}
    for entity in resolve(corpus).entities:
        kinds = {types[member] for member in entity.members}
        assert len({coarse_class(kind) for kind in kinds}) == 1
        assert len(kinds & {"Film", "Manga", "Book"}) <= 1


@given(corpora, st.data())
def test_a_persons_judgement_wins(corpus: tuple[Extraction, ...], data: st.DataObject) -> None:
    resolution = resolve(corpus)
    joins = [judgement for judgement in resolution.judgements if judgement.same]
    if not joins:
        return
    join = data.draw(st.sampled_from(joins))
    apart = Judgement(join.left, join.right, same=False, score=1.0, reason="seen both", author="curator")
    index = resolve(corpus, [apart]).index
    assert index[join.left] != index[join.right]


def test_a_person_may_join_what_no_rule_would(tell: Tell) -> None:
    corpus = [tell("a", {"x": ("Film", "Glass Harbour")}), tell("b", {"x": ("Film", "Minato")})]
    keys = EntityKey("a", "x"), EntityKey("b", "x")
    judgement = Judgement(*keys, same=True, score=1.0, reason="export title", author="curator")
    resolution = resolve(corpus, [judgement])
    assert len(resolution.entities) == 1
    assert resolution.judgements == (judgement,)


def test_a_document_on_something_else_changes_no_path(tell: Tell) -> None:
    corpus = [
        tell("b", {"x": ("Film", "Glass Harbour"), "p": ("Person", "Ada Quill")}, "p directorOf x"),
        tell("c", {"x": ("Film", "Glass Harbour"), "m": ("Manga", "Glass Harbour")}, "x adaptedFrom m"),
    ]
    before = resolve(corpus).index
    for name in "ad":
        other = tell(name, {"x": ("Film", "Iron Tide"), "p": ("Person", "Rex Marlow")}, "p directorOf x")
        after = resolve([*corpus, other]).index
        assert {key: after[key] for key in before} == before


def test_two_texts_of_one_name_stop_the_work(tell: Tell) -> None:
    one, other = (
        tell("a", {"x": ("Film", "Minato")}),
        tell("a", {"x": ("Film", "Minato"), "y": ("Film", "Z")}, "x sequelOf y"),
    )
    with pytest.raises(KgError, match="same-document-name"):
        resolve([one, other])


def test_nothing_gives_nothing() -> None:
    resolution = resolve([])
    assert (resolution.entities, resolution.judgements, resolution.index) == ((), (), {})


PROGRAM = """
from kg.model import Claim, Document, Entity, Evidence, Extraction, Span
from kg.resolution import resolve
corpus = []
for n in range(6):
    people = tuple(Entity(f"p{i}", "Person", (name,)) for i, name in enumerate(("Ada Quill", "Quill", "Rex Moor")))
    works = tuple(Entity(f"w{i}", kind, ("Glass Harbour", f"Alias {n % 2}")) for i, kind in enumerate(("Film", "Work")))
    document = Document(f"d{n}", "some text", str(n), ())
    claims = tuple(Claim("directorOf", p, w, Evidence(f"d{n}", Span(0, 4), "some", "x")) for p in people for w in works)
    corpus.append(Extraction(document, people + works, claims))
print(resolve(corpus))
"""


def test_the_hash_seed_changes_nothing() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
