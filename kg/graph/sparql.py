"""rdflib as a Python API of the graph, with Oxigraph answering its queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.remote import RemoteStore
from kg.graph.store import memory_store
from kg.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox
    from rdflib import Dataset

    from kg.ontology import Ontology


def rdflib_dataset(
    store: ox.Store | RemoteStore,
    ontology: Ontology | None = None,
    check: Callable[[str], None] | None = None,
) -> Dataset:
    """Give the store as an rdflib dataset; its default graph holds all that is known.

    SPARQL runs in Oxigraph, whether it is text or was prepared by rdflib; what Oxigraph cannot be asked so is refused
    with `KgError`. The prefixes of the ontology are bound.

    Args:
        store: on disk or in memory; one on a server is copied into memory.
        ontology: whose prefixes are bound; the packaged one where it is None.
        check: called with each query before it runs; refuses one by raising.
    """
    # Only here: rdflib takes 0.1 s to import, and the command line does without it.
    from rdflib import Dataset  # noqa: PLC0415 - as above

    from kg.graph.rdflib_store import LoudStore  # noqa: PLC0415 - as above

    local = memory_store(store.quads()) if isinstance(store, RemoteStore) else store
    dataset = Dataset(store=LoudStore(local, check))
    for prefix, namespace in (ontology or load_ontology()).prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
