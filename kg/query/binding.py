"""Values for the variables of a query: as terms, put where the grammar has room for them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem
from kg.query.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyoxigraph as ox

_NONE: Final = Token("", "", 0)


@dataclass(slots=True)
class _Braces:
    """What stands between two braces, or the whole query.

    Attributes:
        kind: "group" for a pattern, "select" for the whole query and for a query within it, "other" for templates
            and lists of data, where no VALUES can stand.
        start: offset after the opening brace.
        names: the given variables that it has, also further inside.
        body: of a select, the pattern that its WHERE has.
    """

    kind: str
    start: int = 0
    names: set[str] = field(default_factory=set)
    body: _Braces | None = None


def bind(sparql: str, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Give the query with values for variables: each group that has one begins with VALUES for it.

    So a value holds wherever the query has the variable: in filters, options, unions and queries within the query,
    and whether the SELECT clause names it or not. The terms are written by the engine, and where they go is found by
    the tokens of the query, so that no text of a value can become a part of the query.

    Raises:
        KgError: the query has no such variable.
    """
    found = tuple(tokens(sparql))
    _check_names(found, values)
    pieces, position = [], 0
    for group in sorted(_groups(found, frozenset(values)), key=lambda group: group.start):
        pieces.append(sparql[position : group.start])
        pieces += [f" VALUES ?{name} {{ {values[name]} }}" for name in sorted(group.names)]
        position = group.start
    return "".join((*pieces, sparql[position:]))


def _check_names(found: Sequence[Token], values: Mapping[str, object]) -> None:
    known = {token.text[1:] for token in found if token.kind == "variable"}
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=2)
            listed = ", ".join(f"?{one}" for one in sorted(known)) or "none"
            advice = f"did you mean {' or '.join(f'?{one}' for one in near)}?" if near else f"it has {listed}"
            raise KgError(
                Problem("unknown-variable", f"the query has no variable ?{name}", advice=advice),
                ExitCode.QUERY,
            )


def _groups(found: Sequence[Token], names: frozenset[str]) -> list[_Braces]:
    """Give the groups that have one of the variables, also in the SELECT clause before or the ORDER BY after them."""
    whole = _Braces("select")
    stack, everything = [whole], [whole]
    data = False
    for index, token in enumerate(found):
        before = found[index - 1] if index else _NONE
        after = found[index + 1] if index + 1 < len(found) else _NONE
        if token.kind == "word" and token.text.upper() == "VALUES":
            data = True
        elif token.kind == "variable" and token.text[1:] in names:
            for braces in stack:
                braces.names.add(token.text[1:])
        elif token.text == "{":
            braces = _Braces("other" if data else _kind(before, after), token.end)
            data = False
            if braces.kind == "group" and stack[-1].kind == "select":
                stack[-1].body = braces
            stack.append(braces)
            everything.append(braces)
        elif token.text == "}" and len(stack) > 1:
            stack.pop()
    for braces in everything:
        if braces.body is not None:
            braces.body.names |= braces.names
    return [braces for braces in everything if braces.kind == "group" and braces.names]


def _kind(before: Token, after: Token) -> str:
    """Tell what an opening brace opens."""
    if before.kind == "word" and before.text.upper() == "CONSTRUCT":
        return "other"
    if after.text == "|":  # what is said of a triple
        return "other"
    return "select" if after.kind == "word" and after.text.upper() == "SELECT" else "group"
