"""The annotated articles: each entity once, and none merged that the annotation keeps apart."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kg.model import Claim, Document, Entity, Evidence, Extraction, Literal, Span
from kg.resolution import resolve

ROOT = Path(__file__).parents[2]
QUALIFIERS = {"work", "language", "stage", "polarity"}


def annotated(name: str) -> list[Extraction]:
    """Read annotated documents as if they had been extracted without a mistake."""
    places = [*sorted((ROOT / "tests").rglob(name)), ROOT.parent / "shared" / "eval" / name]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        pytest.skip(f"{name} is not part of this checkout")
    return [_extraction(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _extraction(record: dict[str, object]) -> Extraction:
    text, name = str(record["text"]), str(record["id"])
    document = Document(name, text, hashlib.sha256(text.encode()).hexdigest(), ())
    assert isinstance(record["entities"], list)
    assert isinstance(record["facts"], list)
    entities = {e["id"]: Entity(e["id"], e["type"], tuple(e["names"])) for e in record["entities"]}
    claims = []
    for fact in record["facts"]:
        start = text.find(fact["evidence"])
        evidence = Evidence(name, Span(start, start + len(fact["evidence"])), fact["evidence"], "annotation")
        qualifiers = sorted(
            (key, str(value)) for key, value in fact["qualifiers"].items() if key in QUALIFIERS
        )
        literal = Literal(fact["object"], fact["object"])
        claims.append(
            Claim(
                fact["relation"],
                entities.get(fact["subject"], document),
                entities.get(fact["object"], literal),
                evidence,
                qualifiers=tuple(qualifiers),
            )
        )
    return Extraction(document, tuple(sorted(entities.values(), key=lambda entity: entity.id)), tuple(claims))


def test_each_entity_of_the_articles_stands_once_and_alone() -> None:
    articles = annotated("seeds.jsonl")
    same_id_is_same_entity = {entity.id for article in articles for entity in article.entities}
    groups = [{member.entity for member in entity.members} for entity in resolve(articles).entities]
    assert sorted(map(sorted, groups)) == sorted([id_] for id_ in same_id_is_same_entity)


def test_other_documents_beside_the_articles_change_nothing_among_them() -> None:
    articles, others = annotated("seeds.jsonl"), annotated("dev.jsonl")
    names = {article.document.id for article in articles}
    groups = [
        {member.entity for member in entity.members if member.document in names}
        for entity in resolve([*others, *articles]).entities
    ]
    assert sorted(map(len, filter(None, groups))) == [1] * len(resolve(articles).entities)


def test_what_one_document_keeps_apart_stays_apart() -> None:
    for entity in resolve(annotated("dev.jsonl")).entities:
        documents = [member.document for member in entity.members]
        assert len(set(documents)) == len(documents), entity


def test_few_entities_of_many_documents_are_shared() -> None:
    """Documents on sixteen unlike works have little in common: companies, a few people, works named in passing."""
    shared = [entity for entity in resolve(annotated("dev.jsonl")).entities if len(entity.members) > 1]
    assert len(shared) == 15  # each of them seen to be right
    assert not any(entity.type == "Character" for entity in shared)
