"""Sentences with the names in them, before it is known what the names stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kg.language.annotation import Mention, Sentence
from kg.language.grouping import key_of
from kg.language.learned import Joining
from kg.language.mentions import find_names
from kg.language.sentences import split_line, split_sentences
from kg.model import BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kg.encoder import Reading
    from kg.language.capitals import Name
    from kg.model import Block, Document

LABEL = re.compile(r"[^\n:]{1,70}?:\s*")
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.CAPTION})
_SHORTEST = 3  # characters of a name that is looked for in headlines


def draft_sentences(
    document: Document, known: Sequence[str], reading: Reading | None = None
) -> list[Sentence]:
    """Give the sentences of a document with mentions whose "entity" is the key of the name alone.

    Args:
        document: as read.
        known: strings that the document shows to be titles.
        reading: what the trained encoder makes of the text, where there is one.
    """
    text = document.text
    said = list(_stretches(document, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.CREDIT))
    names = {span: found for (span, _), found in zip(said, _names(text, said, known), strict=True)}
    # A headline writes every word with a capital: in it, only what the text names too is a name.
    shown = {n.text for found in names.values() for n in found if len(n.text) >= _SHORTEST} | set(known)
    headings = list(_stretches(document, BlockKind.HEADING))
    for (span, _), found in zip(headings, _names(text, headings, tuple(shown)), strict=True):
        names[span] = [n for n in found if n.text in shown]
    if reading is not None:
        joining = Joining(reading, text, (n for found in names.values() for n in found), known)
        names = _joined(names, {span for span, _ in headings}, joining)
    return [
        Sentence(span, block, tuple(Mention(n.span, key_of(n.text), n.quoted) for n in names[span]))
        for span, block in sorted((*said, *headings), key=lambda stretch: stretch[0])
    ]


def _joined(
    names: Mapping[Span, list[Name]], headings: Collection[Span], joining: Joining
) -> dict[Span, list[Name]]:
    """Join the names of each sentence with those that the encoder sees in it."""
    starts = [n.span.start for n in joining.seen]
    joined = {}
    for span, shown in names.items():
        inside = joining.seen[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        seen = [n for n in inside if n.span.end <= span.end]
        joined[span] = joining.names(shown, seen, heading=span in headings)
    return joined


def _stretches(document: Document, *kinds: BlockKind) -> Iterator[tuple[Span, Block]]:
    """Give the sentences, lines of credits and headings in the blocks of some kinds."""
    for block in document.blocks:
        if block.kind in kinds:
            split = split_sentences if block.kind in _PROSE else split_line
            yield from ((span, block) for span in split(document.text, block.span))


def _names(text: str, spans: Sequence[tuple[Span, Block]], known: Sequence[str]) -> Iterator[list[Name]]:
    """Give the names of each span; a credit's label holds none."""
    inner = [_without_label(text, span) if block.kind is BlockKind.CREDIT else span for span, block in spans]
    found = find_names(text, inner, known)
    at = 0
    for span, _block in spans:
        mine: list[Name] = []
        while at < len(found) and found[at].span.start < span.end:
            mine.append(found[at])
            at += 1
        yield mine


def _without_label(text: str, span: Span) -> Span:
    match = LABEL.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span
