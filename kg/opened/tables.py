"""Tables for people: in a terminal, and in the output of a notebook. Text of documents is hostile to both."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from kg.query.values import IRI, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN: Final = 20
"""How many rows a table shows."""
_WIDTH: Final = 48
"""How many columns of the terminal a cell takes at most."""
_LONG: Final = 400
"""How many characters of a cell a notebook shows."""


def plain_table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], count: int, at_most: int = SHOWN
) -> str:
    """Give a table for the terminal: the first rows, and how many there are.

    Args:
        headers: the titles of the columns.
        rows: those that are to be shown at least.
        count: how many there are in all.
        at_most: how many are shown.
    """
    cells = [[cell_text(value) for value in row] for row, _ in zip(rows, range(at_most), strict=False)]
    table = [list(map(printable, headers)), *cells]
    widths = [min(_WIDTH, max(map(cell_len, column))) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    if headers:
        lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join([*(lines if headers else ()), _counted(count, len(cells))])


def html_table(
    headers: Sequence[str], rows: Iterable[Sequence[object]], count: int, at_most: int = SHOWN
) -> str:
    """Give the same for a notebook: all text escaped, links to http and https alone."""
    shown = [row for row, _ in zip(rows, range(at_most), strict=False)]
    head = "".join(f"<th>{html.escape(title)}</th>" for title in headers)
    body = "".join(f"<tr>{''.join(map(cell_html, row))}</tr>" for row in shown)
    return (
        f'<div style="overflow-x:auto"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"<p>{_counted(count, len(shown))}</p></div>"
    )


def cell_text(value: object) -> str:
    """Give a value on one line as people read it: IRIs short, "" for None, nothing that steers a terminal."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return printable(value.short if isinstance(value, IRI) else str(value))


def cell_html(value: object) -> str:
    """Give a value as a cell of an HTML table."""
    shown = cell_text(value)
    shown = html.escape(shown if len(shown) <= _LONG else f"{shown[:_LONG]}…")
    if _is_link(value):
        address = html.escape(str(value), quote=True)
        shown = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    spoken = f' lang="{html.escape(value.language)}"' if isinstance(value, Text) and value.language else ""
    return f'<td style="text-align:left" dir="auto"{spoken}>{shown}</td>'


def _is_link(value: object) -> bool:
    """Say whether a value is an IRI, or a text that says it is one, that a browser may follow."""
    named = isinstance(value, IRI) or (isinstance(value, Text) and value.datatype.endswith("#anyURI"))
    return named and str(value).startswith(("http://", "https://"))


def printable(text: str) -> str:
    """Give a text on one line, without characters that steer a terminal or turn the direction of writing."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


def _fit(text: str, width: int) -> str:
    return f"{set_cell_size(text, width - 1)}…" if cell_len(text) > width else set_cell_size(text, width)


def _counted(count: int, shown: int) -> str:
    if shown < count:
        return f"the first {shown} of {count:,} rows"
    return "1 row" if count == 1 else f"{count:,} rows"
