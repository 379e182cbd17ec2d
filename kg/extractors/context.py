"""What an extractor sees of a document: masked sentences, and what "the film", "he" and "both" stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.language import letter_of
from kg.language.lexicon import kind_of_noun
from kg.language.masking import LETTERS, Masked, mask
from kg.model import BlockKind, Claim, Entity, Evidence, Status
from kg.names import mint_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language import Annotation, Mention
    from kg.model import Literal

_ANIMATED = re.compile(r"\b(?:anime|animated|animation|voiced|dub(?:bed)?)\b", re.IGNORECASE)
_NOUN_OF_FOCUS = re.compile(
    r"\b(?:the|this|that|its) (?:\w+ )?(film|movie|feature|series|show|anime|game|adaptation|documentary)\b",
    re.IGNORECASE,
)


_REACH = 6  # sentences that a pronoun may reach back


@dataclass(frozen=True, slots=True)
class Place:
    """A match of a rule: where it was read, and how."""

    view: Masked
    rule: str
    confidence: float
    status: Status = Status.STATED


@dataclass
class Context:
    """A document for extractors.

    Attributes:
        annotation: sentences, mentions and entities.
        sources: works that have no name of their own ("the novel by X"), by id; made while reading.
    """

    annotation: Annotation
    sources: dict[str, Entity] = field(default_factory=dict)

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

    @property
    def focus(self) -> Entity | None:
        """Give the work that the document is about."""
        return self.annotation.entities.get(self.annotation.focus)

    def entity(self, mention: Mention) -> Entity:
        """Give the entity that a mention names."""
        return self.annotation.entities[mention.entity]

    def caught(self, view: Masked, match: re.Match[str], group: str) -> tuple[Entity, ...]:
        """Give the entities that a slot of a pattern caught, in order; none where it caught nothing."""
        return tuple(dict.fromkeys(self.entity(m) for m in view.mentions(match, group)))

    def prose(self) -> Iterator[Masked]:
        """Give the sentences of paragraphs, and of plot lines among the credits."""
        return (v for v in self.views if v.sentence.block.kind is BlockKind.PARAGRAPH or _is_plot(v))

    def blocks(self, *kinds: BlockKind) -> Iterator[Masked]:
        """Give the sentences of blocks of these kinds."""
        return (v for v in self.views if v.sentence.block.kind in kinds)

    def before(self, view: Masked, count: int = 3) -> Sequence[Masked]:
        """Give up to `count` sentences before this one, the nearest first; headings and captions are passed over."""
        number = self._number[id(view)]
        kinds = {BlockKind.PARAGRAPH, BlockKind.CREDIT}
        earlier = (v for v in reversed(self.views[:number]) if v.sentence.block.kind in kinds)
        return [v for v, _ in zip(earlier, range(count), strict=False)]

    def works_in(self, view: Masked) -> tuple[Entity, ...]:
        """Give the works that a sentence names, in order."""
        found = (self.entity(m) for m in view.sentence.mentions)
        return tuple(dict.fromkeys(e for e in found if LETTERS.get(e.type) == "W"))

    def work_at(self, view: Masked) -> Entity | None:
        """Give the work that "the film", or nothing at all, means in a sentence.

        It is the focus of the document, unless the paragraph up to here speaks of one other work alone.
        """
        block = view.sentence.block
        mine = [v for v in self.views if v.sentence.block is block and v.sentence.span <= view.sentence.span]
        works = tuple(dict.fromkeys(w for v in mine for w in self.works_in(v)))
        others = [w for w in works if w != self.focus]
        if self.focus is None:
            return works[0] if len(works) == 1 else None
        own = self.focus in works or len(others) != 1 or block.kind is not BlockKind.PARAGRAPH
        if own or not self._opens_with(mine, others[0]):
            return self.focus
        return others[0]

    def _opens_with(self, views: Sequence[Masked], work: Entity) -> bool:
        """Say whether a paragraph is about a work: its first sentence names it and calls nothing else "the film"."""
        return bool(views) and work in self.works_in(views[0]) and not _NOUN_OF_FOCUS.search(views[0].text)

    def is_animated(self, work: Entity | None, view: Masked) -> bool:
        """Say whether who plays in a work lends a voice: the focus as a whole, another work by its sentence."""
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

    def source(self, noun: str, phrases: Sequence[str], title: str = "") -> Entity:
        """Give the entity of a work without a name of its own.

        Args:
            noun: the noun phrase that says its kind: "debut manga".
            phrases: what denotes it in the text, the fullest first.
            title: the title that it shares, where the text says so.
        """
        kind = kind_of_noun(noun) or "Work"
        names = tuple(dict.fromkeys(name for name in (title, *phrases) if name))
        path = f"{mint_path(kind, names[0])}-{kind.casefold()}" if title else mint_path(kind, names[0])
        return self.sources.setdefault(path, Entity(path, kind, names, unnamed=True))

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
            place.confidence,
            tuple(sorted((k, v) for k, v in qualifiers.items() if v)),
        )


_PLOT = re.compile(r"(?:storyline|plot|synopsis|premise|logline)\b", re.IGNORECASE)


def _is_plot(view: Masked) -> bool:
    return view.sentence.block.kind is BlockKind.CREDIT and _PLOT.match(view.text) is not None
