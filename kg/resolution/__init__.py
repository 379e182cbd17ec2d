"""Resolution: which entities of the documents are one, each decision stored with its reason."""

from kg.resolution.resolving import resolve

__all__ = ["resolve"]
