"""rdflib as the Python API of the graph, with Oxigraph answering its queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.ontology import load_ontology

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.ontology import Ontology


def rdflib_dataset(store: ox.Store, ontology: Ontology | None = None) -> Dataset:
    """Give the store as an rdflib dataset; its default graph holds all that is known.

    Pass SPARQL to its `query` as a string: a prepared query would be answered by rdflib itself, many times slower.
    The prefixes of the ontology are bound.
    """
    dataset = Dataset(store=OxigraphStore(store=store))
    for prefix, namespace in (ontology or load_ontology()).prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
