"""Files in, extractions out: in this process, or in several where there is much to read."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

from kg.model import Extraction, KgError, Problem
from kg.pipeline.cache import cache_key
from kg.pipeline.manner import Manner
from kg.readers import find_documents, read_bytes
from kg.readers.decoding import MAX_BYTES, refuse_size
from kg.readers.text import document_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.pipeline.cache import Cache

WORTH_PROCESSES = (
    400_000  # bytes, some 5 s of reading: below that, starting processes takes longer than they save
)


_PLAIN = Manner()


class Progress(Protocol):
    """Is told how far a stage has come."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take the name of the stage, and how many of its steps are done."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document before it is read.

    Attributes:
        id: the name that it has in the workspace.
        name: the file's name without its folder.
        digest: the SHA-256 of its bytes, in hexadecimal digits.
        data: its bytes.
        manner: how it is to be read.
    """

    id: str
    name: str
    digest: str
    data: bytes
    manner: Manner = _PLAIN

    @property
    def key(self) -> str:
        """Give the name of its extraction in the cache."""
        return cache_key(self.digest, self.name, self.id, self.manner)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of the sources.

    Attributes:
        extractions: by the key of the source, for all that could be read, in order of the sources.
        problems: for those that could not.
    """

    extractions: dict[str, Extraction]
    problems: tuple[Problem, ...]


def extract_paths(
    paths: Sequence[Path],
    given: Mapping[str, bytes] | None = None,
    jobs: int = 0,
    progress: Progress = silent,
    manner: Manner = _PLAIN,
) -> Read:
    """Read files and folders, and say what each document says; nothing is kept.

    Args:
        paths: of files and folders; may be empty where something is given.
        given: documents that lie in no file, by the name that a file would have.
        jobs: how many processes may read; 0 for as many as there are processors.
        progress: is told how far it is.
        manner: how they are read.

    Raises:
        KgError: the paths lead to no document at all.
    """
    sources, problems = load_sources(find_documents(paths) if paths or not given else (), given, manner)
    read = extract_sources(sources, None, jobs, progress)
    return replace(read, problems=(*problems, *read.problems))


def load_sources(
    files: Iterable[Path], given: Mapping[str, bytes] | None = None, manner: Manner = _PLAIN
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Load the bytes of files and name each document; files that cannot be loaded become problems."""
    loaded = list((given or {}).items())
    problems: list[Problem] = []
    for path in files:
        try:
            loaded.append((path.name, _load(path)))
        except KgError as error:
            problems.append(error.problem)
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or 'no reason is given'}"
            problems.append(Problem("unreadable-file", message, path.name, "check its permissions"))
    return tuple(name_sources(loaded, manner)), tuple(problems)


def _load(path: Path) -> bytes:
    """Load a file, unless it is larger than a reader takes; a pipe or a device would never end."""
    if not path.is_file():
        raise KgError(
            Problem("not-a-file", "this is no regular file", path.name, "copy it into a file first")
        )
    refuse_size(path.stat().st_size, path.name)
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def name_sources(loaded: Iterable[tuple[str, bytes]], manner: Manner = _PLAIN) -> Iterator[Source]:
    """Name documents after their files; where two files share a name, a piece of the checksum is added.

    The names do not depend on the order of the files, nor on the folders that they lie in.
    """
    unique = sorted(set(loaded))
    stems = Counter(document_id(name) for name, _ in unique)
    for name, data in unique:
        stem, digest = document_id(name), hashlib.sha256(data).hexdigest()
        mark = hashlib.sha256(f"{name}\0{digest}".encode()).hexdigest()[:8]
        yield Source(stem if stems[stem] == 1 else f"{stem}-{mark}", name, digest, data, manner)


def extract_sources(sources: Sequence[Source], cache: Cache | None, jobs: int, progress: Progress) -> Read:
    """Read and extract each source, those that the cache knows from there."""
    known = {} if cache is None else {source.key: cache.get(source.key) for source in sources}
    fresh = [source for source in sources if known.get(source.key) is None]
    done = len(sources) - len(fresh)
    results: dict[str, Extraction | Problem] = {key: value for key, value in known.items() if value}
    for source, result in zip(fresh, _extract_all(fresh, jobs), strict=True):
        results[source.key] = result
        if cache is not None and isinstance(result, Extraction):
            cache.put(source.key, result)
        done += 1
        progress("Reading", done, len(sources))
    ordered = [(source.key, results[source.key]) for source in sources]
    return Read(
        extractions={key: result for key, result in ordered if isinstance(result, Extraction)},
        problems=tuple(result for _, result in ordered if isinstance(result, Problem)),
    )


def _extract_all(sources: Sequence[Source], jobs: int) -> Iterator[Extraction | Problem]:
    workers = min(jobs or os.cpu_count() or 1, len(sources))
    if workers < 2 or sum(len(source.data) for source in sources) < WORTH_PROCESSES:  # noqa: PLR2004 - two are several
        yield from map(_extract_one, sources)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_extract_one, sources, chunksize=max(1, len(sources) // (8 * workers)))


def _extract_one(source: Source) -> Extraction | Problem:
    try:
        return source.manner.read(replace(read_bytes(source.data, source.name), id=source.id))
    except KgError as error:
        return error.problem
