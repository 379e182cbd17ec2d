"""The corpus keeps its form: exact evidence, known types, relations between the kinds they are about, nothing twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "corpus"
CARD = FOLDER / "README.md"
GUIDE = ROOT.parent / "shared" / "eval"

WORKS = frozenset({"Film", "Series", "Manga", "Book", "Game", "Play", "Work"})
COMPANIES = frozenset({"Studio", "Organization"})
PERSON, CHARACTER = frozenset({"Person"}), frozenset({"Character"})
JOBS = [
    "directorOf",
    "screenwriterOf",
    "authorOf",
    "composerOf",
    "characterDesignerOf",
    "producerOf",
    "castMemberOf",
]
RELATIONS = {
    **dict.fromkeys(JOBS, (PERSON, WORKS)),
    "voices": (PERSON, CHARACTER),
    "portrays": (PERSON, CHARACTER),
    "characterIn": (CHARACTER, WORKS),
    "adaptedFrom": (WORKS, WORKS),
    "sequelOf": (WORKS, WORKS),
    "comparedTo": (WORKS, WORKS),
    "producedBy": (WORKS, frozenset({"Studio"})),
    "distributedBy": (WORKS, COMPANIES),
    "founderOf": (PERSON, frozenset({"Studio"})),
    "rivalOf": (CHARACTER, CHARACTER),
    "mentorOf": (CHARACTER, CHARACTER),
    "trackOf": (frozenset({"Track"}), WORKS),
}
TYPES = WORKS | COMPANIES | PERSON | CHARACTER | {"Track"}
VALUES = {
    "polarity": re.compile("similar|contrast|neutral"),
    "stage": re.compile("young|adult"),
    "language": re.compile("[a-z]{2,3}(-[A-Z]{2})?"),
}
QUALIFIED = {
    "voices": {"work", "language", "stage"},
    "castMemberOf": {"language"},
    "comparedTo": {"polarity"},
}
QUALIFIED["portrays"] = QUALIFIED["voices"]
OWNER = re.compile(r"(?:His|Her|Their|Its) ")  # "Her first novel" denotes another book in each text
SHINGLE = 10  # as many words in a row in two passages are no chance


class Thing(TypedDict):
    id: str
    type: str
    names: list[str]


class Fact(TypedDict):
    relation: str
    subject: str
    object: str
    evidence: str
    qualifiers: dict[str, str]
    status: NotRequired[str]


class Passage(TypedDict):
    id: str
    genre: str
    origin: str
    text: str
    entities: list[Thing]
    facts: list[Fact]
    optional_facts: list[Fact]


def read(split: Path) -> list[Passage]:
    return [json.loads(line) for line in split.read_text(encoding="utf-8").splitlines()]


SPLITS = {path.stem: read(path) for path in sorted(FOLDER.glob("*.jsonl"))}
PASSAGES = [passage for passages in SPLITS.values() for passage in passages]


def each_passage(test: Callable[[Passage], None]) -> Callable[[], None]:
    """Run a test on every passage; as many tests as passages would take a minute to gather."""

    def run() -> None:
        for passage in PASSAGES:
            try:
                test(passage)
            except AssertionError as error:
                message = f"{passage['id']}: {error}"
                raise AssertionError(message) from error

    run.__name__ = test.__name__
    return run


def facts_of(passage: Passage) -> Iterator[Fact]:
    yield from passage["facts"]
    yield from passage["optional_facts"]


def key_of(fact: Fact) -> tuple[str, ...]:
    apart = [fact["qualifiers"].get(key, "") for key in ("language", "stage", "work")]
    return (fact["relation"], fact["subject"], fact["object"], *apart)


@each_passage
def test_a_passage_has_the_form_of_the_card(passage: Passage) -> None:
    assert set(passage) == {"id", "genre", "origin", "text", "entities", "facts", "optional_facts"}
    assert passage["origin"] in {"real", "invented"}
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", passage["id"])
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", passage["genre"])
    assert 80 <= len(passage["text"].split()) <= 350
    for fact in facts_of(passage):
        assert set(fact) - {"status"} == {"relation", "subject", "object", "evidence", "qualifiers"}
        assert fact.get("status", "planned") == "planned"


@each_passage
def test_every_entity_has_a_known_type_and_stands_in_the_text(passage: Passage) -> None:
    ids = [entity["id"] for entity in passage["entities"]]
    assert len(ids) == len(set(ids))
    for entity in passage["entities"]:
        assert entity["type"] in TYPES
        assert entity["names"]
        for name in entity["names"]:
            assert re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage["text"]), name


@each_passage
def test_evidence_is_an_exact_part_of_the_text(passage: Passage) -> None:
    for fact in facts_of(passage):
        assert fact["evidence"] == fact["evidence"].strip() != ""
        assert fact["evidence"] in passage["text"]


@each_passage
def test_relations_hold_between_the_kinds_they_are_about(passage: Passage) -> None:
    types = {entity["id"]: entity["type"] for entity in passage["entities"]}
    for fact in facts_of(passage):
        subjects, objects = RELATIONS[fact["relation"]]
        if fact in passage["optional_facts"] and "Studio" in objects:
            objects = COMPANIES  # on which kind of company it is, readers may differ
        assert types[fact["subject"]] in subjects, fact
        assert types[fact["object"]] in objects, fact
        assert fact["subject"] != fact["object"], fact


@each_passage
def test_qualifiers_are_those_of_the_relation(passage: Passage) -> None:
    works = {entity["id"] for entity in passage["entities"] if entity["type"] in WORKS}
    for fact in facts_of(passage):
        qualifiers = fact["qualifiers"]
        assert set(qualifiers) <= QUALIFIED.get(fact["relation"], set()), fact
        assert fact["relation"] != "comparedTo" or "polarity" in qualifiers, fact
        for key, value in qualifiers.items():
            assert value in works if key == "work" else VALUES[key].fullmatch(value), fact


@each_passage
def test_a_fact_is_written_once(passage: Passage) -> None:
    keys = Counter(map(key_of, facts_of(passage)))
    assert max(keys.values(), default=1) == 1, keys.most_common(1)
    pairs = Counter(
        (fact["relation"], frozenset((fact["subject"], fact["object"])))
        for fact in facts_of(passage)
        if fact["relation"] in {"comparedTo", "rivalOf"}
    )
    assert max(pairs.values(), default=1) == 1, pairs.most_common(1)


@each_passage
def test_a_role_makes_its_actor_a_member_of_the_cast(passage: Passage) -> None:
    known = {(fact["relation"], fact["subject"], fact["object"]) for fact in facts_of(passage)}
    for fact in passage["facts"]:
        work = fact["qualifiers"].get("work")
        if work:  # of a role in "every cartoon" no work is named
            assert ("castMemberOf", fact["subject"], work) in known, fact
            assert ("characterIn", fact["object"], work) in known, fact


def test_no_passage_stands_twice() -> None:
    ids = Counter(passage["id"] for passage in PASSAGES)
    assert [identifier for identifier, count in ids.items() if count > 1] == []
    seen: dict[tuple[str, ...], str] = {}
    for passage in PASSAGES:
        words = re.findall(r"\w+", passage["text"].casefold())
        for start in range(len(words) - SHINGLE + 1):
            other = seen.setdefault(tuple(words[start : start + SHINGLE]), passage["id"])
            assert other == passage["id"], " ".join(words[start : start + SHINGLE])


def test_no_work_or_person_of_one_split_stands_in_another() -> None:
    """Names of several words: a single one ("Quiet", "Anna") may name two things."""
    seen: dict[str, tuple[str, str]] = {}
    for split, passages in SPLITS.items():
        for passage in passages:
            for entity in passage["entities"]:
                for name in entity["names"]:
                    if name[:1].isupper() and " " in name and entity["type"] in WORKS | PERSON:
                        where = seen.setdefault(name.casefold(), (split, passage["id"]))
                        assert where[0] == split or OWNER.match(name), (name, where, passage["id"])


@pytest.mark.golden
def test_the_counts_of_the_card_are_true() -> None:
    text = CARD.read_text(encoding="utf-8")
    before, rest = text.split("<!-- counts:", 1)
    first, _, tail = rest.partition("\n")
    after = tail[tail.index("<!-- end of counts -->") :]
    made = f"{before}<!-- counts:{first}\n{tables()}{after}"
    if os.environ.get("KG_GOLDEN") == "write":
        CARD.write_text(made, encoding="utf-8")
    assert CARD.read_text(encoding="utf-8") == made, "renew them with: make golden"


def tables() -> str:
    genres = {name: Counter(passage["genre"] for passage in found) for name, found in SPLITS.items()}
    words = {name: sum(len(passage["text"].split()) for passage in found) for name, found in SPLITS.items()}
    facts = {
        name: Counter(fact["relation"] for passage in found for fact in passage["facts"])
        for name, found in SPLITS.items()
    }
    optional = {
        name: sum(len(passage["optional_facts"]) for passage in found) for name, found in SPLITS.items()
    }
    totals = {
        "passages": {name: len(found) for name, found in SPLITS.items()},
        "words": words,
        "facts": {name: counts.total() for name, counts in facts.items()},
        "optional facts": optional,
    }
    by_genre = {genre: {name: genres[name][genre] for name in SPLITS} for genre in keys(genres.values())}
    by_relation = {
        relation: {name: facts[name][relation] for name in SPLITS} for relation in keys(facts.values())
    }
    return "\n".join((table("all", totals), table("facts of", by_relation), table("passages of", by_genre)))


def keys(counts: Iterable[Counter[str]]) -> list[str]:
    return sorted(set().union(*counts))


def table(title: str, rows: dict[str, dict[str, int]]) -> str:
    lines = [f"| {title} | {' | '.join(SPLITS)} |", f"|---|{'---:|' * len(SPLITS)}"]
    lines += [f"| {name} | {' | '.join(str(row[split]) for split in SPLITS)} |" for name, row in rows.items()]
    return "\n".join(lines) + "\n"


@pytest.mark.skipif(not GUIDE.is_dir(), reason="the evaluation texts are not beside this checkout")
def test_no_name_of_the_evaluation_texts_stands_in_the_corpus(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "corpus")
    done = subprocess.run(
        [sys.executable, str(GUIDE / "leaks.py"), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "0 hits\n"


@pytest.mark.skipif(not GUIDE.is_dir(), reason="the evaluation texts are not beside this checkout")
def test_no_title_of_the_evaluation_texts_is_a_title_of_the_corpus() -> None:
    foreign = {
        name.casefold()
        for split in ("dev", "seeds")
        for passage in read(GUIDE / f"{split}.jsonl")
        for entity in passage["entities"]
        if entity["type"] in WORKS
        for name in entity["names"]
    }
    own = {
        name.casefold()
        for passage in PASSAGES
        for entity in passage["entities"]
        if entity["type"] in WORKS
        for name in entity["names"]
    }
    assert own & foreign - {"the manga", "manga of the same name"} == set()
