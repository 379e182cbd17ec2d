"""Queries as another server takes them: with prefixes declared and values put in, since it knows neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKENS: Final = re.compile(
    r"""
      (?P<hidden> <[^<>"{}|^`\\\x00-\x20]*>
        | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
        | \#[^\n\r]* | @[A-Za-z][A-Za-z0-9-]* )
    | (?P<variable> [?$] [^\W] \w* )
    | (?P<name> (?:[^\W\d_][\w.-]*)?:(?:[\w:%.-]|\\.)* )
    | (?P<word> [A-Za-z_]\w* )
    | (?P<mark> [{}()] )
    """,
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODEPOINT: Final = 0x10FFFF
PLACEHOLDER: Final = (
    '""'  # stands where a value would only be carried along: Virtuoso fails to sort beside numbers
)
_MODIFIERS: Final = frozenset({"GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "VALUES"})


def words_of(sparql: str) -> frozenset[str]:
    """Give the words of a query in capitals, without those of texts, names, IRIs and comments."""
    texts = (sparql, _CODEPOINT.sub(_letter, sparql))  # escapes of letters come first, as SPARQL has it
    return frozenset(
        match["word"].upper() for text in texts for match in _TOKENS.finditer(text) if match["word"]
    )


def with_prologue(sparql: str, prefixes: Mapping[str, str], base_iri: str | None = None) -> str:
    """Declare the prefixes that a query uses and does not declare; its lines keep their numbers."""
    used = {match["name"].partition(":")[0] for match in _TOKENS.finditer(sparql) if match["name"]}
    own = {match[1] for match in re.finditer(r"(?i)\bPREFIX\s+([\w.-]*):", sparql)}
    base = [f"BASE <{base_iri}> "] if base_iri else []
    declared = [f"PREFIX {name}: <{prefixes[name]}> " for name in sorted(used - own) if name in prefixes]
    return "".join([*base, *declared, sparql])


def with_values(sparql: str, values: Mapping[str, str]) -> str:
    """Put values, in N-Triples syntax, in the places of the variables of a SELECT.

    The columns stay, with a placeholder that `restored_rows` replaces: "SELECT ?x" becomes 'SELECT ("" AS ?x)'. In the
    head of a sub-query the variable gets another name, since the outer one has its value already.
    """
    if not values:
        return sparql
    return "".join(_put(sparql, values))


def _put(sparql: str, values: Mapping[str, str]) -> Iterator[str]:
    """Give the query in pieces; it is read once, and for each variable its place in the clause decides."""
    done, depth, brackets = 0, 0, 0
    clause, inner = "", False
    for match in _TOKENS.finditer(sparql):
        word, mark, variable = (match["word"] or "").upper(), match["mark"], (match["variable"] or "")[1:]
        if word == "SELECT":
            clause, inner = "head", depth > 0
        elif mark in {"{", "}"} or word in {"WHERE", "FROM"}:
            clause = ""
        elif word in _MODIFIERS:
            clause = "after"
        depth += (mark == "{") - (mark == "}")
        brackets += (mark == "(") - (mark == ")")
        if variable not in values:
            continue
        yield sparql[done : match.start()]
        done = match.end()
        if brackets or not clause:
            yield values[variable]
        elif clause == "after":
            yield f"({PLACEHOLDER})"
        else:
            yield f"({PLACEHOLDER} AS ?{variable}{f'_{done}' if inner else ''})"
    yield sparql[done:]


def _letter(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= _LAST_CODEPOINT else match[0]
