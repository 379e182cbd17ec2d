"""The tokens of a SPARQL text, cut as the engine cuts it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# The classes of characters of the SPARQL grammar: PN_CHARS_BASE, PN_CHARS.
_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS: Final = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040\-"
_RUN: Final = rf"[{_BASE}](?:[{_CHARS}]|\.++(?=[{_CHARS}]))*+"  # what may be a prefix
_PATTERN: Final = rf"""
      (?P<space>[ \t\r\n]++ | \#[^\r\n]*+)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{{4}} | \\U[0-9A-Fa-f]{{8}})*+>)
    | (?P<string>\"{{3}}(?:[^"\\]++|\\.|"{{1,2}}+(?!"))*+\"{{3}} | '{{3}}(?:[^'\\]++|\\.|'{{1,2}}+(?!'))*+'{{3}}
        | (?!\"{{3}})"(?:[^"\\\r\n]++|\\.)*+" | (?!'{{3}})'(?:[^'\\\r\n]++|\\.)*+')
    | (?P<variable>[?$](?!-)(?:(?!-)[{_CHARS}])++)
    | (?P<tag>@[A-Za-z0-9-]++)
    | (?P<blank>_:[{_CHARS}](?:[{_CHARS}]|\.++(?=[{_CHARS}]))*+)
    | (?P<name>(?:{_RUN})?:
        (?:(?!-)(?:[{_CHARS}:]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?\#@%])
           (?:[{_CHARS}:]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?\#@%]|\.++(?=[{_CHARS}:%\\]))*+)?)
    | (?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++ | [0-9]*\.[0-9]++ | [0-9]++)
    | (?P<word>[A-Za-z][A-Za-z0-9_]*+)
    | (?P<broken>["'])
    | (?P<mark><<|>>|\^\^|.)
    """
_TOKEN: Final = re.compile(_PATTERN, re.VERBOSE | re.DOTALL)
_UNPREFIXED: Final = re.compile(_PATTERN.replace(_RUN, "(?!)"), re.VERBOSE | re.DOTALL)
_PREFIX: Final = re.compile(_RUN)
_LESS: Final = re.compile("<=?")
_OPERANDS: Final = frozenset({"iri", "string", "variable", "tag", "name", "number"})
_CLAUSES: Final = frozenset({"SELECT", "GROUP", "HAVING", "ORDER"})  # where each bracket opens an expression
_CALLERS: Final = frozenset({"FILTER", "HAVING", "BY"})  # before a function of the query's own


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a SPARQL text; space and comments are none.

    Attributes:
        kind: iri, string, variable, tag, blank, name (with a prefix), number, word, mark; or broken, a quotation
            mark that nothing closes, after which no more tokens come.
        text: as it stands there.
        start: offset in the text.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Give the offset after it."""
        return self.start + len(self.text)


_NONE: Final = Token("", "", 0)


@dataclass(slots=True)
class _Brackets:
    """Which brackets are open, and so whether “<” may say “less than”: `?a<?b#>c` is an IRI in a pattern alone.

    Attributes:
        open: each with whether it holds an expression, and what `clause` was before it.
        clause: whether every round bracket that opens here holds an expression, as after SELECT.
    """

    open: list[tuple[str, bool, bool]] = field(default_factory=list)
    clause: bool = False
    last: Token = _NONE
    before: Token = _NONE

    def expects_operator(self) -> bool:
        """Say whether an operand of an expression has just ended."""
        last = self.last
        ended = last.kind in _OPERANDS or last.text in {")", ">>"} or last.text.lower() in {"true", "false"}
        return ended and bool(self.open) and self.open[-1][1]

    def take(self, token: Token) -> None:
        """Note a token."""
        if token.kind == "word":
            self._take_word(token.text.upper())
        elif token.text in {"(", "{", "[", "<<"}:
            self.open.append((token.text, token.text == "(" and self._is_expression(), self.clause))
            self.clause = self.clause and token.text == "("
        elif self.open and token.text == {"(": ")", "{": "}", "[": "]", "<<": ">>"}[self.open[-1][0]]:
            self.clause = self.open.pop()[2]
        self.before, self.last = self.last, token

    def _take_word(self, word: str) -> None:
        if word in _CLAUSES:
            self.clause = True
        elif word == "VALUES":
            self.clause = False

    def _is_expression(self) -> bool:
        if self.last.text == "<<":
            return False
        if self.clause or (self.open and self.open[-1][1]):
            return True
        if self.last.kind in {"name", "iri"}:
            return self.before.kind == "word" and self.before.text.upper() in _CALLERS
        return self.last.kind == "word" and self.last.text != "a" and self.last.text.upper() != "VALUES"


def tokens(sparql: str) -> Iterator[Token]:
    """Give the tokens of a query or an update in order; a text that is no SPARQL gives some too."""
    brackets = _Brackets()
    position = named = (
        0  # before `named` no prefix ends: it is sought once, however long the text is that could be one
    )
    while position < len(sparql):
        less = _LESS.match(sparql, position) if brackets.expects_operator() else None
        pattern = _UNPREFIXED if position < named else _TOKEN
        match = less or pattern.match(sparql, position)
        if match is None:  # pragma: no cover - the last branch of the pattern takes any character
            return
        kind = "mark" if less else str(match.lastgroup)
        if kind == "word" and position >= named:
            run = _PREFIX.match(sparql, position)
            named = run.end() if run else named
        position = match.end()
        if kind != "space":
            token = Token(kind, match[0], match.start())
            brackets.take(token)
            yield token
        if kind == "broken":
            return
