"""No query and no update asks or fetches anything outside the graph, or breaks the engine that reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.model import ExitCode, KgError, Problem
from kg.query.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

# The engine needs no space around words: `1SERVICE<…>`, `trueSERVICEex:a`, `LOADSILENT<…>` are calls too.
_SERVICE: Final = re.compile(r"(?:(?:true|false)\.?)?SERVICE", re.IGNORECASE | re.ASCII)
_LOAD: Final = re.compile("LOAD", re.IGNORECASE | re.ASCII)
_EITHER: Final = re.compile("SERVICE|LOAD", re.IGNORECASE | re.ASCII)
_ENDING: Final = re.compile("(?:SILENT)?", re.IGNORECASE | re.ASCII)
_OPENING: Final = frozenset("{([")
_CLOSING: Final = frozenset("})]")
_LISTS: Final = {"VALUES": "{", "IN": "("}  # how they open
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LAST_CODEPOINT: Final = 0x10FFFF
# Oxigraph reads and plans recursively: with some 4,000 brackets in brackets, or 20,000 tokens of sums, BINDs and UNIONs in
# a row, the program would end without a word. What people and programs write has some ten, and some hundred.
_DEEPEST: Final = 1_000
_MOST_TOKENS: Final = 8_000
_MESSAGES: Final = {
    "SERVICE": "the query asks another server (SERVICE)",
    "LOAD": "the update fetches from elsewhere (LOAD)",
}


def guard(sparql: str) -> None:
    """Refuse what must not reach an engine in this process; `KgError` with code "query-outside" or "query-too-deep"."""
    refuse_outside(sparql)
    refuse_too_deep(sparql)


def refuse_too_deep(sparql: str) -> None:
    """Refuse a query of so many nested brackets or parts that the engine would break; `KgError` "query-too-deep"."""
    if len(sparql) < _DEEPEST:
        return
    depth = deepest = count = 0
    skipped: int | None = None  # the depth at which the values of a list began: a long one does no harm
    before = ""
    for token in tokens(sparql):
        word = token.text.upper() if token.kind == "word" else token.text
        opens = word in _OPENING
        depth += opens - (word in _CLOSING)
        deepest = max(deepest, depth)
        if skipped is None and word == _LISTS.get(before):
            skipped = depth
        elif skipped is not None and depth < skipped:
            skipped = None
        count += skipped is None
        before = "VALUES" if before == "VALUES" and word != "{" else word
    if deepest > _DEEPEST or count > _MOST_TOKENS:
        message = "the query has too many brackets in brackets, or too many parts"
        advice = "write it with fewer; many values fit into one VALUES"
        raise KgError(Problem("query-too-deep", message, advice=advice), ExitCode.QUERY)


def refuse_outside(sparql: str) -> None:
    """Refuse a query or an update that asks or fetches elsewhere; `KgError` with code "query-outside".

    SERVICE and LOAD are told from the same letters in strings, comments, IRIs and names. Where a text holds escapes
    of characters (backslash, u, 0043), it is read with them and with what they stand for: servers differ.
    """
    folded = sparql.casefold()
    escaped = "\\u" in folded
    if not escaped and "service" not in folded and "load" not in folded:
        return
    readings = (sparql, _CODEPOINT.sub(_unescape, sparql)) if escaped else (sparql,)
    for text in readings:
        found = _call(tuple(tokens(text)), text) if _EITHER.search(text) else ""
        if found:
            advice = "ask the graph alone; no query leaves this machine"
            raise KgError(Problem("query-outside", _MESSAGES[found], advice=advice), ExitCode.QUERY)


def _call(found: Sequence[Token], text: str) -> str:
    """Give the word that goes outside, or ""."""
    depth = 0
    is_query = False
    for index, token in enumerate(found):
        before = found[index - 1] if index else None
        after = found[index + 1].text if index + 1 < len(found) else ""
        depth += (token.text == "{") - (token.text == "}")
        is_query = is_query or (token.kind == "word" and token.text.upper() in _FORMS and not depth)
        if token.kind == "broken":  # no text that an engine takes; but let none of them find a way
            match = _EITHER.search(text, token.start)
            return match[0].upper() if match else ""
        if _is_word(_SERVICE, token) or (depth and after == "{" and _is_glued_service(token, before)):
            return "SERVICE"
        if _is_word(_LOAD, token) or (not depth and not is_query and _is_glued_load(token, before)):
            return "LOAD"
    return ""


def _is_word(pattern: re.Pattern[str], token: Token) -> bool:
    """Say whether a token is the keyword; no other bare word of SPARQL begins like it."""
    match = pattern.match(token.text) if token.kind == "word" else None
    return match is not None and _ENDING.fullmatch(token.text, match.end()) is not None


def _is_glued_service(token: Token, before: Token | None) -> bool:
    """Say whether a prefixed name before “{” may be read as the keyword and a name."""
    named = before is not None and before.kind == "word" and before.text.upper() == "GRAPH"
    return token.kind == "name" and not named and _SERVICE.match(token.text) is not None


def _is_glued_load(token: Token, before: Token | None) -> bool:
    """Say whether a prefixed name of an update may be read as the keyword and a name: no word stands before it."""
    free = before is None or before.kind != "word"
    return token.kind == "name" and free and _LOAD.match(token.text) is not None


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= _LAST_CODEPOINT else match[0]
