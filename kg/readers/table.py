"""The table of readers, and how a file finds its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.model import KgError, Problem
from kg.readers.markdown import read_markdown
from kg.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.metadata import EntryPoint

    from kg.model import Document

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    Attributes:
        name: of the format: "text".
        suffixes: the endings of its files, in lower case, with the dot.
        read: bytes and the source's name in, document out; raises `KgError` for what it cannot read.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Document]


def read_html(data: bytes, source: str) -> Document:
    """Read a page; what takes pages apart is loaded with the first one, since that takes half a second."""
    from kg.readers.html import read_html as read  # noqa: PLC0415 - see above

    return read(data, source)


GROUP = "kg.readers"  # of entry points
_UNINSTALL = "update or uninstall the package that brings it"

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "text": Reader("text", (".txt", ".text"), read_text),
        "markdown": Reader("markdown", (".md", ".markdown"), read_markdown),
        "html": Reader("html", (".html", ".htm", ".xhtml"), read_html),
    }
)


@cache
def all_readers() -> Mapping[str, Reader]:
    """Give the readers of the project and those that are installed beside it; the project's own names win."""
    outside = {reader.name: reader for reader in map(_loaded, entry_points(group=GROUP))}
    return MappingProxyType({**dict(sorted(outside.items())), **READERS})


def _loaded(point: EntryPoint) -> Reader:
    """Give the reader that an entry point names; raises `KgError` where it names none."""
    try:
        reader = point.load()
    except Exception as error:
        raise KgError(
            Problem("bad-reader", f"the reader cannot be loaded: {error}", point.name, _UNINSTALL)
        ) from error
    if not isinstance(reader, Reader):
        raise KgError(Problem("bad-reader", f"{point.value} is no kg.readers.Reader", point.name, _UNINSTALL))
    return reader


def known_suffixes() -> tuple[str, ...]:
    """Give the endings that some reader takes, sorted."""
    return tuple(sorted({suffix for reader in all_readers().values() for suffix in reader.suffixes}))


def reader_for(source: str, data: bytes) -> Reader:
    """Give the reader for a file by its ending; without an ending by its first bytes."""
    suffix = suffix_of(source)
    if not suffix:
        return READERS["html" if _PAGE.match(data[:4096]) else "text"]
    for reader in all_readers().values():
        if suffix in reader.suffixes:
            return reader
    message = f"no reader takes files that end in {suffix!r}"
    raise KgError(
        Problem("unknown-format", message, source, f"save the text as one of: {', '.join(known_suffixes())}")
    )


def suffix_of(source: str) -> str:
    """Give the ending of a file's name in lower case with its dot, "" where it has none."""
    stem, dot, ending = source.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""
