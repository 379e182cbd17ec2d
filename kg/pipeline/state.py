"""Which documents the graph was built from: `documents.json` in the workspace."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class DocumentState:
    """A document of the workspace.

    Attributes:
        id: the file's name without its ending; with a piece of its checksum where two files share that.
        source: the name of the file without its folder.
        digest: the SHA-256 of the file's bytes, in hexadecimal digits.
        sha256: that of the text, in UTF-8.
        key: under which its extraction lies in the cache.
        title: what the document shows as its own.
        claims: how many statements were read out of it.
    """

    id: str
    source: str
    digest: str
    sha256: str
    key: str
    title: str
    claims: int


def dump_states(states: Iterable[DocumentState]) -> bytes:
    """Write the list; the same documents give the same bytes."""
    return as_json({"format": FORMAT, "documents": [asdict(state) for state in sorted(states)]})


def load_states(data: bytes) -> tuple[DocumentState, ...]:
    """Read the list back. Raises `ValueError`, `KeyError` or `TypeError` for what is no such list."""
    record = json.loads(data)
    if record["format"] != FORMAT:
        message = f"format {record['format']} is not known"
        raise ValueError(message)
    names = [field.name for field in fields(DocumentState)]
    return tuple(DocumentState(**{name: item[name] for name in names}) for item in record["documents"])


def as_json(value: object) -> bytes:
    """Write a value as JSON that people can read and that is the same for the same value."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
