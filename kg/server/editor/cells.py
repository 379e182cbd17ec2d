"""Answers as cells of a table: what the engine writes in TSV or N-Triples, in the form in which people read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.server.pages.addresses import Addresses

_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^<>]*)>)?', re.DOTALL)
_TRIPLE: Final = re.compile(r"(\S+) (\S+) (.*) \.", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_DIGEST: Final = re.compile(
    r"\b([0-9a-f]{8})[0-9a-f]{56}\b"
)  # says nothing to people: its beginning is shown
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_LAST_CODEPOINT: Final = 0x10FFFF
_OUTSIDE: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an answer.

    Attributes:
        term: as the engine wrote it; "" where nothing is bound.
        text: as people read it: a short name, or the text itself.
        link: the address of its page, or "".
        note: the language or the data type of a text, or the whole of a name that was made short.
        kind: "iri", "text" or "other".
    """

    term: str
    text: str
    link: str = ""
    note: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Wording:
    """How terms are made short, and where they lead."""

    ontology: Ontology
    addresses: Addresses

    def cell(self, term: str) -> Cell:
        """Give the cell of a term in the syntax of TSV results."""
        if term.startswith("<") and term.endswith(">") and not term.startswith("<<"):
            return self._iri(term)
        match = _LITERAL.fullmatch(term)
        if match is None:  # numbers, yes and no, blank nodes, nothing
            return Cell(term, term, kind="other")
        note = match[2] or (self.short(unescape(match[3])) if match[3] else "")
        return Cell(term, unescape(match[1]), note=note)

    def short(self, iri: str) -> str:
        """Make an IRI short: below the base its path, else with a prefix."""
        base = self.addresses.base
        if iri.startswith(base) and iri != base and not iri.startswith(self.ontology.namespace):
            return iri.removeprefix(base)
        return self.ontology.compress(iri)

    def _iri(self, term: str) -> Cell:
        iri = unescape(term[1:-1])
        ours = iri.startswith(self.addresses.base) or bool(self.ontology.local(iri))
        outside = iri if iri.startswith(_OUTSIDE) else ""  # a link is nothing else: never javascript:
        link = self.addresses.page(iri) if ours else outside
        return Cell(term, _DIGEST.sub(r"\1…", self.short(iri)), link, iri, "iri")


def triple_terms(line: str) -> tuple[str, ...]:
    """Give the three terms of a line of N-Triples; the line itself where it is none."""
    match = _TRIPLE.fullmatch(line)
    return match.groups() if match else (line, "", "")


def unescape(text: str) -> str:
    r"""Read the escapes of N-Triples and TSV, as \n and \u00E9."""
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(match: re.Match[str]) -> str:
    if match[3]:
        return _SIGNS.get(match[3], match[3])
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= _LAST_CODEPOINT else match[0]
