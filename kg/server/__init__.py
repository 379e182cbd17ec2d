"""The graph over HTTP: a SPARQL 1.1 endpoint and web pages, in one ASGI application."""

from kg.server.app import make_app
from kg.server.options import Options, Telling
from kg.server.running import serve

__all__ = ["Options", "Telling", "make_app", "serve"]
