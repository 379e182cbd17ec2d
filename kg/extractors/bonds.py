"""Rivals and mentors among the characters of a work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.patterns import Pattern, PatternTable
from kg.extractors.status import status_of
from kg.language.masking import Masked, compile_pattern
from kg.language.screening import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Entity

_TEACHES = r"(?:mentors|mentored|trains|coaches|teaches|taught|tutors|takes [^.;\ue000]{0,20} under (?:his|her|their) wing|guides|instructs)"
PATTERNS = PatternTable(
    Pattern("rival-of", "rivalOf", r"<C:subject>,? (?:is |was |becomes |emerges as |remains |as )?(?:an? |the |his |her |their )?(?:[\w-]+ ){0,3}?(?:rival|rivals|nemesis|competitor|archrival|arch-rival) (?:of|to|for) <C:object>", 0.9),
    Pattern("possessive-rival", "rivalOf", r"<C:object>’s (?:[\w-]+ ){0,3}?(?:rival|competition|competitor|nemesis|opponent|archrival),? <C:subject>", 0.88),
    Pattern("emerges-as-rival", "rivalOf", r"<C:subject> (?:is|was|becomes|became|emerges as|turns into|proves|remains) <C:object>’s (?:[\w-]+ ){0,3}?(?:rival|competition|competitor|nemesis|opponent|archrival)", 0.92),
    Pattern("rivals-and", "rivalOf", r"rivals,? <C:subject> and <C:object>", 0.9),
    Pattern("are-rivals", "rivalOf", r"<C:subject> and <C:object>,? (?:are|were|become|start as|who are|as|face off as)? ?(?:[\w-]+ ){0,3}?rivals", 0.9),
    Pattern("rivalry-between", "rivalOf", r"(?:rivalry|duel|competition) between <C:subject> and <C:object>", 0.9),
    Pattern("rivalry-with", "rivalOf", r"<C:subject>’s (?:[\w-]+ ){0,3}?rivalry with <C:object>", 0.9),
    Pattern("mentors", "mentorOf", rf"<C:subject>,? (?:who )?(?:also )?{_TEACHES} (?:the )?(?:[\w-]+ ){{0,3}}?<C:object>", 0.9),
    Pattern("to-teach", "mentorOf", r"<C:subject> [^.;\ue000]{2,60}? to (?:teach|train|mentor|coach) <C:object>", 0.82),
    Pattern("mentor-of", "mentorOf", r"<C:subject>,? (?:is |was |an? |the |becomes )?(?:[\w-]+ ){0,3}?(?:mentor|teacher|coach|trainer|master) (?:of|to|for) <C:object>", 0.88),
    Pattern("possessive-mentor", "mentorOf", r"<C:object>’s (?:[\w-]+ ){0,2}?(?:mentor|teacher|coach|trainer|master),? <C:subject>", 0.88),
)  # fmt: skip
_THEY_RIVALS = Guarded(
    re.compile(
        r"\b(?:they|the two|these two|the pair|the boys|the girls|the men|the women)\b[^.;]{0,60}?\b(?:rivals|rivalry)\b",
        re.IGNORECASE,
    )
)
_CREATES_RIVAL = re.compile(
    r"\b(?:creates|becomes|make[s]?|meets|finds)\b[^.;]{0,12}\b(?:the|his|her|a) (?:\w+ )?rival\b(?=[,.;:!]| (?:who|whom|that|which|in|of|to|for|he|she|they|and)\b|$)",
    re.IGNORECASE,
)
_HE_MENTORS = Guarded(re.compile(rf"\b(?:he|she|they) {_TEACHES}\b", re.IGNORECASE))
_TEACHES_HIM = Guarded(compile_pattern(rf"<C:subject> {_TEACHES} (?:him|her|them)\b"))
_PAIR = 2


def extract_bonds(context: Context) -> Iterator[Claim]:
    """Read rivals and mentors from running text."""
    yield from PATTERNS.apply(context, context.prose())
    for view in context.prose():
        yield from _plural(context, view)
        yield from _created(context, view)
        yield from _pronoun(context, view)
        yield from _taught(context, view)


def _characters(context: Context, view: Masked) -> list[Entity]:
    return list(
        dict.fromkeys(
            context.entity(m) for m in view.sentence.mentions if context.entity(m).type == "Character"
        )
    )


def _plural(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "They start as rivals": the two characters named last."""
    match = _THEY_RIVALS.search(view.text)
    if match is None:
        return
    named = _before_here(context, view, match.start())
    earlier = [c for c in context.named_before(view, "C", _PAIR) if c not in named]
    pair = (*earlier, *named)[-_PAIR:]
    if len(pair) == _PAIR:
        yield context.claim(
            Place(view, "they-rivals", 0.8, status_of(view.text, match.start(), match.end())),
            "rivalOf",
            pair[0],
            pair[1],
        )


def _before_here(context: Context, view: Masked, position: int) -> list[Entity]:
    offset = view.offset(position)
    named = [m for m in view.sentence.mentions if m.span.end <= offset]
    return list(dict.fromkeys(context.entity(m) for m in named if context.entity(m).type == "Character"))


def _created(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "A teaches B to run and creates the rival who will beat him"."""
    characters = _characters(context, view)
    if len(characters) == _PAIR and _CREATES_RIVAL.search(view.text):
        yield context.claim(Place(view, "creates-rival", 0.75), "rivalOf", characters[1], characters[0])


def _taught(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "A teaches him to run": he is the other character named last."""
    for match in _TEACHES_HIM.finditer(view.text):
        teacher = context.caught(view, match, "subject")[0]
        recent = [c for c in context.named_before(view, "C", 4) if c != teacher]
        if recent:
            yield context.claim(Place(view, "teaches-him", 0.78), "mentorOf", teacher, recent[-1])


def _pronoun(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "He mentors a newcomer, B": he is the character that the sentence before is about."""
    match = _HE_MENTORS.search(view.text)
    if match is None:
        return
    behind = [m for m in view.sentence.mentions if m.span.start >= view.offset(match.end() - 1)]
    pupils = [context.entity(m) for m in behind if context.entity(m).type == "Character"]
    teacher = context.antecedent(view, "C", here=match.start())
    if pupils and teacher is not None and teacher != pupils[0]:
        yield context.claim(
            Place(view, "he-mentors", 0.8, status_of(view.text, match.start(), match.end())),
            "mentorOf",
            teacher,
            pupils[0],
        )
