"""Where a graph is read from: the workspace here, or a SPARQL server elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from kg.graph import RemoteStore, find_server, from_store, open_store
from kg.ontology import load_ontology
from kg.pipeline.settings import load_settings
from kg.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from kg.graph import AnsweringStore
    from kg.model import Document, KnowledgeGraph
    from kg.pipeline.settings import Settings


@dataclass(frozen=True, slots=True, order=True)
class ListedDocument:
    """A document of a graph, as `kg documents` lists it.

    Attributes:
        id: the file's name without its ending.
        source: the name of the file without its folder.
        title: what the document shows as its own.
        sha256: of the text, in hexadecimal digits.
        claims: how many statements were read out of it; of a graph on a server, how many quotes of it there are.
    """

    id: str
    source: str
    title: str
    sha256: str
    claims: int


class Source(Protocol):
    """A graph that can be read, wherever it is. Errors are `KgError`s.

    Attributes:
        shown: how messages call it: the folder as seen from here, or a URL without credentials.
        workspace: the folder, where it is one.
    """

    @property
    def shown(self) -> str:
        """Give what messages call it."""

    @property
    def workspace(self) -> Workspace | None:
        """Give the workspace that it is, None for a server."""

    @property
    def store(self) -> AnsweringStore:
        """Give what answers SPARQL; the first call opens it."""

    def graph(self) -> KnowledgeGraph:
        """Read the whole graph as plain values."""

    def documents(self) -> tuple[Document, ...]:
        """Give the documents with their texts; none from a server, which has no texts."""

    def listed(self) -> tuple[ListedDocument, ...]:
        """Give the documents by id, as `kg documents` lists them."""


class LocalSource:
    """The graph of the last build in a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        """Take the workspace. Raises `KgError` where there is no graph in it."""
        workspace.store_folder()
        self._workspace = workspace

    @property
    def shown(self) -> str:
        """Give the folder as seen from here."""
        return self._workspace.shown()

    @property
    def workspace(self) -> Workspace:
        """Give the workspace."""
        return self._workspace

    @cached_property
    def store(self) -> AnsweringStore:
        """Open the store on disk for reading."""
        return open_store(self._workspace.store_folder())

    def graph(self) -> KnowledgeGraph:
        """Read the whole graph as plain values."""
        return self._workspace.graph()

    def documents(self) -> tuple[Document, ...]:
        """Give the documents with their texts."""
        return self._workspace.documents()

    def listed(self) -> tuple[ListedDocument, ...]:
        """Give the documents by id."""
        states = self._workspace.states()
        return tuple(
            ListedDocument(state.id, state.source, state.title, state.sha256, state.claims)
            for state in states
        )


class RemoteSource:
    """The graph that was published on a SPARQL server."""

    def __init__(self, store: RemoteStore) -> None:
        """Take the server's store."""
        self._store = store

    @property
    def shown(self) -> str:
        """Give the URL without credentials."""
        return self._store.shown

    @property
    def workspace(self) -> None:
        """Give None: there is no folder."""
        return

    @property
    def store(self) -> AnsweringStore:
        """Give the store on the server."""
        return self._store

    def graph(self) -> KnowledgeGraph:
        """Fetch the whole graph, and read it as plain values."""
        return from_store(self._store, load_ontology())

    def documents(self) -> tuple[Document, ...]:
        """Give none: the texts of documents are not published."""
        return ()

    def listed(self) -> tuple[ListedDocument, ...]:
        """Give the documents by id."""
        graph = self.graph()
        quotes = Counter(quote.document for fact in graph.facts for quote in fact.evidence)
        return tuple(
            sorted(
                ListedDocument(one.id, one.source, one.metadata.title, one.sha256, quotes[one.path])
                for one in graph.documents
            )
        )


def open_source(place: Settings | str) -> Source:
    """Open the graph that the settings name: the server of `store` where that is set, else the workspace.

    Args:
        place: the settings, or the URL of a SPARQL server.

    Raises:
        KgError: there is no graph, or the server cannot be reached. A server is asked when it is first needed.
    """
    settings = load_settings(store=place) if isinstance(place, str) else place
    if not settings.store:
        return LocalSource(Workspace(settings.workspace))
    return RemoteSource(open_remote(settings))


def open_remote(settings: Settings) -> RemoteStore:
    """Give the server that the settings name; nothing is sent yet. Raises `KgError` for what is no URL."""
    server = find_server(
        settings.store, settings.store_update, settings.store_graphs, insecure=settings.store_insecure
    )
    return RemoteStore(server, settings.base or load_ontology().base)
