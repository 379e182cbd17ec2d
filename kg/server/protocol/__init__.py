"""The SPARQL 1.1 Protocol, and the Graph Store Protocol beside it."""

from kg.server.protocol.endpoint import Endpoint
from kg.server.protocol.graphs import GraphStore

__all__ = ["Endpoint", "GraphStore"]
