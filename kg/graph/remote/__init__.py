"""Graphs on SPARQL servers elsewhere: asked, fetched and published."""

from kg.graph.remote.publishing import Published, publish
from kg.graph.remote.server import Server, find_server
from kg.graph.remote.store import RemoteStore

__all__ = ["Published", "RemoteStore", "Server", "find_server", "publish"]
