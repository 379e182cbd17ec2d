"""Which work a critic likens to which, or sets against it. A comparison is an opinion, and it is the critic's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.patterns import BOARD
from kg.language.masking import Masked, compile_pattern
from kg.language.screening import Guarded
from kg.model import BlockKind, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Entity

# Between the phrase that likens and the work: a noun phrase, not another clause.
_CLAUSE = (
    r"\b(?:before|after|when|while|which|where|who|because|since|to)\b"
    r"|,\s(?:(?:and|but|so)\s)?(?:the|an?|it|they|he|she|we|i|this|his|her|their)\b"
)
_OF = rf"(?:(?:(?!{_CLAUSE})[^.;:()\ue000]){{0,70}}?)"
_OWNER = r"(?:<PX>’s )?"


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    template: str
    polarity: str
    confidence: float


_RULES = (
    _Rule("feels-like", rf"(?:feels?|plays?|looks?|sounds?|reads?|seems?|works?) (?:\w+ ){{0,3}}?like {_OF}{_OWNER}<WX+:other>", "similar", 0.85),
    _Rule("similar-to", rf"(?:similar|comparable|akin|indebted|close|closer|a tribute|kin|kindred|an? homage|owes (?:\w+ ){{1,4}}?) ?to {_OF}{_OWNER}<WX+:other>", "similar", 0.85),
    _Rule("lineage", rf"(?:in the (?:lineage|vein|tradition|spirit|footsteps|mould|mold|company|same league|style|shadow) of|reminiscent of|in the same (?:vein|breath|spirit|league) as|evok(?:es?|ing|ed)|echo(?:es|ing|ed)?|recall(?:s|ing|ed)?|channel(?:s|ing)|brings? to mind|calls? to mind|remind(?:s|ed|ing)? (?:me |us |one |you |viewers )?of|shades of|hints of|nods? to|borrows from|descendant of|heir to|spiritual (?:successor|cousin|sequel|sibling) (?:to|of)|cousin (?:to|of)|companion piece to|love letter to|homage to|think(?:ing)? of|nudging me (?:back )?(?:toward|to)|the next|worthy of) {_OF}{_OWNER}<WX+:other>(?:[^.;\ue000]{{0,60}}?,? (?:filtered|crossed|mixed|blended|by way of|with)[^.;]{{0,80}}? of <WX:second>(?:[^.;\ue000]{{0,40}}? of <WX:third>)?)?", "similar", 0.85),
    _Rule("sibling", rf"(?:sibling|sister|brother|cousin|twin|companion|counterpart|answer|successor) (?:to|of) {_OF}{_OWNER}<WX+:other>", "similar", 0.85),
    _Rule("comparison-to", rf"comparisons? (?:\w+ ){{0,3}}?(?:to|with) {_OF}{_OWNER}<WX+:other>", "similar", 0.88),
    _Rule("compared-to", rf"(?:compared|likened|compares|compare) (?:\w+ )?(?:to|with) {_OF}{_OWNER}<WX+:other>", "neutral", 0.8),
    _Rule("meets", r"<WX:other> meets <WX:second>", "similar", 0.85),
    _Rule("cross-between", r"(?:cross|mix|mixture|blend|marriage|mash-up|collision|halfway point|midpoint) (?:between|of) <WX:other> and <WX:second>", "similar", 0.85),
    _Rule("just-as-in", r"(?:just )?(?:as|like) in <W:other>", "similar", 0.75),
    _Rule("much-like", rf"(?<!un)(?<!does not )(?<!did not )(?<!do not )(?<!n.t )(?:much |just |rather |not un)like {_OWNER}<W+:other>", "similar", 0.8),
    _Rule("unlike", rf"\bunlike {_OF}{_OWNER}<WX+:other>", "contrast", 0.88),
    _Rule("more-than", rf"\b(?:more|less|better|worse|funnier|darker|smarter|bleaker|lighter|bigger|richer|weaker|stronger|superior|inferior|[a-z]{{4,20}}er) (?:[\w’' -]{{0,50}}? )?(?:than|(?<=superior )to|(?<=inferior )to) {_OF}<W:other>", "contrast", 0.8),
    _Rule("far-from", rf"(?:a far cry from|a world away from|worlds away from|light years from|lacks the [\w ]+ of|none of the [\w ]+ of|departs from|departure from|as opposed to|in contrast (?:to|with)|contrary to|the opposite of|the antithesis of) {_OF}{_OWNER}<W:other>", "contrast", 0.8),
    _Rule("not-the-next", r"(?:not|n[’']t) (?:quite )?(?:the next|the new|another) <W+:other>", "contrast", 0.88),
    _Rule("how-similar", r"how similar (?:are|is) <W:work> (?:and|to) <W:other>", "neutral", 0.8),
    _Rule("parallel-in", r"\bin <W:other>, [^.;\ue000]+; in <W:work>", "neutral", 0.8),
    _Rule("parallel-where", rf"\b(?:where|while|whereas|if) {_OWNER}<W:other>[^.;\ue000]{{2,120}}, <W:work>", "contrast", 0.85),
    _Rule("if-you-liked", r"if you (?:liked|loved|enjoyed|adored) <W+:other>", "similar", 0.75),
    _Rule("more-like", rf"(?:more|closer) (?:like|akin to|in spirit to|in tone to) {_OF}{_OWNER}<W+:other>", "similar", 0.78),
    _Rule("shares", r"<W:work> (?:shares|has) [^.;\ue000]{2,60}? (?:with|in common with) <WX+:other>", "similar", 0.85),
    _Rule("shoulder-to-shoulder", r"(?:shoulder to shoulder|side by side|on a par|on par|neck and neck|ranks?|stands?) (?:with|alongside|beside) <W+:other>", "similar", 0.75),
)  # fmt: skip
_SCREEN = BOARD.screen(rule.template for rule in _RULES)
_REJECTS_BOTH = Guarded(
    re.compile(
        r"(?:\b(?:it|this|film|movie|series|show|anime|game|feature|story|adaptation|documentary)|\ue001)\s(?:\w+\s)?"
        r"(?:rejects|refuses|avoids|shuns|does neither|is neither|has neither|resists|wants no part of)\b[^.;]{0,20}\b(?:both|either|neither)?\b",
        re.IGNORECASE,
    )
)
_BOTH = Guarded(re.compile(r"\b(?:both|either|neither)\b", re.IGNORECASE))
_NEGATION = re.compile(r"(?:\bnot|n[’']t|\bnever|\bhardly|\bno)\b[^.;,]{0,40}$", re.IGNORECASE)
_HARD_NOT_TO = re.compile(r"(?:hard|difficult|impossible|easy) (?:not )?to[^.;,]{0,25}$", re.IGNORECASE)
_NOT_SINCE = re.compile(
    r"\b(?:since|after|before|from the (?:makers|director|team|studio) of|creator of|director of|author of)\s+$",
    re.IGNORECASE,
)
_WHEREAS = Guarded(
    compile_pattern(
        r"(?:whereas|while) (?P<his>his|her|their) (?:debut|first|previous|earlier|last) (?:film|feature|work|movie|novel|manga)?[^.;\ue000]{0,80}, <W:work>"
    )
)


def extract_comparisons(context: Context) -> Iterator[Claim]:
    """Read comparisons between works, with polarity and critic."""
    views = [*context.prose(), *context.blocks(BlockKind.HEADING)]
    for view in views:
        for number, match in _SCREEN.finditer(view.text) if view.sentence.mentions else ():  # each has a slot
            yield from _of_match(context, view, _RULES[number], match)
        yield from _rejected(context, view)
        yield from _whereas(context, view)


def _of_match(context: Context, view: Masked, rule: _Rule, match: re.Match[str]) -> Iterator[Claim]:
    others = [
        e
        for slot in ("other", "second", "third")
        if slot in match.groupdict()
        for e in context.caught(view, match, slot)
    ]
    others = [e for e in others if e.type != "Name" or rule.confidence > _SURE]
    if not others or _NOT_SINCE.search(view.text[: match.start()]):
        return
    subject = _subject(context, view, match, others)
    if subject is None:
        return
    polarity = rule.polarity
    if polarity == "similar" and _is_denied(view.text, match):
        polarity = "contrast"
    for other in others:
        if other != subject:
            yield _comparison(
                context,
                Place(view, f"comparison-{rule.name}", rule.confidence, Status.OPINION),
                subject,
                other,
                polarity,
            )


_SURE = 0.8
_BOTH_ARE = 2


def _is_denied(text: str, match: re.Match[str]) -> bool:
    left = text[: match.start()]
    return _NEGATION.search(left) is not None and _HARD_NOT_TO.search(left) is None


def _subject(context: Context, view: Masked, match: re.Match[str], others: list[Entity]) -> Entity | None:
    """Give the work that is compared: named in the rule's own slot, else before the match, else the one at hand."""
    if "work" in match.groupdict():
        named = context.caught(view, match, "work")
        if named:
            return named[0]
    end = view.offset(match.start())
    before = [context.entity(m) for m in view.sentence.mentions if m.span.end <= end + 1]
    works = [w for w in before if w in context.works_in(view) and w not in others]
    if (
        works
        and works[-1] != context.focus
        and context.focus not in works
        and _opens(view, works[0], context)
    ):
        return works[0]
    entry = context.entry_at(view)
    if entry is not None and entry not in others:
        return entry
    return (
        context.focus if context.focus is not None and context.focus not in others else context.work_at(view)
    )


def _opens(view: Masked, work: Entity, context: Context) -> bool:
    """Say whether a sentence opens with a work, so that it is about that one."""
    first = next(m for m in view.sentence.mentions if context.entity(m) == work)
    return first.span.start - view.sentence.span.start < _EARLY or context.focus is None


_EARLY = 30  # characters


def _comparison(context: Context, place: Place, subject: Entity, other: Entity, polarity: str) -> Claim:
    return context.claim(place, "comparedTo", subject, other, polarity=polarity, critic=critic_of(context))


def critic_of(context: Context) -> str:
    """Give who holds the opinions of a document: its author, else its publisher."""
    metadata = context.annotation.document.metadata
    return metadata.author or metadata.publisher


def _rejected(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "Hits like A do this. B does that. The film rejects both."""
    if not (_BOTH.search(view.text) and _REJECTS_BOTH.search(view.text)) or context.focus is None:
        return
    others = {
        w: None
        for v in (view, *context.before(view, 2))
        for w in context.works_in(v)
        if not _shares_name(w, context.focus)
    }
    if len(others) == _BOTH_ARE:
        for other in others:
            yield _comparison(
                context,
                Place(view, "comparison-rejects-both", 0.8, Status.OPINION),
                context.focus,
                other,
                "contrast",
            )


def _shares_name(work: Entity, focus: Entity) -> bool:
    return not set(work.names).isdisjoint(focus.names)


def _whereas(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "whereas his debut was small, the film is large": the debut is the maker's work named last."""
    for match in _WHEREAS.finditer(view.text):
        work = context.caught(view, match, "work")[0]
        earlier = next(
            (w for v in context.before(view, 6) for w in reversed(context.works_in(v)) if w != work), None
        )
        if earlier is not None:
            yield _comparison(
                context, Place(view, "comparison-whereas", 0.75, Status.OPINION), work, earlier, "contrast"
            )
