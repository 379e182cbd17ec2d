"""What an extractor sees of a document: masked sentences, and what "the film", "he" and "both" stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from kg.language import letter_of
from kg.language.lexicon import kind_of_noun
from kg.language.masking import LETTERS, Masked, mask
from kg.model import BlockKind, Claim, Entity, Evidence, Status
from kg.names import fold_name, mint_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.language import Annotation, Mention
    from kg.model import Block, Literal

_ANIMATED = re.compile(r"\b(?:anime|animated|animation|voiced|dub(?:bed)?)\b", re.IGNORECASE)
_NOUN_OF_FOCUS = re.compile(
    r"\b(?:the|this|that|its) (?:\w+ )?(film|movie|feature|series|show|anime|game|adaptation|documentary)\b",
    re.IGNORECASE,
)


_REACH = 6  # sentences that a pronoun may reach back


# A sentence that opens so speaks of the work at hand, whatever else it names.
_SPEAKS_OF_IT = re.compile(r"^\W*(?:it|this|unlike|like|but|here|there|in a way)\b", re.IGNORECASE)


def _is_about_what_it_names(view: Masked) -> bool:
    """Say whether the first sentence of a paragraph turns to the work that it names."""
    return not _NOUN_OF_FOCUS.search(view.text) and not _SPEAKS_OF_IT.match(view.text)


@dataclass(frozen=True, slots=True)
class Place:
    """A match of a rule: where it was read, and how."""

    view: Masked
    rule: str
    confidence: float
    status: Status = Status.STATED


@dataclass
class Opinion:
    """What the trained encoder thinks of the entities of a document, by id.

    Attributes:
        asked: pairs that it was asked about: their mentions share a window.
        trust: the chance that an entity is of the family of types that it was taken for.
        focus: the chance that a work is what the text is about.
    """

    asked: set[tuple[str, str]] = field(default_factory=set)
    trust: dict[str, float] = field(default_factory=dict)
    focus: dict[str, float] = field(default_factory=dict)


@dataclass
class Context:
    """A document for extractors.

    Attributes:
        annotation: sentences, mentions and entities.
        sources: works that have no name of their own ("the novel by X"), by id; made while reading.
        opinion: what the encoder thinks of the entities; filled while reading.
    """

    annotation: Annotation
    sources: dict[str, Entity] = field(default_factory=dict)
    opinion: Opinion = field(default_factory=Opinion)

    @cached_property
    def views(self) -> tuple[Masked, ...]:
        """Give the masked sentences, in order."""
        text = self.annotation.document.text
        return tuple(
            mask(text, s, lambda m: letter_of(self.annotation, m)) for s in self.annotation.sentences
        )

    @cached_property
    def _number(self) -> dict[int, int]:
        return {id(view): number for number, view in enumerate(self.views)}

    @cached_property
    def _saying(self) -> list[int]:
        """Give the numbers of the sentences that are neither headings nor captions."""
        kinds = {BlockKind.PARAGRAPH, BlockKind.CREDIT}
        return [n for n, view in enumerate(self.views) if view.sentence.block.kind in kinds]

    @property
    def focus(self) -> Entity | None:
        """Give the work that the document is about."""
        return self.annotation.entities.get(self.annotation.focus)

    def entity(self, mention: Mention) -> Entity:
        """Give the entity that a mention names."""
        return self.annotation.entities[mention.entity]

    @cached_property
    def _by_type(self) -> dict[str, list[Entity]]:
        found: dict[str, list[Entity]] = {}
        for entity in self.annotation.entities.values():
            found.setdefault(entity.type, []).append(entity)
        return found

    def of_type(self, type_: str) -> Sequence[Entity]:
        """Give the entities of one type that the document names, in the order of the annotation."""
        return self._by_type.get(type_, ())

    def caught(self, view: Masked, match: re.Match[str], group: str) -> tuple[Entity, ...]:
        """Give the entities that a slot of a pattern caught, in order; none where it caught nothing."""
        mentions = view.mentions(match, group)
        if len(mentions) > 1 and _begins_clause(view.text, match, group):
            mentions = mentions[:-1]
        return tuple(dict.fromkeys(self.entity(m) for m in mentions))

    def prose(self) -> Iterator[Masked]:
        """Give the sentences of paragraphs, and of plot lines among the credits."""
        return (v for v in self.views if v.sentence.block.kind is BlockKind.PARAGRAPH or _is_plot(v))

    def blocks(self, *kinds: BlockKind) -> Iterator[Masked]:
        """Give the sentences of blocks of these kinds."""
        return (v for v in self.views if v.sentence.block.kind in kinds)

    def before(self, view: Masked, count: int = 3) -> Sequence[Masked]:
        """Give up to `count` sentences before this one, the nearest first; headings and captions are passed over."""
        last = bisect_left(self._saying, self._number[id(view)])
        return [self.views[number] for number in reversed(self._saying[max(0, last - count) : last])]

    def works_in(self, view: Masked) -> tuple[Entity, ...]:
        """Give the works that a sentence names, in order."""
        found = (self.entity(m) for m in view.sentence.mentions)
        return tuple(dict.fromkeys(e for e in found if LETTERS.get(e.type) == "W"))

    def work_at(self, view: Masked) -> Entity | None:
        """Give the work that "the film", or nothing at all, means in a sentence.

        It is the focus of the document, unless the paragraph up to here speaks of one other work alone.
        """
        return self._works_at[self._number[id(view)]]

    def entry_at(self, view: Masked) -> Entity | None:
        """Give the work that the heading of an entry of a list names, for the text below it; None elsewhere."""
        return self._entries[self._number[id(view)]]

    @cached_property
    def _entries(self) -> list[Entity | None]:
        found: list[Entity | None] = []
        entry: Entity | None = None
        for view in self.views:
            if view.sentence.block.kind is BlockKind.HEADING:
                entry = self._entry_of(view)
            found.append(entry)
        return found

    @cached_property
    def _works_at(self) -> list[Entity | None]:
        found: list[Entity | None] = []
        for block, views in groupby(self.views, lambda v: v.sentence.block):
            named: dict[Entity, None] = {}
            opening: Sequence[Entity] = ()
            for number, view in enumerate(views):
                works = self.works_in(view)
                opening = opening if number else works if _is_about_what_it_names(view) else ()
                named.update(dict.fromkeys(works))
                found.append(self.entry_at(view) or self._work_of_block(block, named, opening))
        return found

    def _entry_of(self, view: Masked) -> Entity | None:
        """Give the work that a heading is the title of ("3. Name (1991)"): the text below speaks of it."""
        works = self.works_in(view)
        alone = re.match(
            r"^\W*(?:no\.? ?)?(?:\d{1,3}[.):]? +)?\W*\ue000W\d+\ue001\W*(?:\([^()]*\))?\W*$",
            view.text,
            re.IGNORECASE,
        )
        return works[0] if alone and works and works[0] != self.focus else None

    def _work_of_block(
        self, block: Block, named: Mapping[Entity, None], opening: Sequence[Entity]
    ) -> Entity | None:
        """Give the work at hand in a block: of those named so far, and those that its first sentence is about."""
        if len(named) != 1 or self.focus in named:
            return self.focus
        other = next(iter(named))
        if self.focus is None or (block.kind is BlockKind.PARAGRAPH and other in opening):
            return other
        return self.focus

    def is_animated(self, work: Entity | None, view: Masked) -> bool:
        """Say whether who plays in a work lends a voice: the focus as a whole, another work by its sentence."""
        if work is not None and work.type == "Game":
            return True
        if work is None or work == self.focus:
            return self.annotation.animated
        return _ANIMATED.search(view.text) is not None

    def antecedent(self, view: Masked, letters: str, *, here: int | None = None) -> Entity | None:
        """Give whom "he", "her" or "the character" means: named before in the sentence, else first in one before.

        Args:
            view: the sentence of the pronoun.
            letters: of the classes that it may stand for, "P", "C" or "PC".
            here: position of the pronoun in the masked text, None for the start of the sentence.
        """
        if here:
            named = [m for m in view.sentence.mentions if m.span.end <= view.offset(here)]
            fitting = [self.entity(m) for m in named if letter_of(self.annotation, m) in letters]
            if fitting:
                return fitting[-1]
        for earlier in self.before(view, _REACH):
            fitting = [
                self.entity(m) for m in earlier.sentence.mentions if letter_of(self.annotation, m) in letters
            ]
            if fitting:
                return fitting[0]
        return None

    def named_before(self, view: Masked, letter: str, count: int) -> tuple[Entity, ...]:
        """Give the last `count` different entities of a class named before a sentence, in order; fewer if so."""
        found: list[Entity] = []
        for earlier in self.before(view, 4):
            for mention in reversed(earlier.sentence.mentions):
                entity = self.entity(mention)
                if letter_of(self.annotation, mention) == letter and entity not in found:
                    found.append(entity)
        return tuple(reversed(found[:count]))

    def source(self, noun: str, phrases: Sequence[str], title: str = "", kind: str = "") -> Entity:
        """Give the entity of a work without a name of its own.

        Args:
            noun: the noun phrase that says its kind: "first novel".
            phrases: what denotes it in the text, the fullest first.
            title: the title that it shares, where the text says so.
            kind: its class, where the noun means one only here ("story").
        """
        kind = kind or kind_of_noun(noun) or "Work"
        names = tuple(dict.fromkeys(name for name in (title, *phrases) if name))
        path = f"{mint_path(kind, names[0])}-{kind.casefold()}" if title else mint_path(kind, names[0])
        return self.sources.setdefault(path, Entity(path, kind, names, unnamed=True))

    def called(self, name: str, type_: str) -> Entity:
        """Give the entity of a type that a name within another name means: "X" of "X’s novel"."""
        folded = fold_name(name)
        for entity in self.of_type(type_):
            if folded in map(fold_name, entity.names):
                return entity
        path = mint_path(type_, name)
        return self.sources.setdefault(path, Entity(path, type_, (name,)))

    def claim(
        self, place: Place, relation: str, subject: Entity, obj: Entity | Literal, **qualifiers: str
    ) -> Claim:  # fmt: skip
        """Make a claim whose evidence is the sentence that a rule matched in."""
        span = place.view.sentence.span
        document = self.annotation.document
        return Claim(
            relation,
            subject,
            obj,
            Evidence(document.id, span, span.of(document.text), place.rule),
            place.status,
            round(place.confidence, 4),
            tuple(sorted((k, v) for k, v in qualifiers.items() if v)),
        )


_LAST_BY_COMMA = re.compile(r"\ue001[^\ue000\ue001]{0,3}, [^\ue000\ue001\w]{0,2}\ue000\w\d+\ue001\W{0,2}$")
_VERB_BEHIND = re.compile(
    r"\s(?!(?:and|or|with|as|in|at|on|by|of|for|from|to|plus|among|who|whose|which|that|also|et)\b)[a-z]+"
)


def _begins_clause(text: str, match: re.Match[str], group: str) -> bool:
    """Say whether the last name of a list is none of it, but begins the main clause: "Scored by A, B says little"."""
    said = _LAST_BY_COMMA.search(match[group] or "")
    return said is not None and _VERB_BEHIND.match(text, match.end(group)) is not None


_PLOT = re.compile(r"(?:storyline|plot|synopsis|premise|logline)\b", re.IGNORECASE)


def _is_plot(view: Masked) -> bool:
    return view.sentence.block.kind is BlockKind.CREDIT and _PLOT.match(view.text) is not None
