"""A marked text as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kg.server.pages.highlights import pieces
from kg.server.pages.wording import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.server.pages.highlights import Piece, Stretch

BLOCK = '</div><div class="block" dir="auto">'


def marked(text: str, stretches: Sequence[Stretch], notes: Mapping[int, Markup]) -> Markup:
    """Give a text with its quotes marked.

    The first mark of each stretch has the address `#char=<start>,<end>`; behind it stand a link to it and the note, which
    the style shows where the address is that of the mark.

    Args:
        text: of the document; all of it is escaped.
        stretches: what is marked; each has a number.
        notes: what each stretch says, by its number.
    """
    inside = "".join(_written(piece, notes) for piece in pieces(text, stretches))
    return Markup(f'<div class="block" dir="auto">{inside}</div>')  # noqa: S704  escaped piece by piece


def _written(piece: Piece, notes: Mapping[int, Markup]) -> str:
    if piece.stretch is None:
        return BLOCK if piece.kind == "block" else str(escape(harmless(piece.text)))
    place, number = f"char={piece.stretch.start},{piece.stretch.end}", piece.stretch.note
    match piece.kind:
        case "open":
            address = f' id="{place}"' if piece.first else ""
            return f'<mark{address} data-note="{number}">'
        case "close":
            return "</mark>"
        case _:
            name = f"q-{piece.stretch.start}-{piece.stretch.end}"
            link = f'<a class="cue" id="{name}" href="#{place}" aria-label="Note {number}">{number}</a>'
            return f'{link}<span class="note" role="note">{notes[number]}</span>'
