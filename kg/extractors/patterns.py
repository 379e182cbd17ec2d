"""Rules that are one pattern: what it catches, and the relation that it states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.status import status_of
from kg.language.lexicon import WORK_NOUNS, alternatives
from kg.language.masking import Masked, compile_pattern
from kg.language.screening import Board
from kg.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Claim, Entity


# "A new film about her, directed by ...": a work without a name that is not the one at hand.
_OTHER_WORK = re.compile(
    rf"(?:^|[.;] |\band |\bbut )(?:an?|another) (?:[\w-]+ ){{0,3}}?(?:{alternatives(WORK_NOUNS['Film'] | WORK_NOUNS['Series'] | WORK_NOUNS['Work'])})\b[^.;\ue000]{{0,50}}$",
    re.IGNORECASE,
)
_BEFORE_BRACKET = compile_pattern(
    rf"(?:<W:work>|\b(?:{alternatives(frozenset().union(*WORK_NOUNS.values()))}|name|title))\s*$"
)


BOARD = Board()  # of the rules of all extractors: they look at the same sentences


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule over masked sentences.

    Attributes:
        name: of the rule; it stands in the evidence of what it reads.
        relation: local name of the ontology property.
        template: slots "subject" and "object", each a mention or a list; see `kg.language.masking`. Where there is
            none for an end, the work at hand is meant; a group "he" marks a pronoun that stands for the subject.
        confidence: how often it is right, from 0 to 1.
        about_focus: True where a missing end is the document's main work, whatever the paragraph speaks of.
    """

    name: str
    relation: str
    template: str
    confidence: float
    about_focus: bool = False


class PatternTable:
    """Rules that are read one after the other in each sentence."""

    def __init__(self, *patterns: Pattern) -> None:
        """Keep the rules in their order."""
        self.patterns = patterns
        self._screen = BOARD.screen(pattern.template for pattern in patterns)

    def apply(self, context: Context, views: Iterable[Masked]) -> Iterator[Claim]:
        """Give what the rules read in some sentences."""
        for view in views:
            if view.sentence.mentions:  # every pattern has a slot
                for number, match in self._screen.finditer(view.text):
                    yield from _claims(context, self.patterns[number], view, match)


def _claims(context: Context, pattern: Pattern, view: Masked, match: re.Match[str]) -> Iterator[Claim]:
    subjects = _end(context, pattern, view, match, "subject")
    objects = _end(context, pattern, view, match, "object")
    status = status_of(view.text, match.start(), match.end())
    hedged = status in {Status.NEGATED, Status.RUMOURED}
    place = Place(view, pattern.name, pattern.confidence * (0.8 if hedged else 1.0), status)
    for subject in subjects:
        for obj in objects:
            if subject != obj:
                yield context.claim(place, pattern.relation, subject, obj)


def _before_bracket(view: Masked, match: re.Match[str]) -> re.Match[str] | None:
    """Give what a match inside a bracket is said of, a work or a noun for one: "the manga Title (published by X)"."""
    opening = view.text.rfind("(", 0, match.start())
    if opening < 0 or ")" in view.text[opening : match.start()]:
        return None
    return _BEFORE_BRACKET.search(view.text[:opening])


def _end(
    context: Context, pattern: Pattern, view: Masked, match: re.Match[str], end: str
) -> tuple[Entity, ...]:
    caught = context.caught(view, match, end)
    if caught:
        return caught
    if f":{end}>" in pattern.template:
        return ()
    if "he" in match.groupdict() and end == "subject":
        person = context.antecedent(view, "P", here=match.start("he"))
        return (person,) if person else ()
    if _OTHER_WORK.search(view.text[: match.start()]):
        return ()
    bracketed = _before_bracket(view, match)
    if bracketed is not None:
        return context.caught(view, bracketed, "work")
    work = context.focus if pattern.about_focus else context.work_at(view)
    return (work,) if work else ()
