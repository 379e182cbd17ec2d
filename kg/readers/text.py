"""The reader of plain text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from kg.model import Document, Metadata
from kg.readers.blocks import divide
from kg.readers.decoding import decode_utf8
from kg.readers.metadata import read_metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Block


def read_text(data: bytes, source: str) -> Document:
    """Read plain text in UTF-8; offsets count in the text of the file, unchanged."""
    text = decode_utf8(data, source)
    blocks = divide(text)
    return make_document(text, source, "text", blocks, read_metadata(text, blocks))


def make_document(
    text: str, source: str, format_: str, blocks: Sequence[Block], metadata: Metadata
) -> Document:
    """Give the document of a text that a reader has divided; its id is the source's name without ending."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(document_id(source), text, digest, tuple(blocks), metadata, source, format_)


def document_id(source: str) -> str:
    """Give a file's name without its folder and without its ending: "reviews/akira.1988.txt" is "akira.1988"."""
    name = source.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
