"""Credit lines: "Director: X", "Voice cast: A, B", "Writers: X (novel), Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.language.lexicon import WORK_NOUNS, alternatives, kind_of_noun
from kg.model import BlockKind
from kg.names import mint_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.masking import Masked
    from kg.model import Claim, Entity

_BOOKS = alternatives(WORK_NOUNS["Manga"] | WORK_NOUNS["Book"] | WORK_NOUNS["Game"] | WORK_NOUNS["Play"])
_LABEL = re.compile(
    r"^\W*(?P<label>[^\n:：\ue000]{1,70}?)\s*[:：]\s*(?=\S)|^(?P<phrase>(?:[A-Z][\w-]*\s(?:and\s|&\s)?){0,3}(?:[Bb]y|[Ff]rom)|[Ss]tarring)\s+(?=\W*\ue000)"
)
_NOT_OURS = re.compile(
    r"\b(?:animation|art|sound|music|unit|episode|assistant|photography|cg|3d|technical|casting|second|line|associate|location|stunt|dialogue|voice|graphic|original)\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(([^()]{1,40})\)")


@dataclass(frozen=True, slots=True)
class _Credit:
    """What a label states of each name behind it."""

    name: str
    label: re.Pattern[str]
    relation: str
    company: bool = False
    excludes: re.Pattern[str] | None = None


def _credit(name: str, label: str, relation: str, *, company: bool = False, strict: bool = True) -> _Credit:
    return _Credit(name, re.compile(label, re.IGNORECASE), relation, company, _NOT_OURS if strict else None)


_CREDITS = (
    _credit("credit-director", r"\b(?:co-?)?direct(?:or|ors|ed)\b|^dir\b", "directorOf"),
    _credit("credit-screenwriter", r"\b(?:screenplay|script|screenwriters?|writers?|written|scriptwriters?|scr|teleplay|series composition|head writer)\b", "screenwriterOf", strict=False),
    _credit("credit-composer", r"^(?:original )?(?:music|score|composers?|soundtrack)(?: composed)?(?: by)?$|^music & |music composer", "composerOf", strict=False),
    _credit("credit-character-designer", r"^(?:main )?character design(?:er|ers|s)?(?: by)?\b", "characterDesignerOf", strict=False),
    _credit("credit-producer", r"\b(?:executive |co-?|chief executive )?producers?\b|^prod\.?$|^produced by$", "producerOf"),
    _credit("credit-studio", r"\b(?:production compan(?:y|ies)|animation production|production studio|animation studio|studios?|(?<!post-)production|produced by|developer|developed by)\b(?! (?:management|co-?ordinator|designer|manager|notes|assistant|design))", "producedBy", company=True, strict=False),
    _credit("credit-distributor", r"\b(?:distribut(?:or|ors|ion|ed)|licens(?:or|ee|ed)|publisher|network|broadcaster|platform|streaming on|available on|where to watch|watch on|released by|us release|uk release)\b", "distributedBy", company=True, strict=False),
    _credit("credit-author", r"^(?:original (?:creator|author|story|work|manga|novel)|creators?|created by|authors?|mangaka|story (?:and|&) art|story by|based on the story by)\b", "authorOf", strict=False),
    _credit("credit-cast", r"^(?:main |voice |english |japanese |original )?(?:cast|starring|stars|voices|actors|featuring)\b|^with$", "castMemberOf", strict=False),
)  # fmt: skip
_BASED_ON = re.compile(
    rf"(?:\bbased (?:up)?on|\badapted from|^from) (?:the |an? )?(?P<adj>(?:[\w-]+ ){{0,3}}?)(?P<noun>{_BOOKS})\b(?P<by>.* by)?",
    re.IGNORECASE,
)


def extract_credits(context: Context) -> Iterator[Claim]:
    """Read lines of credits, which are about the document's main work."""
    if context.focus is None:
        return
    for view in context.blocks(BlockKind.CREDIT):
        label = _LABEL.match(view.text)
        if label is not None:
            yield from _labelled(context, view, label)


_SHARED = frozenset(
    {"directorOf", "producerOf"}
)  # "Written and directed by": the label states another job too


def is_credit_label(label: str) -> bool:
    """Say whether a label names a job, so that what stands behind it is no role."""
    plain = re.sub(r"\([^()]*\)", "", label).strip()
    return any(credit.label.search(plain) for credit in _CREDITS) or _NOT_OURS.search(plain) is not None


def _labelled(context: Context, view: Masked, match: re.Match[str]) -> Iterator[Claim]:
    label = (match["label"] or match["phrase"]).strip()
    plain = re.sub(r"\([^()]*\)", "", label).strip()
    focus = context.focus
    if focus is None:
        return
    based = _BASED_ON.search(plain)
    if based is not None:
        yield from _source_line(context, view, focus, based)
        return
    for credit in _CREDITS:
        if not credit.label.search(plain) or (credit.excludes and credit.excludes.search(plain)):
            continue
        for number in range(len(view.sentence.mentions)):
            if match.end() <= view.placeholder(number).start:
                yield from _credited(context, view, credit, number)
        if credit.relation not in _SHARED:
            return


def _credited(context: Context, view: Masked, credit: _Credit, number: int) -> Iterator[Claim]:
    entity, focus = context.entity(view.sentence.mentions[number]), context.focus
    is_company = entity.type in {"Studio", "Organization"}
    if (
        focus is None
        or entity == focus
        or credit.company is not is_company
        or entity.type == "Character"
        or _in_bracket(view, number)
    ):
        return
    place = Place(view, credit.name, 0.95)
    noun = _bracket_behind(view, number)
    kind = kind_of_noun(noun) if noun else ""
    if credit.relation == "screenwriterOf" and kind in {"Manga", "Book", "Game", "Play"}:
        source = _source_of_kind(context, noun, kind, focus)
        yield context.claim(place, "authorOf", entity, source)
        yield context.claim(Place(view, "credit-source-author", 0.85), "adaptedFrom", focus, source)
    elif credit.company:
        yield context.claim(place, credit.relation, focus, entity)
    else:
        yield context.claim(place, credit.relation, entity, focus)


def _in_bracket(view: Masked, number: int) -> bool:
    before = view.text[: view.placeholder(number).start]
    return before.count("(") > before.count(")")


def _bracket_behind(view: Masked, number: int) -> str:
    match = _BRACKET.match(view.text, view.placeholder(number).end)
    return match[1].strip() if match else ""


def _source_of_kind(context: Context, noun: str, kind: str, focus: Entity) -> Entity:
    """Give the book or comic that a bracket behind a writer means: the one that the text names, else one of the title."""
    named = context.of_type(kind)
    if len(named) == 1:
        return named[0]
    return context.source(noun, (), focus.names[0])


def _source_line(context: Context, view: Masked, focus: Entity, based: re.Match[str]) -> Iterator[Claim]:
    """Read "Based on the novel by: X", and "Based on the novel: Title"."""
    place = Place(view, "credit-based-on", 0.95)
    noun = f"{based['adj']}{based['noun']}"
    names = [context.entity(m) for m in view.sentence.mentions]
    if based["noun"].casefold() in {"story", "short story"} and based["by"]:
        for author in names:
            yield context.claim(place, "authorOf", author, focus)
        return
    titles = [e for e in names if mint_path(e.type, "x").startswith("work/")]
    same_kind = [e for e in context.of_type(kind_of_noun(noun)) if e != focus]
    source = (
        titles[0]
        if titles
        else same_kind[0]
        if len(same_kind) == 1
        else context.source(noun, (), focus.names[0])
    )
    if source != focus:
        yield context.claim(place, "adaptedFrom", focus, source)
        for author in names:
            if author not in titles:
                yield context.claim(place, "authorOf", author, source)
