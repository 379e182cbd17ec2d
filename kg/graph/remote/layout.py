"""Where a graph lies on a server that others use too: in graphs of its own, all below its base IRI."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.iris import mint_iri


@dataclass(frozen=True, slots=True)
class Layout:
    """The names of the graphs.

    Attributes:
        base: the IRI that all things of the graph stand below.
    """

    base: str

    @property
    def all(self) -> str:
        """Name the graph with the statements of all graphs, each once: what a plain query asks."""
        return mint_iri(self.base, "graph/all")

    @property
    def derived(self) -> str:
        """Name the graph with what all documents together give: entities, plain relations, judgements."""
        return mint_iri(self.base, "graph/derived")

    @property
    def published(self) -> str:
        """Name the graph that lists the others, with the checksum of each and the number of its triples."""
        return mint_iri(self.base, "graph/published")

    @property
    def plan(self) -> str:
        """Name the graph that lists what an upload has begun and not ended."""
        return mint_iri(self.base, "graph/plan")

    def staging(self, upload: str, number: int) -> str:
        """Name a graph that an upload fills before it takes the place of another."""
        return mint_iri(self.base, f"graph/staging/{upload}/{number}")

    def is_document(self, iri: str) -> bool:
        """Say whether an IRI is that of a document, and of the graph with what it says."""
        return iri.startswith(mint_iri(self.base, "document/"))

    def is_staging(self, iri: str) -> bool:
        """Say whether an IRI names a graph that an upload fills."""
        return iri.startswith(mint_iri(self.base, "graph/staging/"))
