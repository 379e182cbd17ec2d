"""What answers in Python, each in a process of its own so that none is in another's way."""

from __future__ import annotations

import multiprocessing
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

PATIENCE: Final = 20.0
"""Seconds after which a query of rdflib counts as one that does not end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How long an answer took, in seconds, and how many rows or triples it has; 1 or 0 for yes and no."""

    seconds: float
    rows: int


def _read_cells(row: Iterable[Any]) -> None:
    for _ in row:
        pass


class Library(NamedTuple):
    """A library that was opened: what asks it, and what reads the cells of a row or the parts of a triple."""

    ask: Callable[[str], Iterable[Any] | bool]
    read: Callable[[Iterable[Any]], None] = _read_cells


class Engine(Protocol):
    """Something that answers queries."""

    name: str

    def ask_all(self, asked: Sequence[str], *, counted: bool = False) -> list[Answer]:
        """Answer queries, one after the other; the rows are counted by the clients of servers only where it is said."""


class EngineError(Exception):
    """Says why an engine gave no answer."""


class PythonEngine:
    """A library that answers in a process of its own."""

    def __init__(self, name: str, open_: Callable[[Path], Library], folder: Path) -> None:
        """Start the process and open the workspace in it."""
        self.name = name
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(open_, folder, theirs), daemon=True)
        self._process.start()
        self._receive()

    def ask_all(self, asked: Sequence[str], *, counted: bool = False) -> list[Answer]:  # noqa: ARG002  all cells are read anyway
        """Answer queries and read each cell of the answers. Raises `EngineError` where one fails or does not end.

        They are sent together: a program asks in one process, which nothing has to wake before each query.
        """
        self._pipe.send(asked)
        return self._receive()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()

    def _receive(self) -> list[Answer]:
        answers = self._pipe.recv()
        if isinstance(answers, str):
            raise EngineError(answers)
        assert isinstance(answers, list)
        return answers


@contextmanager
def python_engine(name: str, open_: Callable[[Path], Library], folder: Path) -> Iterator[PythonEngine]:
    """Start a library, and end it."""
    engine = PythonEngine(name, open_, folder)
    try:
        yield engine
    finally:
        engine.close()


def open_ours(folder: Path) -> Library:
    """Open the workspace as the docs say."""
    import kg  # noqa: PLC0415  only where it is measured

    return Library(kg.open(folder).query)


def open_disk(folder: Path) -> Library:
    """Open the store of the workspace with nothing in between."""
    return _called(ox.Store.read_only(str(folder / "store")))


def open_memory(folder: Path) -> Library:
    """Hold the same in memory."""
    store = ox.Store()
    store.bulk_extend(ox.Store.read_only(str(folder / "store")))
    store.optimize()
    return _called(store)


def open_rdflib(folder: Path) -> Library:
    """Hold the same in rdflib's own store in memory."""
    import rdflib  # noqa: PLC0415  only where it is measured

    dataset = rdflib.Dataset()

    def term(node: Any) -> rdflib.term.Identifier:  # noqa: ANN401  any term of Oxigraph
        if isinstance(node, ox.NamedNode):
            return rdflib.URIRef(node.value)
        datatype = None if node.datatype.value.endswith("#string") else rdflib.URIRef(node.datatype.value)
        return rdflib.Literal(node.value, datatype=datatype)

    for quad in ox.Store.read_only(str(folder / "store")):
        name = quad.graph_name
        graph = (
            dataset.graph(rdflib.URIRef(name.value))
            if isinstance(name, ox.NamedNode)
            else dataset.default_context
        )
        dataset.store.add((term(quad.subject), term(quad.predicate), term(quad.object)), context=graph)

    def ask(sparql: str) -> Iterable[Any] | bool:
        answer = dataset.query(sparql)
        return bool(answer.askAnswer) if answer.type == "ASK" else answer

    return Library(ask)


def _called(store: ox.Store) -> Library:
    def ask(sparql: str) -> Iterable[Any] | bool:
        answer = store.query(sparql)
        return bool(answer) if isinstance(answer, ox.QueryBoolean) else answer

    return Library(ask, _read_terms)


def _read_terms(row: Iterable[Any]) -> None:
    """Read the text of each cell: the others give texts."""
    for cell in row:
        if cell is not None:
            cell.value  # noqa: B018  it is made when it is asked for


def _serve(open_: Callable[[Path], Library], folder: Path, pipe: Connection) -> None:
    """Answer what comes through the pipe."""
    signal.signal(signal.SIGALRM, _stop)
    start = time.perf_counter()
    library = open_(folder)
    pipe.send([Answer(time.perf_counter() - start, 0)])
    while True:
        asked = pipe.recv()
        try:
            pipe.send([_answer(library, sparql) for sparql in asked])
        except TimeoutError:
            pipe.send(f"more than {PATIENCE:.0f} s")
        except Exception as error:  # noqa: BLE001  whatever it is, the others go on
            pipe.send(f"{type(error).__name__}: {error}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(library: Library, sparql: str) -> Answer:
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    start = time.perf_counter()
    answer = library.ask(sparql)
    count = 0
    if isinstance(answer, bool):
        count = int(answer)
    else:
        for row in answer:
            library.read(row)
            count += 1
    return Answer(time.perf_counter() - start, count)


def _stop(*_: object) -> None:
    raise TimeoutError
