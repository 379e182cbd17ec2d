"""Readers: the bytes of a file in, a document with its text and blocks out.

A reader is a function `(data: bytes, source: str) -> Document`; `source` is the file's name without its folder.
It gives the document's own text, unchanged from then on, with blocks in order that leave out nothing but white
space, and raises `KgError` with a `Problem` for what it cannot read. Outside readers come by the entry point
group "kg.readers"; the entry point names a `Reader`.
"""

from kg.readers.finding import find_documents
from kg.readers.reading import read_bytes, read_document
from kg.readers.table import READERS, Reader

__all__ = ["READERS", "Reader", "find_documents", "read_bytes", "read_document"]
