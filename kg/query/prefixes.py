"""The prefixes of the ontology, for queries that use them without declaring them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.ontology import load_ontology

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph import AnsweringStore

    Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def query_store(store: AnsweringStore, sparql: str, **arguments: Any) -> Result:  # noqa: ANN401 - they are the store's
    """Ask a store; the prefixes of the ontology are known, those of the query win.

    Each prefix that is given costs the engine time, and so does finding out which are needed. So a query that declares some is
    tried as it is: most declare all that they use.

    Args:
        store: what answers.
        sparql: a query.
        arguments: further ones of `AnsweringStore.query`.

    Raises:
        SyntaxError: the query is wrong.
    """
    if "PREFIX" in sparql or "prefix" in sparql:
        try:
            return store.query(sparql, **arguments)
        except SyntaxError:  # wrong in another way, or some are missing
            pass
    return store.query(sparql, prefixes=_used(sparql), **arguments)


def _used(sparql: str) -> dict[str, str]:
    """Give the prefixes that a query may use."""
    return {name: space for mark, name, space in _marks() if mark in sparql}


@lru_cache(maxsize=1)
def _marks() -> tuple[tuple[str, str, str], ...]:
    """Give the known prefixes, each with what a use of it begins with."""
    return tuple((f"{name}:", name, space) for name, space in load_ontology().prefixes.items())
