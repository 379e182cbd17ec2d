"""What a request is answered from: the engine, the vocabulary, the addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.server.pages.addresses import Addresses

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.execution import Engine
    from kg.ontology import Ontology
    from kg.pipeline import Workspace


@dataclass(frozen=True, slots=True)
class Site:
    """What pages are made from.

    Attributes:
        engine: answers queries.
        ontology: the words of the graph.
        base: the IRI that the things of the graph stand below.
        addresses: from IRIs to pages and back.
        place: the workspace, which has the texts of the documents.
    """

    engine: Engine
    ontology: Ontology
    base: str
    addresses: Addresses
    place: Workspace


def site_of(request: Request) -> Site:
    """Give what a request is answered from."""
    state = request.app.state
    addresses = Addresses(state.base, state.ontology)
    return Site(state.engine, state.ontology, state.base, addresses, state.place)
