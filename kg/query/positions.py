"""Where in a pattern each IRI of a query stands: as a relation, as a class, or as something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kg.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.query.tokens import Token

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_OUTSIDE: Final = -(10**6)  # in a clause, an expression or a list of values, where places say nothing
_SECOND: Final = 2
_THIRD: Final = 3
_TERMS: Final = frozenset({"iri", "name", "string", "variable", "blank", "number"})


class Position(StrEnum):
    """What is expected of an IRI where it stands."""

    RELATION = "relation"
    CLASS = "class"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Use:
    """An IRI in a query.

    Attributes:
        iri: in full.
        token: as it is written.
        position: what is expected of it.
    """

    iri: str
    token: Token
    position: Position


@dataclass(slots=True)
class _Walk:
    """How many parts of a triple have been read: the second one is the relation.

    Attributes:
        count: parts since the last triple ended; far below zero where there are no triples.
        open: the brackets that are open, each with the count before it.
        typed: the relation of this triple says of what class something is.
        values: the next brackets hold values.
    """

    count: int = _OUTSIDE
    open: list[tuple[str, int]] = field(default_factory=list)
    typed: bool = False
    values: bool = False

    def take_term(self, iri: str) -> Position:
        """Count a part of a triple; give what was expected of it."""
        self.count += 1
        if self.count == _SECOND:
            self.typed = iri == _TYPE
            return Position.RELATION
        return Position.CLASS if self.typed and self.count == _THIRD else Position.OTHER

    def take_word(self, word: str) -> None:
        """Note a keyword: what follows is no triple, but for “a”, true and false."""
        if word == "a" or word.lower() in {"true", "false"}:
            self.take_term(_TYPE if word == "a" else "")
            return
        self.count = _OUTSIDE
        self.values = word.upper() == "VALUES"

    def take_mark(self, mark: str) -> None:
        """Note a bracket, or what stands between triples and their parts."""
        if mark in {"(", "[", "{"}:
            self._open(mark)
        elif mark in {")", "]", "}"} and self.open:
            self._close(mark)
        elif mark == "." and self.open and self.open[-1][0] == "{":
            self.count = 0
        elif self.count > 0 and mark in {";", ",", "/", "|"}:
            self.count = _SECOND if mark == "," else 1

    def _open(self, mark: str) -> None:
        self.open.append((mark, self.count))
        if mark == "{":
            self.count = _OUTSIDE if self.values else 0
        elif mark == "[":
            self.count = 1 if self.count >= 0 else _OUTSIDE
        elif self.count != 1:  # a list or an expression; else a path
            self.count = _OUTSIDE

    def _close(self, mark: str) -> None:
        _, before = self.open.pop()
        self.values = self.values and mark == ")"
        self.count = before + 1 if before >= 0 and mark != "}" else 0


def uses(sparql: str, prefixes: Mapping[str, str]) -> Iterator[Use]:
    """Give each IRI of a query in order, but for datatypes and those of its prologue; a prefix of the query wins."""
    known = dict(prefixes)
    walk = _Walk()
    before = earlier = ""  # the two tokens before, as they are written
    for token in tokens(sparql):
        if earlier.upper() == "PREFIX" and token.kind == "iri":
            known[before.removesuffix(":")] = token.text[1:-1]
        elif token.kind in _TERMS and not (before == "^^" or before.upper() in {"PREFIX", "BASE"}):
            iri = _expand(token, known)
            position = walk.take_term(iri)
            if iri:
                yield Use(iri, token, position)
        elif token.kind == "word":
            walk.take_word(token.text)
        elif token.kind == "mark":
            walk.take_mark(token.text)
        before, earlier = token.text, before


def _expand(token: Token, known: Mapping[str, str]) -> str:
    """Give the IRI in full, "" for what is none or has an unknown prefix."""
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return known[prefix] + local.replace("\\", "") if token.kind == "name" and prefix in known else ""
