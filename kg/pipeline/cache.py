"""What was read out of each document, kept in the workspace so that only new and changed ones are read again."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import kg
from kg.pipeline.records import dump_extraction, load_extraction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from kg.model import Extraction
    from kg.pipeline.manner import Manner

# What an extraction depends on, besides the document.
PARTS = (
    "model", "names.py", "ontology.py", "readers", "encoder", "language", "extractors", "pipeline/manner.py",
    "pipeline/records.py",
)  # fmt: skip


class Cache:
    """A folder with a JSON file for each document that was read, named by all that its content depends on."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not exist yet."""
        self.folder = folder

    def get(self, key: str) -> Extraction | None:
        """Give an extraction; None where it is not there or cannot be read, which means: read the document again."""
        try:
            return load_extraction(json.loads((self.folder / f"{key}.json").read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, extraction: Extraction) -> None:
        """Keep an extraction; a kill in between leaves no half of a file under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        data = json.dumps(dump_extraction(extraction), ensure_ascii=False, sort_keys=True)
        half = self.folder / f"{key}.tmp"
        half.write_text(data, encoding="utf-8", newline="\n")
        half.replace(self.folder / f"{key}.json")

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove everything but these extractions."""
        if not self.folder.is_dir():
            return
        kept = {f"{key}.json" for key in keys}
        for path in self.folder.iterdir():
            if path.name not in kept:
                path.unlink(missing_ok=True)


def cache_key(digest: str, source: str, document_id: str, manner: Manner) -> str:
    """Name an extraction by the checksum of the document's bytes, its names, and the code and manner of reading it."""
    parts = (fingerprint(), manner.mark, document_id, source, digest)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def fingerprint() -> str:
    """Give a checksum of the code and the word lists that reading and extracting depend on."""
    digest = hashlib.sha256()
    root = files(kg)
    for part in PARTS:
        for path in _walk(root.joinpath(*part.split("/"))):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _walk(path: Traversable) -> Iterator[Traversable]:
    if path.is_file():
        yield path
    elif path.is_dir() and path.name != "__pycache__":
        for child in sorted(path.iterdir(), key=lambda child: child.name):
            yield from _walk(child)
