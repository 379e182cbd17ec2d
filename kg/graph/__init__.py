"""The knowledge graph in RDF, its way there and back, and the store that answers queries."""

from kg.graph.answering import AnsweringStore
from kg.graph.facts import build_graph
from kg.graph.iris import mint_iri
from kg.graph.mapping import as_dataset, as_easy_quads, as_quads
from kg.graph.reading import from_quads, from_store
from kg.graph.remote import RemoteStore, find_server, publish
from kg.graph.sparql import rdflib_dataset
from kg.graph.store import memory_store, open_store, workspace_error, write_store

__all__ = [
    "AnsweringStore",
    "RemoteStore",
    "as_dataset",
    "as_easy_quads",
    "as_quads",
    "build_graph",
    "find_server",
    "from_quads",
    "from_store",
    "memory_store",
    "mint_iri",
    "open_store",
    "publish",
    "rdflib_dataset",
    "workspace_error",
    "write_store",
]
