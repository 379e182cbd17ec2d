"""Who voices or plays whom, in which language and at which stage of the character's life."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.dubs import LANGUAGE, Languages, said_language
from kg.extractors.patterns import BOARD
from kg.extractors.stages import stage_of
from kg.extractors.status import status_of
from kg.language.lexicon import JOBS, LANGUAGES, alternatives
from kg.language.masking import LETTERS, Masked, compile_pattern
from kg.language.screening import Guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Claim, Entity

_BRACKET = r"(?: \((?P<{0}_before>[^()<>\ue000]*)<PX:{0}>(?P<{0}_note>[^()\ue000]*)\))?"
_VOICE = "voices|voiced|lends (?:his|her|their) (?:voice|voices|vocals) to|is the voice of|provides the voice (?:of|for)|dubs|gives voice to|voicing|will voice|to voice"
_PLAY = "plays|played|portrays|portrayed|embodies|will play|will portray|to play|to portray|playing|portraying|set as|stars as|starring as|starred as|as|reprises? (?:his|her|their) role as|will reprise (?:his|her|their) role as|who will reprise (?:his|her|their) role as|is cast as|has been cast as|cast as|takes on the role of|in the role of|appears as|reprising (?:his|her|their) role as"
# Small words, adjectives and quoted epithets between the verb and the character.
_EPITHET = r"(?P<epithet>(?:(?!,\s(?:and|but|while|when|who|which|as)\b|\b(?:about|over|against|towards?|regarding)\s)[^.;:()<>\ue000\"“”]|[\"“][^\"“”\ue000]{0,40}[\"”]){0,60}?)"
_JOB = rf"(?:(?:<*> )?(?:{alternatives(JOBS)}) )?"
_TAIL = r"(?P<tail>[^.;()<>\ue000]{0,40})"


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    template: str
    voiced: bool
    confidence: float


_RULES = (
    _Rule("voices", rf"<P:actor>{_BRACKET.format('second')},? (?:who )?(?:also )?(?:{_VOICE}) {_EPITHET}<CX:character>{_BRACKET.format('other')}{_TAIL}", True, 0.95),  # noqa: FBT003  # a table reads better without names
    _Rule("replaces-as", r"<P:actor> (?:replaces|takes over from|steps in for) <P> as (?:the voice of )?(?P<epithet>)<CX:character>", False, 0.85),  # noqa: FBT003
    _Rule("plays", rf"<P:actor>{_BRACKET.format('second')},? (?:who )?(?:also )?(?:{_PLAY}) {_EPITHET}<CX:character>{_BRACKET.format('other')}{_TAIL}", False, 0.9),  # noqa: FBT003
    _Rule("voiced-by", rf"<CX:character>(?P<epithet>[^.;()<>\ue000]{{0,60}}?),? \(?(?:is |was |are |will be )?(?:\w+ )?(?:voiced|dubbed)(?: in (?:the )?(?P<lang>{LANGUAGE})(?: \w+)?)? by {_JOB}<PX:actor>{_BRACKET.format('second')}{_TAIL}", True, 0.95),  # noqa: FBT003
    _Rule("played-by", rf"<CX:character>(?P<epithet>[^.;()<>\ue000]{{0,60}}?),? \(?(?:is |was |who is |who was )?(?:\w+ )?(?:played|portrayed|brought to life) by {_JOB}<PX:actor>{_BRACKET.format('second')}{_TAIL}", False, 0.92),  # noqa: FBT003
    _Rule("character-bracket", r"<C:character> \((?P<epithet>)<P:actor>(?:, [^()]*)?\)", False, 0.88),  # noqa: FBT003
    _Rule("actor-bracket", r"<P:actor> \((?P<epithet>)<C:character>(?:, [^()]*)?\)(?! (?:voices|plays|portrays))", False, 0.85),  # noqa: FBT003
    _Rule("as-character-actor", rf"\bAs (?P<epithet>(?:[\w’'-]+ ){{0,3}})<C:character>, (?:the )?{_JOB}<P:actor>", False, 0.88),  # noqa: FBT003
    _Rule("possessive-voice", r"(?:voice|rasp|tones?|delivery|drawl|growl|vocals|baritone) of <P:actor>’s (?P<epithet>)<C:character>", True, 0.9),  # noqa: FBT003
    _Rule("possessive-role", r"(?<!of )<P:actor>’s (?P<epithet>)<C:character>(?! (?:film|movie|series|novel|manga))", False, 0.7),  # noqa: FBT003
    _Rule("performance-as", r"<P:actor>’s (?:\w+ ){0,2}?(?:performance|turn) as (?P<epithet>)<C:character>", False, 0.9),  # noqa: FBT003
    _Rule("is-good-as", r"<P:actor> (?:is|was) (?!as\b|known|also|described|seen|regarded)(?:[\w-]+,? ){1,3}as (?P<epithet>)<CX:character>", False, 0.88),  # noqa: FBT003
    _Rule("and-by", r"(?:voiced|played|portrayed|dubbed) by [^.;]{1,60}? and (?P<epithet>)<CX:character> by <PX:actor>", False, 0.88),  # noqa: FBT003
    _Rule("gives-character", r"<P:actor> (?:gives|lends|invests|imbues) (?P<epithet>)<C:character> (?:an?|the|with|his|her)\b", False, 0.78),  # noqa: FBT003
    _Rule("is-character", r"<P:actor> (?:is|was) (?P<epithet>)<C:character>(?=,|\.|;)", False, 0.75),  # noqa: FBT003
    _Rule("name-as", r"<P:actor> (?:has |had )?made (?:a|his|her|their) name (?:for (?:himself|herself|themselves) )?as (?P<epithet>)<CX:character>", False, 0.8),  # noqa: FBT003
    _Rule("known-as", r"<P:actor>,? (?:as|best known as) (?:the )?(?:\d{4} )?(?P<epithet>(?:<W:work>(?: movie| film| series| show)?’s )?(?:[\w-]+, )?)<C:character>(?!’s)", False, 0.6),  # noqa: FBT003
)  # fmt: skip
_SCREEN = BOARD.screen(rule.template for rule in _RULES)
_ANAPHOR = Guarded(
    re.compile(
        r"(?P<anaphor>\b(?:the character|the role|the hero|the heroine|the protagonist|he|she|his|her)(?:[’'‘]s)?(?P<epithet>[^.;()\ue000]{0,80}?)) (?:is |was |are )?(?:voiced|played|portrayed|dubbed) by ",
        re.IGNORECASE,
    )
)
_ANAPHOR_ACTORS = compile_pattern(rf"<PX:actor>{_BRACKET.format('second')}")
_IN_WORK = compile_pattern(r"^[^.;()]{0,60}? in (?:the )?(?:[\w-]+ ){0,4}?(?:of )?<W:work>")


def extract_roles(context: Context) -> Iterator[Claim]:
    """Read voice roles and live-action roles from running text."""
    languages = Languages(context)
    for view in context.prose():
        if not view.sentence.mentions:
            continue
        seen: set[tuple[int, int]] = set()
        for number, match in _SCREEN.finditer(view.text):
            if "actor" in match.groupdict() and match.span("character") not in seen:
                found = list(_of_match(context, languages, view, _RULES[number], match))
                if found:
                    seen.add(match.span("character"))
                yield from found
        yield from _of_anaphors(context, languages, view)
        yield from _pairwise(context, view)


def _of_match(
    context: Context, languages: Languages, view: Masked, rule: _Rule, match: re.Match[str]
) -> Iterator[Claim]:
    characters = context.caught(view, match, "character")
    actors = context.caught(view, match, "actor")
    if not characters or not actors or not _is_character(characters[0], rule):
        return
    groups = match.groupdict()
    seconds = [
        (slot, e)
        for slot in ("second", "other")
        for e in (context.caught(view, match, slot) if slot in groups else ())
    ]
    stage = stage_of(f"{groups.get('epithet') or ''} {groups.get('tail') or ''}")
    sentence_language = LANGUAGES.get((groups.get("lang") or "").casefold(), "")
    dub = next(
        (
            languages.named_in(f"{groups[f'{s}_before'] or ''} {groups[f'{s}_note'] or ''}")
            for s, _e in seconds
        ),
        "",
    )
    dub = dub or (languages.of_bracket(view, match.start()) if seconds else "")
    work = _work_of(context, view, match) or context.work_at(view)
    voiced = rule.voiced or context.is_animated(work, view) or "voice" in match[0].casefold()
    place = Place(
        view, f"role-{rule.name}", rule.confidence, status_of(view.text, match.start(), match.end())
    )
    role = _Role(context, place, characters[0], work, voiced=voiced, stage=stage)
    own = (
        sentence_language
        or (languages.original if dub and dub != languages.original else "")
        or said_language(view)
    )
    yield from role.claims(actors[0], own)
    for _slot, actor in seconds:
        yield from role.claims(actor, dub)


_PAIRWISE = Guarded(
    compile_pattern(
        r"<P:a1> and <P:a2> (?:will )?(?:play|voice|portray|star as|are|step in as)(?: the)? (?:[\w-]+ ){0,2}?<CX:c1> and (?:[\w-]+ ){0,2}?<CX:c2>"
    )
)


def _pairwise(context: Context, view: Masked) -> Iterator[Claim]:
    """Read "X and Y play A and B": the first plays the first, the second the second."""
    for match in _PAIRWISE.finditer(view.text):
        work = context.work_at(view)
        voiced = "voice" in match[0].casefold() or context.is_animated(work, view)
        place = Place(view, "role-pairwise", 0.88, status_of(view.text, match.start(), match.end()))
        for actor, character in (("a1", "c1"), ("a2", "c2")):
            role = _Role(
                context, place, context.caught(view, match, character)[0], work, voiced=voiced, stage=""
            )
            yield from role.claims(context.caught(view, match, actor)[0], said_language(view))


def _is_character(entity: Entity, rule: _Rule) -> bool:
    return entity.type == "Character" or (
        entity.type == "Name"
        and rule.name in {"voices", "voiced-by", "plays", "played-by", "is-good-as", "and-by"}
    )


def _of_anaphors(context: Context, languages: Languages, view: Masked) -> Iterator[Claim]:
    """Read "The character’s younger self is voiced by X (Y)": the character is the one named last."""
    for match in _ANAPHOR.finditer(view.text):
        actors = _ANAPHOR_ACTORS.match(view.text, match.end())
        character = context.antecedent(view, "C", here=match.start())
        if actors is None or character is None:
            continue
        seconds = context.caught(view, actors, "second")
        dub = (
            languages.named_in(actors["second_note"] or "") or languages.of_bracket(view, match.start())
            if seconds
            else ""
        )
        work = context.work_at(view)
        voiced = "voiced" in match[0] or "dubbed" in match[0] or context.is_animated(work, view)
        place = Place(view, "role-anaphor", 0.85, status_of(view.text, match.start(), match.end()))
        role = _Role(context, place, character, work, voiced=voiced, stage=stage_of(match["epithet"]))
        yield from role.claims(context.caught(view, actors, "actor")[0], languages.original if dub else "")
        for actor in seconds:
            yield from role.claims(actor, dub)


def _work_of(context: Context, view: Masked, match: re.Match[str]) -> Entity | None:
    named = context.caught(view, match, "work") if "work" in match.groupdict() else ()
    if named:
        return named[0]
    behind = _IN_WORK.match(view.text[match.end("character") :])
    if behind is None:
        return None
    number = re.findall(r"\ue000W(\d+)\ue001", behind[0])
    return context.entity(view.sentence.mentions[int(number[-1])])


@dataclass(frozen=True, slots=True)
class _Role:
    """A role, ready to be given to one or more performers."""

    context: Context
    place: Place
    character: Entity
    work: Entity | None
    voiced: bool
    stage: str

    def claims(self, actor: Entity, language: str) -> Iterator[Claim]:
        """Give the claims of one performer: the role, the membership of the cast, the character's work."""
        if LETTERS.get(actor.type, "X") not in "PX" or actor == self.character:
            return
        relation = "voices" if self.voiced else "portrays"
        work_id = self.work.id if self.work else ""
        yield self.context.claim(
            self.place, relation, actor, self.character, work=work_id, language=language, stage=self.stage
        )
        if self.work is not None:
            sure = replace(self.place, confidence=self.place.confidence * 0.98)
            yield self.context.claim(sure, "castMemberOf", actor, self.work)
            yield self.context.claim(sure, "characterIn", self.character, self.work)
