"""Cast lists, a line for each role: "A (Role)", "A as Role", "Role – A", "Role: A"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extractors.context import Context, Place
from kg.extractors.credits import is_credit_label
from kg.extractors.stages import stage_of, without_stage
from kg.model import BlockKind, Entity
from kg.names import fold_name, mint_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.masking import Masked
    from kg.model import Claim

_ROLE_LINE = re.compile(
    r"^\W*\ue000\w(?P<actor>\d+)\ue001\s*(?:\((?:as\s|voice of\s)?(?P<role>[^()]{1,80})\)?|(?:as|\.{2,}|…+|·{2,}|[-–—])\s+(?P<role2>[^()]{1,80})|\ue000\w(?P<role3>\d+)\ue001\))\s*(?:\([^()]*\))?$"
)
_LABELLED = re.compile(r"^\W*(?P<label>[^\n:：\ue000]{1,60}?)\s*[:：]\s*\ue000\w(?P<actor>\d+)\ue001")
_HEADS_CAST = re.compile(r"\b(?:cast|voices|starring|characters|actors)\b", re.IGNORECASE)
_JOB = re.compile(  # that the credits read nothing from
    r"\b(?:costumes?|make-?up|editing|editors?|edited|cinematograph\w*|camera|choreograph\w*|lyrics|design(?:er|ers|s)?|effects"
    r"|mixing|storyboards?|layouts?|runtime|running time|countr(?:y|ies)|genres?|languages?|rating|episodes|seasons)\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 5  # words
_LOWER = re.compile(r"^[a-z]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cast list: who plays whom, None for a role without a name."""

    view: Masked
    actor: Entity
    role: Entity | None
    rule: str
    stage: str = ""


def extract_cast_lists(context: Context) -> Iterator[Claim]:
    """Read the cast lists of a document, which are about its main work."""
    if context.focus is None:
        return
    for run in _runs(context):
        lines = [line for view in run for line in _read(context, view)]
        for line in _same_way(context, lines):
            yield from _claims(context, line, context.focus)
    for view in _below_cast(context):
        yield from (
            claim for line in _labelled(context, view) for claim in _claims(context, line, context.focus)
        )


def _runs(context: Context) -> Iterator[list[Masked]]:
    """Give the lines that stand together, since a list is written one way throughout."""
    run: list[Masked] = []
    for view in context.views:
        if view.sentence.block.kind is BlockKind.CREDIT:
            run.append(view)
        elif run:
            yield run
            run = []
    yield run


def _read(context: Context, view: Masked) -> Iterator[_Line]:
    match = _ROLE_LINE.match(view.text)
    if match is not None:
        actor = context.entity(view.sentence.mentions[int(match["actor"])])
        said = match["role"] or match["role2"] or f"\ue000X{match['role3']}\ue001"
        role = _role(context, view, said)
        yield _Line(view, actor, role, "credit-role", stage_of(said))


def _same_way(context: Context, lines: Sequence[_Line]) -> Iterator[_Line]:
    """Turn the lines of a list that puts the character first ("Role – Actor")."""
    turns = [_is_reversed(context, line) for line in lines]
    reversed_list = any(turns) and not any(_is_straight(context, line) for line in lines)
    for line in lines:
        if reversed_list and line.role is not None and _SIGN.search(line.view.text):
            yield replace(line, actor=line.role, role=line.actor, rule="credit-role-first")
        else:
            yield line


_SIGN = re.compile(r"\ue001\s*(?:[-–—]|[.…·]+)\s")


def _is_reversed(context: Context, line: _Line) -> bool:
    """Say whether the right side alone has a first and a last name."""
    left, right = _sides(context, line)
    return bool(_SIGN.search(line.view.text)) and len(left) == 1 < len(right)


def _is_straight(context: Context, line: _Line) -> bool:
    left, right = _sides(context, line)
    return len(right) == 1 < len(left)


def _sides(context: Context, line: _Line) -> tuple[list[str], list[str]]:
    text = context.annotation.document.text
    mentions = line.view.sentence.mentions
    return mentions[0].span.of(text).split(), mentions[-1].span.of(text).split() if len(mentions) > 1 else []


def _role(context: Context, view: Masked, said: str) -> Entity | None:
    """Give the character of a role; None for one without a name ("her mother", "the grocer")."""
    number = re.search(r"\ue000\w(\d+)\ue001", said)
    plain = without_stage(re.sub(r"^(?:the|an?)\s", "", said)).strip()
    if number is None or _LOWER.match(plain) or re.search(r"[’']s\s+[a-z]", said.split(",", maxsplit=1)[0]):
        return None
    return context.entity(view.sentence.mentions[int(number[1])])


def _below_cast(context: Context) -> Iterator[Masked]:
    """Give the lines with a label below the heading of a cast list."""
    inside = False
    for view in context.views:
        if view.sentence.block.kind not in {BlockKind.CREDIT, BlockKind.HEADING}:
            inside = False
        elif not view.sentence.mentions and len(view.text.split()) <= _LONGEST_HEAD:
            inside = _HEADS_CAST.search(view.text) is not None
        elif inside:
            yield view


def _labelled(context: Context, view: Masked) -> Iterator[_Line]:
    """Read "Role: Actor" below "Cast"."""
    match = _LABELLED.match(view.text)
    if (
        match is None
        or is_credit_label(match["label"])
        or _JOB.search(match["label"])
        or not match["label"][0].isupper()
        or _HEADS_CAST.search(match["label"])
    ):
        return
    actor = context.entity(view.sentence.mentions[int(match["actor"])])
    name = re.sub(r"\s*\([^()]*\)", "", match["label"]).strip()
    yield _Line(view, actor, _named(context, name), "credit-role-label", stage_of(match["label"]))


def _named(context: Context, name: str) -> Entity:
    """Give the character of a name: one that the document knows, also by a part of the name, else a new one."""
    folded = fold_name(name)
    for entity in context.of_type("Character"):
        if any(folded == fold_name(known) for known in entity.names):
            return entity
    return Entity(mint_path("Character", name), "Character", (name,))


def _claims(context: Context, line: _Line, focus: Entity) -> Iterator[Claim]:
    """Give the claims of a line; a role without a name makes a member of the cast alone."""
    if line.actor.type not in {"Person", "Name"}:
        return
    place = Place(line.view, line.rule, 0.93 if line.rule == "credit-role" else 0.88)
    yield context.claim(place, "castMemberOf", line.actor, focus)
    if line.role is not None and line.role != line.actor:
        relation = "voices" if context.is_animated(focus, line.view) else "portrays"
        yield context.claim(place, relation, line.actor, line.role, work=focus.id, stage=line.stage)
        yield context.claim(place, "characterIn", line.role, focus)
