"""The SPARQL 1.1 Protocol."""

from kg.server.protocol.endpoint import Endpoint

__all__ = ["Endpoint"]
