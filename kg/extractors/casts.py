"""Who is in the cast of a work, and which characters appear in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.patterns import Pattern, PatternTable
from kg.language.cues import votes_of
from kg.language.lexicon import PEOPLE_NOUNS, alternatives
from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.masking import Masked
    from kg.model import Claim

_FILMS = r"(?:films|movies|shows|series|features|projects|works|titles|hits)"
PATTERNS = PatternTable(
    Pattern("cast-features", "castMemberOf", r"(?:cast|version|dub|ensemble) (?:also )?(?:features?|featured|includes?|included|stars|starred|starring|boasts|led by|headed by|consists of|comprises) <P+:subject>", 0.9),
    Pattern("starring", "castMemberOf", r"(?:starring|stars|starred|toplined by|led by|performances? (?:by|from)|the voices of|voice talents of) <P+:subject>", 0.85),
    Pattern("work-stars", "castMemberOf", r"<W:object>(?: \([^()]*\))?,? (?:which |that )?(?:stars|starring|starred|features the voices of) <P+:subject>", 0.9),
    Pattern("to-star", "castMemberOf", r"<P:subject>,? (?:who )?(?:to star|will star|set to star|stars|starred|co-stars|to lead|set to lead|will lead|appears|appeared|also appears) in (?:the |their |its |an? )?(?:[\w-]+ ){0,3}?<W+:object>", 0.88),
    Pattern("actor-to-star", "castMemberOf", r"(?:picked|tapped|cast|chosen|hired) [^.;]{0,40}?<P:subject> to star\b", 0.85),
    Pattern("appeared-in", "castMemberOf", rf"(?P<he>\bhe|\bshe|\bhim|\bher)(?:[’']s|[’']ll| has| will)? (?:\w+ )?(?:appeared|appears|appear|starred|stars|played parts|seen|featured|been) ?in (?:[\w-]+ ){{0,3}}?(?:{_FILMS} (?:like|such as|including) )?(?:\d{{4}}’s )?<W+:object>", 0.78),
    Pattern("catch-in", "castMemberOf", r"(?:catch|see|recognize|recognise|spot) (?P<he>him|her) (?:next |again |soon |also |now |later |recently )?(?:in|from) (?:[^.,;<>]{0,40}?)<W+:object>", 0.75),
    Pattern("lead-for", "castMemberOf", r"(?:serving as|serves as|as) the (?:lead|star) (?:for|of|in) [^.;<>]{0,40}?<W:object>(?P<he>)", 0.6),
    Pattern("set-to-lead", "castMemberOf", r"<P:subject> (?:is |was )?(?:now )?set to (?:lead|star in|headline) the (?:[\w-]+ ){0,3}?(?:cast|ensemble|film|movie|series|show|anime|adaptation|feature|drama|project|remake|sequel)\b", 0.85),
    Pattern("star-as-somebody", "castMemberOf", r"<P+:subject> (?:stars?|co-stars?) as (?:an?|the) [a-z]", 0.85),
    Pattern("nameless-role", "castMemberOf", rf"(?<![\w-])(?:{alternatives(PEOPLE_NOUNS)}) \(<P:subject>\)", 0.8),
    Pattern("opposite", "castMemberOf", r"(?:opposite|alongside) <P+:subject>,? in <W:object>", 0.8),
)  # fmt: skip
_SHOWS = 0.8  # votes in one sentence below which nothing shows a character
_APPEARS_ENOUGH = 1.0  # votes in one sentence that show a character


def extract_casts(context: Context) -> Iterator[Claim]:
    """Read members of casts, and the characters of works, from running text."""
    read = list(PATTERNS.apply(context, context.prose()))
    # "A friend sees Night Train, which stars X": the work is the one that is named, not the one at hand.
    named = {(c.evidence.span, c.subject) for c in read if c.evidence.extractor in {"work-stars", "to-star"}}
    yield from (
        c for c in read if c.evidence.extractor != "starring" or (c.evidence.span, c.subject) not in named
    )
    yield from _characters(context)


def _characters(context: Context) -> Iterator[Claim]:
    """Give the first sentence that shows each character as one, with the work that it speaks of."""
    seen: set[tuple[str, str]] = set()
    views = [
        (view, _strengths(view))
        for view in (*context.prose(), *context.blocks(BlockKind.CAPTION))
        if any(context.entity(m).type == "Character" for m in view.sentence.mentions)
    ]
    shown = {
        view.sentence.mentions[index].entity
        for view, strengths in views
        for index, strength in strengths.items()
        if strength >= _SHOWS
    }
    for view, strengths in views:
        work = context.work_at(view)
        for index, mention in enumerate(view.sentence.mentions):
            entity = context.entity(mention)
            if entity.type != "Character" or work is None or (entity.id, work.id) in seen:
                continue
            if _is_of_another(view, index):
                continue
            if _is_likened(view, index) or entity.id not in shown:
                continue
            seen.add((entity.id, work.id))
            confidence = 0.85 if strengths.get(index, 0.0) >= _APPEARS_ENOUGH else 0.7
            yield context.claim(Place(view, "character-named", confidence), "characterIn", entity, work)


def _strengths(view: Masked) -> dict[int, float]:
    found: dict[int, float] = {}
    for index, type_, weight in votes_of(view):
        if type_ == "Character":
            found[index] = found.get(index, 0.0) + weight
    return found


_LIKENED = re.compile(
    r"(?:recalls|like|unlike|reminiscent of|brings to mind|based on|resembles|evokes|than)\b[^.;,]{0,50}$",
    re.IGNORECASE,
)


_OF_ANOTHER = re.compile("\ue000W\\d+\ue001\\W?(?: (?:movie|film|series|show))?[’']s (?:[\\w-]+,? ){0,2}$")


def _is_of_another(view: Masked, index: int) -> bool:
    """Say whether a work owns a character: "best known as Night Train's Odalys"."""
    return _OF_ANOTHER.search(view.text[: view.placeholder(index).start]) is not None


def _is_likened(view: Masked, index: int) -> bool:
    """Say whether a character is named as another work's, for comparison."""
    return _LIKENED.search(view.text[: view.placeholder(index).start]) is not None
