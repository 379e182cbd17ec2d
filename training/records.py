"""Annotated texts as the training sees them: our passages, and public data whose licence lets the weights be shipped.

Ours are the lines of `corpus/` (corpus/README.md tells their form); the others are CrossNER (Liu et al., 2021, MIT),
which knows names alone, and Re-DocRED (Tan et al., 2022, MIT) turned into the form of the corpus.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.encoder.pairs import FAMILY, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Facts = dict[tuple[str, int, int], tuple[float, str]]
Passage = dict[str, Any]  # a line of the corpus
SURE, OPTIONAL = 1.0, 0.5  # weights of a fact that everybody reads there, and of one where readers may differ
OUTSIDE = ""
WORKS = tuple(t for t in TYPES if FAMILY[t] == "Work")
COMPANIES = ("Studio", "Organization")
_FEW = 2  # facts about a work below which a text is not about it
_LEAD = 1.5  # times as many as about the next work
_OF_SUBJECT = frozenset({"adaptedFrom", "sequelOf", "comparedTo", "producedBy", "distributedBy"})
_COMMON = 4  # letters up to which a title of one word may be a common word
_TOGETHER = 8  # sentences of CrossNER that make a record
_CLOSING = frozenset({*",.;:!?)", "'", "’", "'s", "’s", "n't"})  # tokens without a space before them
_CROSSNER = {
    "writer": ("Person",), "person": ("Person", "Character"), "musicalartist": ("Person",),
    "book": ("Book", "Manga", "Play"), "poem": ("Book", OUTSIDE), "song": ("Track",), "album": (OUTSIDE,),
    "organization": (OUTSIDE, *COMPANIES), "organisation": (OUTSIDE, *COMPANIES), "event": (OUTSIDE,),
    "magazine": (OUTSIDE, "Organization", "Manga"), "misc": (OUTSIDE, *TYPES),
}  # fmt: skip
_REDOCRED = frozenset(
    {"castMemberOf", "directorOf", "screenwriterOf", "composerOf", "producerOf", "authorOf"}
)


@dataclass(frozen=True)
class Named:
    """A place where something is named.

    Attributes:
        start: offset in the text, in characters.
        end: offset behind it.
        types: that it may have, `OUTSIDE` among them where it may be no name of ours; none where nothing is known.
        entities: numbers of the entities of that name.
    """

    start: int
    end: int
    types: tuple[str, ...]
    entities: tuple[int, ...] = ()


@dataclass(frozen=True)
class Record:
    """An annotated text.

    Attributes:
        id: where it is from.
        text: as it stands.
        named: in order, none over another.
        types: of the entities.
        facts: (relation, subject, object) -> (`SURE` or `OPTIONAL`, polarity or "").
        focus: numbers of the works it is about.
        related: whether relations are annotated.
        only: the relations that are annotated, where these are not all; then names may be missing too.
    """

    id: str
    text: str
    named: tuple[Named, ...]
    types: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)
    focus: frozenset[int] = frozenset()
    related: bool = True
    only: frozenset[str] = frozenset()


def read_passages(path: Path) -> Iterator[Record]:
    """Read passages of the corpus, or others of that form."""
    for passage in _lines(path):
        yield record_of(passage)


def read_redocred(path: Path) -> Iterator[Record]:
    """Read documents of Re-DocRED in the form of the corpus: it tells no kinds of works, and six relations."""
    for passage in _lines(path):
        record = record_of(passage)
        named = tuple(replace(place, types=_widened(place.types)) for place in record.named)
        yield replace(record, named=named, only=_REDOCRED)


def read_crossner(path: Path) -> Iterator[Record]:
    """Read sentences of CrossNER: a token, a tab and its tag on each line, an empty line behind each sentence.

    `_TOGETHER` sentences make a record, each on a line of its text.
    """
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    sentences = [sentence for sentence in map(_sentence, blocks) if sentence[0]]
    for number in range(0, len(sentences), _TOGETHER):
        text, named = "", []
        for line, spans in sentences[number : number + _TOGETHER]:
            named += [replace(span, start=len(text) + span.start, end=len(text) + span.end) for span in spans]
            text += line + "\n"
        yield Record(f"{path.stem}-{number}", text, tuple(named), related=False)


def record_of(passage: Passage) -> Record:
    """Give the record of a passage of the corpus."""
    entities = passage["entities"]
    types = tuple(entity["type"] for entity in entities)
    by_name = _by_name(entities)
    named = tuple(
        Named(m.start(), m.end(), tuple(dict.fromkeys(types[n] for n in by_name[m[0]])), tuple(by_name[m[0]]))
        for m in _pattern(by_name).finditer(passage["text"])
    )
    facts = _facts(passage, {entity["id"]: number for number, entity in enumerate(entities)})
    return Record(passage["id"], passage["text"], named, types, facts, _focus(types, facts, named))


def titles_of(paths: Iterable[Path]) -> frozenset[str]:
    """Give the titles of the works in annotated texts, those of one short word or in small letters left out."""
    return frozenset(
        name
        for path in paths
        for passage in _lines(path)
        for entity in passage["entities"]
        if FAMILY[entity["type"]] == "Work"
        for name in entity["names"]
        if not name[:1].islower() and (" " in name or len(name) > _COMMON)
    )


def without(records: Iterable[Record], titles: frozenset[str]) -> list[Record]:
    """Leave out the records that name one of the titles."""
    pattern = _pattern(titles)
    return [record for record in records if not pattern.search(record.text)]


def _lines(path: Path) -> Iterator[Passage]:
    """Give the passages of a file, one in JSON on each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _by_name(entities: Iterable[Mapping[str, Any]]) -> dict[str, list[int]]:
    """Give the numbers of the entities of each name; several words that begin small ("the elder") name nobody."""
    found: dict[str, list[int]] = {}
    for number, entity in enumerate(entities):
        for name in entity["names"]:
            if not name[:1].islower() or len(name.split()) == 1:
                found.setdefault(name, []).append(number)
    return found


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Give what finds names as whole words, the longest first; nothing where there are no names."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)")


def _facts(passage: Passage, index: Mapping[str, int]) -> Facts:
    """Give the facts between entities, rivals both ways; what is both optional and sure is sure."""
    found: Facts = {}
    for weight, key in ((OPTIONAL, "optional_facts"), (SURE, "facts")):
        for fact in passage[key]:
            subject, obj = index.get(fact["subject"]), index.get(fact["object"])
            if subject is None or obj is None:  # a date or another value
                continue
            said = (weight, fact.get("qualifiers", {}).get("polarity", ""))
            found[fact["relation"], subject, obj] = said
            if fact["relation"] == "rivalOf":
                found[fact["relation"], obj, subject] = said
    return found


def _focus(
    types: Sequence[str], facts: Iterable[tuple[str, int, int]], named: Iterable[Named]
) -> frozenset[int]:
    """Give the work that most facts are about, where these are `_FEW` and `_LEAD` times those of the next."""
    shown = {number for place in named for number in place.entities}
    about = (subject if relation in _OF_SUBJECT else obj for relation, subject, obj in facts)
    counts = Counter(number for number in about if FAMILY.get(types[number]) == "Work" and number in shown)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _FEW or (len(ranked) > 1 and ranked[1][1] * _LEAD > ranked[0][1]):
        return frozenset()
    return frozenset({ranked[0][0]})


def _widened(types: tuple[str, ...]) -> tuple[str, ...]:
    """Give the types that a name may have where works are of an unknown kind, and companies alike."""
    if "Work" in types:
        return WORKS
    return COMPANIES if set(types) & set(COMPANIES) else types


def _sentence(block: str) -> tuple[str, list[Named]]:
    """Give the text of a sentence of CrossNER, and the names in it; lines that begin with # are left out."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    inside = False
    for token, tag in (line.split("\t")[:2] for line in block.splitlines() if line and line[0] != "#"):
        if text and token not in _CLOSING and not text.endswith("("):
            text += " "
        start = len(text)
        text += token
        mark, _, kind = tag.partition("-")
        inside = mark == "B" or (mark == "I" and inside)
        if mark == "B":
            spans.append((start, len(text), kind))
        elif inside:
            spans[-1] = (spans[-1][0], len(text), spans[-1][2])
    return text, [Named(start, end, _CROSSNER.get(kind, (OUTSIDE,))) for start, end, kind in spans]
