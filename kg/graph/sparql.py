"""rdflib as the Python API of the graph, with Oxigraph answering its queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ontology import load_ontology

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

    from kg.ontology import Ontology


def rdflib_dataset(store: ox.Store, ontology: Ontology | None = None) -> Dataset:
    """Give the store as an rdflib dataset; its default graph holds all that is known.

    Pass SPARQL to its `query` as a string: a prepared query would be answered by rdflib itself, many times slower.
    The prefixes of the ontology are bound.
    """
    # Only here: rdflib takes 0.1 s to import, and the command line does without it.
    from oxrdflib import OxigraphStore  # noqa: PLC0415 - as above
    from rdflib import Dataset  # noqa: PLC0415 - as above

    dataset = Dataset(store=OxigraphStore(store=store))
    for prefix, namespace in (ontology or load_ontology()).prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
