"""Finding: the files that paths, folders and patterns stand for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import KgError, Problem
from kg.readers.table import known_suffixes, suffix_of
from kg.readers.text import document_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGNS = "*?["  # of a pattern
# Files that tell about a folder and are none of its documents.
_ABOUT = frozenset(
    {"readme", "license", "licence", "copying", "notice", "manifest", "changelog", "contributing"}
)


def find_documents(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the files that paths stand for, sorted, each once.

    A folder stands for the files in it and below that some reader takes, without hidden ones and those that tell
    about the folder (README, LICENSE, MANIFEST). A pattern with `*`, `?` or `[` stands for what it matches. A file
    that is named itself is given whatever its ending, so that reading it says what is wrong with it.

    Raises `KgError` for a path that is missing, and for a folder or pattern without documents.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _stands_for(path):
            found.setdefault(os.path.realpath(file), file)
    return tuple(sorted(found.values(), key=lambda file: (file.name, file.as_posix())))


def _stands_for(path: Path) -> tuple[Path, ...]:
    """Give the files that one path stands for; never none."""
    if path.is_dir():
        files = tuple(_documents_below(path))
        if not files:
            message = f"the folder {path.name!r} has no documents"
            raise KgError(
                Problem(
                    "no-documents",
                    message,
                    advice=f"put files into it that end in {', '.join(known_suffixes())}",
                )
            )
        return files
    if path.exists():
        return (path,)
    if any(sign in str(path) for sign in _SIGNS):
        files = tuple(file for match in _matches(path) for file in _taken(match))
        if not files:
            raise KgError(
                Problem("no-documents", f"no document matches {path.name!r}", advice="check the pattern")
            )
        return files
    raise KgError(Problem("no-such-file", "there is no such file or folder", path.name, "check the name"))


def _matches(pattern: Path) -> list[Path]:
    """Give what a pattern matches, sorted; the folder before its first sign is where the search begins."""
    parts = pattern.parts
    first = next(place for place, part in enumerate(parts) if any(sign in part for sign in _SIGNS))
    return sorted(Path(*parts[:first]).glob(str(Path(*parts[first:]))))


def _taken(path: Path) -> tuple[Path, ...]:
    """Give what a pattern matched as far as some reader takes it."""
    if path.is_dir():
        return tuple(_documents_below(path))
    return (path,) if suffix_of(path.name) in known_suffixes() else ()


def _documents_below(folder: Path) -> Iterator[Path]:
    """Give the documents in a folder and in the folders below it; links to folders are not followed."""
    suffixes = known_suffixes()
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            hidden = name.startswith((".", "~"))
            if not hidden and suffix_of(name) in suffixes and document_id(name).lower() not in _ABOUT:
                yield Path(place, name)
