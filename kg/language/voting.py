"""The names of a document, gathered, with the votes for their types that the whole document gives."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from kg.language.drafting import LABEL
from kg.language.focus import kinds_in_text
from kg.language.grouping import Group, key_of
from kg.language.lexicon import JOBS, alternatives, kind_of_noun
from kg.language.masking import Masked, compile_pattern
from kg.language.screening import Guarded
from kg.language.shapes import shape_votes
from kg.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Document

Vote = tuple[int, str, float]  # number of the mention, type, weight

_COMPANY_LABEL = re.compile(
    r"compan|studio|develop|distribut|publish|production\b|network|broadcast|licens|platform|©", re.IGNORECASE
)
_PLOT_LABEL = re.compile(r"storyline|plot|synopsis|premise|logline", re.IGNORECASE)
_OWNS = re.compile(r"[’'‘]s?\s")
_SOURCE_LABEL = re.compile(r"title|source|based", re.IGNORECASE)
# A bracket behind somebody at work holds a filmography, not an actor.
_AT_WORK = re.compile(
    r"\s(?:is|was|will|serves|returns|has been)\s(?:be\s|back\s)?(?:direct|writ|compos|produc|design|handl|helm|animat|credited|in charge|adapt|scor|set\sto\sdirect)"
    r"|\sat\sthe\shelm"
)
_JOB_BEFORE = re.compile(rf"(?<![\w-])(?:{alternatives(JOBS)})\s$", re.IGNORECASE)
_ROLE_BRACKET = Guarded(
    compile_pattern(
        r"<*:left> \((?:[a-z ]+)?<*:right>(?:, [^()]*)?\)(?! (?:voices|plays|portrays|lends|embodies))"
    )
)


def gather_names(
    masked: Sequence[Masked], votes: Sequence[Sequence[Vote]], document: Document, known: Sequence[str]
) -> dict[str, Group]:
    """Gather the names of a document by key, with the votes for their types.

    Args:
        masked: sentences whose mentions have keys for entities.
        votes: of the cues in each sentence.
        document: as read.
        known: strings that the document shows to be titles.
    """
    groups: dict[str, Group] = {}
    for view in masked:
        for mention in view.sentence.mentions:
            group = groups.setdefault(mention.entity, Group(mention.entity, first=mention.span.start))
            form = mention.span.of(document.text)
            if form not in group.forms:
                group.vote(shape_votes(form, quoted=mention.quoted))
            group.forms[form] += 1
    for view, found in zip(masked, votes, strict=True):
        for index, type_, weight in (
            *found,
            *_credit_votes(view, document.text),
            *_bracket_votes(view, groups),
        ):
            groups[view.sentence.mentions[index].entity].votes[type_] += weight
    for title in known:
        if key_of(title) in groups:
            groups[key_of(title)].votes["Work"] += 4.0
    for key, kind in _kinds_of_paragraphs(masked, groups, document.text):
        groups[key].votes[kind] += 1.0
    return groups


def _kinds_of_paragraphs(
    masked: Sequence[Masked], groups: Mapping[str, Group], text: str
) -> Iterator[tuple[str, str]]:
    """Give the kind of a work from what a paragraph about it alone calls it, where the document's own work is another."""
    main = next(iter(kinds_in_text(text).most_common(1)), ("", 0))[0]
    works_of_all = {key for key, group in groups.items() if group.family == "Work"}
    for block, inside in groupby((view.sentence for view in masked), key=lambda s: s.block):
        named = [{m.entity for m in s.mentions} & works_of_all for s in inside]
        works = set[str]().union(*named)
        if block.kind is BlockKind.PARAGRAPH and len(works) == 1 and named[0] == works:
            kinds = kinds_in_text(block.span.of(text))
            yield from ((works.copy().pop(), kind) for kind in kinds if kind != main)


def _credit_votes(view: Masked, text: str) -> Iterator[tuple[int, str, float]]:
    """Vote by the label of a credit line, and by "Actor (Role)" in a cast list."""
    if view.sentence.block.kind is not BlockKind.CREDIT:
        return
    line = view.sentence.span.of(text)
    label = LABEL.match(line)
    if label is None:
        pair = re.match(r"\ue000\w(\d+)\ue001 \(?\ue000\w(\d+)\ue001\)?$", view.text)
        if pair:
            yield int(pair[1]), "Person", 1.5
            yield int(pair[2]), "Character", 1.5
        return
    if _SOURCE_LABEL.search(label[0]) and " by" not in label[0]:
        if view.sentence.mentions and not _OWNS.match(view.text, view.placeholder(0).end):
            yield 0, kind_of_noun(label[0].strip().rstrip(" :")) or "Work", 2.0
        return
    company = _COMPANY_LABEL.search(label[0]) is not None
    for index in range(len(view.sentence.mentions)):
        if _PLOT_LABEL.search(label[0]):
            yield index, "Character", 0.8
        elif company:
            yield index, "Studio", 1.5
        else:
            yield index, "Person", 1.2


# "Produced by A (Lagos), B (Paris)": brackets in a list of makers say where, not who plays.
_OF_LIST = re.compile(r"\b(?:produced|directed|written|made|edited|designed) by [^.;]{0,160}$", re.IGNORECASE)


def _is_actor_first(left: str, right: str, groups: Mapping[str, Group]) -> bool:
    """Say whether a bracket is "Actor (Character)": a full name before it, and one word in it that is nobody's surname."""
    if len(left.split()) == 1 or len(right.split()) > 1 or groups[left].votes.get("Work", 0.0) > 1.0:
        return False
    return not any(
        right in {key.split()[0], key.split()[-1]} for key in groups if key != right and " " in key
    )


def _bracket_votes(view: Masked, groups: Mapping[str, Group]) -> Iterator[tuple[int, str, float]]:
    """Vote for "Character (Actor)", unless the bracket holds a title or a voice verb follows."""
    if view.sentence.block.kind is BlockKind.CREDIT:
        return  # there the actor stands first
    for match in _ROLE_BRACKET.finditer(view.text):
        before = view.text[: match.start()]
        left, right = view.mentions(match, "left")[0], view.mentions(match, "right")[0]
        if _AT_WORK.match(view.text, match.end()) or _OF_LIST.search(before) or right.quoted:
            continue
        plain = "(\ue000" in match[0]  # no "voiced by" or "licensed by" in it
        if plain and _is_actor_first(left.entity, right.entity, groups):
            yield view.sentence.mentions.index(left), "Person", 1.2
            yield view.sentence.mentions.index(right), "Character", 1.2
            continue
        if _JOB_BEFORE.search(before):
            continue
        title = (
            groups[right.entity].votes.get("Work", 0.0) > 1.0
            or groups[left.entity].votes.get("Work", 0.0) > 1.0
        )
        if not title:
            yield view.sentence.mentions.index(left), "Character", 1.0
            yield view.sentence.mentions.index(right), "Person", 1.2
