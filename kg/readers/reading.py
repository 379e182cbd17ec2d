"""Reading: a file, or bytes from elsewhere, to a document that the extractors can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import BlockKind, Document, KgError, Problem
from kg.readers.decoding import MAX_BYTES, refuse_size
from kg.readers.english import other_language
from kg.readers.table import reader_for

if TYPE_CHECKING:
    from pathlib import Path


def read_document(path: Path, limit: int = MAX_BYTES) -> Document:
    """Read one file by the reader of its ending; without an ending by its content.

    Raises `KgError` with a `Problem` for a file that is missing, unreadable, empty, binary, too large, of an
    unknown format, in another encoding or not in English.
    """
    if not path.is_file():
        raise KgError(_no_file(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
            refuse_size(max(len(data), path.stat().st_size), path.name, limit)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise KgError(Problem("unreadable-file", message, path.name, "check its permissions")) from error
    return read_bytes(data, path.name, limit)


def read_bytes(data: bytes, source: str, limit: int = MAX_BYTES) -> Document:
    """Read what stands in a file of the name `source`; raises `KgError` as `read_document` does."""
    refuse_size(len(data), source, limit)
    document = reader_for(source, data).read(data, source)
    texts = [
        block.span.of(document.text) for block in document.blocks if block.kind is not BlockKind.BOILERPLATE
    ]
    if not texts:
        raise KgError(
            Problem(
                "no-article",
                "no text of an article was found",
                source,
                "check that the file holds the article itself",
            )
        )
    language = other_language(texts)
    if language:
        message = f"the text is not English; it seems to be {language}"
        raise KgError(Problem("not-english", message, source, "only English texts are read"))
    return document


def _no_file(path: Path) -> Problem:
    if path.is_dir():
        return Problem(
            "not-a-file", "this is a folder", path.name, "give the files in it, or use find_documents"
        )
    if path.exists():
        return Problem("not-a-file", "this is no regular file", path.name, "copy it into a file first")
    return Problem("no-such-file", "there is no such file", path.name, "check the name")
