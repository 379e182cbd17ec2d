"""Names that the text itself says to be one thing ("X, also known as Y"), or two ("X (Y)")."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.language.masking import Masked, compile_pattern
from kg.language.screening import Guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.language.grouping import Group

_ALIAS = Guarded(
    compile_pattern(
        r"<*:full>,? \(?(?:styled as|stylised as|stylized as|also known as|a\.?k\.?a\.?|known in \w+ as|originally titled"
        r"|original title:?|pronounced|originally|or,? in \w+,) <*:alias>"
    )
)
_ALIAS_BRACKET = Guarded(compile_pattern(r"<*:full> \((?:\w+: )?(?:[^()<>\s]+, \w+: )?<*:alias>\)"))
_BRACKET = Guarded(compile_pattern(r"<*:left> \((?:[a-z ]+)?<*:right>[,)]"))


def find_aliases(masked: Sequence[Masked], groups: Mapping[str, Group]) -> dict[str, str]:
    """Give alias -> full name for "X (styled as Y)", and for "X (Y)" where X is a title and Y no person."""
    found: dict[str, str] = {}
    for view in masked:
        for pattern, certain in ((_ALIAS, True), (_ALIAS_BRACKET, False)):
            for match in pattern.finditer(view.text):
                full = view.mentions(match, "full")[0].entity
                alias = view.mentions(match, "alias")[0].entity
                if full != alias and (certain or _is_title_pair(groups[full], groups[alias])):
                    found[alias] = full
    return found


def _is_title_pair(full: Group, alias: Group) -> bool:
    return (full.family == "Work" and alias.family in {"", "Work"} and len(alias.key.split()) > 1) or (
        full.family == "Work" and full.strength > 1.0 and alias.family == "Work"
    )


def names_apart(masked: Sequence[Masked]) -> frozenset[frozenset[str]]:
    """Give the pairs of names that stand side by side as two things: "Anna (Berg)"."""
    pairs = {
        frozenset({view.mentions(match, "left")[0].entity, view.mentions(match, "right")[0].entity})
        for view in masked
        for match in _BRACKET.finditer(view.text)
    }
    by_ends: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for key in {m.entity for view in masked for m in view.sentence.mentions}:
        words = key.split()
        by_ends[frozenset({words[0], words[-1]})].append(key)
    # "Anna (Berg)" says that Anna is not the person Anna Berg, although both are parts of that name.
    return frozenset(
        pairs
        | {
            frozenset({key.split()[0], key})
            for pair in pairs
            if len(pair) > 1
            for key in by_ends.get(pair, ())
        }
    )
