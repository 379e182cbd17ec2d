"""The answer to a query as the page shows it: bounded in rows and bytes, whatever the query gives."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.execution import Task
from kg.query import AnswerKind
from kg.server.editor.cells import triple_terms

if TYPE_CHECKING:
    from kg.execution import Engine, Reply
    from kg.server.editor.cells import Cell, Wording

ROWS: Final = 1000  # shown in a page that the server makes
CELLS: Final = 20_000  # shown at most: while a page is made nobody else is answered
_BYTES: Final = 2**20  # of an answer that are read for it
TRIPLE_COLUMNS: Final = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that is ready to be shown.

    Attributes:
        kind: rows, yes or no, or triples.
        columns: titles.
        rows: a cell for each column; empty for yes or no.
        verdict: yes or no.
        whole: whether these are all rows.
        milliseconds: that the answer took.
    """

    kind: AnswerKind
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    verdict: bool
    whole: bool
    milliseconds: int


async def answer(engine: Engine, sparql: str, wording: Wording) -> Shown:
    """Answer a query for the page. Raises `KgError` as the engine does."""
    start = time.perf_counter()
    reply = await engine.answer(Task(sparql, "tsv", "ntriples", wording.addresses.base))
    text, whole = await _beginning(reply)
    milliseconds = round(1000 * (time.perf_counter() - start))
    if reply.kind is AnswerKind.VERDICT:
        verdict = text.strip() == "true"
        return Shown(reply.kind, (), (), verdict=verdict, whole=True, milliseconds=milliseconds)
    lines = text.split("\n")[:-1]  # a last line that was cut is none
    columns, lines = _head(reply.kind, lines)
    some = lines[: min(ROWS, max(1, CELLS // max(1, len(columns))))]
    rows = tuple(tuple(map(wording.cell, _terms(reply.kind, line))) for line in some)
    all_shown = whole and len(some) == len(lines)
    return Shown(reply.kind, columns, rows, verdict=False, whole=all_shown, milliseconds=milliseconds)


def _head(kind: AnswerKind, lines: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Give the titles of the columns, and the lines of the rows."""
    if kind is AnswerKind.TRIPLES:
        return TRIPLE_COLUMNS, lines
    head = lines[0].split("\t") if lines else []
    return tuple(name.removeprefix("?") for name in head), lines[1:]


def _terms(kind: AnswerKind, line: str) -> tuple[str, ...]:
    return triple_terms(line) if kind is AnswerKind.TRIPLES else tuple(line.split("\t"))


async def _beginning(reply: Reply) -> tuple[str, bool]:
    """Give the beginning of an answer, and whether it is all of it."""
    if isinstance(reply.body, bytes):
        return reply.body[:_BYTES].decode("utf-8", "replace"), len(reply.body) <= _BYTES
    parts: list[bytes] = []
    try:
        async for part in reply.body:
            parts.append(part)
            if sum(map(len, parts)) > _BYTES:
                return b"".join(parts).decode("utf-8", "replace"), False
    finally:
        await reply.body.aclose()
    return b"".join(parts).decode("utf-8", "replace"), True
