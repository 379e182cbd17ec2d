"""A store for rdflib that never lets a query go to rdflib's own evaluator in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib.plugins.sparql.sparql import Query, Update

from kg.model import ExitCode, KgError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox
    from rdflib.query import Result
    from rdflib.term import Identifier


class LoudStore(OxigraphStore):
    """Oxigraph for rdflib. A query that was prepared runs in Oxigraph by its text.

    rdflib takes a `NotImplementedError` of its store for leave to evaluate the query itself, many times slower and
    with access to the network: none is raised here.
    """

    def __init__(self, store: ox.Store, check: Callable[[str], None] | None = None) -> None:
        """Take the store, and what refuses a query by raising."""
        super().__init__(store=store)
        self._check = check

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's names
        initBindings: Mapping[str, Identifier],  # noqa: N803 - as above
        queryGraph: Any,  # noqa: N803, ANN401 - as above
        **kwargs: object,
    ) -> Result:
        """Answer a query. Raises `KgError` where Oxigraph cannot be asked it."""
        if isinstance(query, Query):
            query, initNs = _text_of(query, initNs)  # noqa: N806 - rdflib's name
        if kwargs:
            _refuse(f"the option {next(iter(kwargs))} of a query", "leave it out")
        if self._check is not None:
            self._check(query)
        return super().query(
            query, initNs, {_name(key): initBindings[key] for key in initBindings}, queryGraph
        )

    def update(
        self,
        update: Update | str,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's names
        initBindings: Mapping[str, Identifier],  # noqa: N803 - as above
        queryGraph: Any,  # noqa: N803, ANN401 - as above
        **kwargs: object,
    ) -> None:
        """Change the store, where it can be changed. Raises `KgError` where Oxigraph cannot be asked it."""
        if not isinstance(update, str) or initBindings or kwargs:
            _refuse("an update with more than its text", "give the update as text alone")
        if self._check is not None:
            self._check(update)
        try:
            super().update(update, initNs, initBindings, queryGraph)
        except NotImplementedError:
            _refuse("an update of a named graph by itself", "name the graph in the update")


def _text_of(query: Query, prefixes: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Give the text that `prepareQuery` was given, with its prefixes."""
    text, own, base = getattr(query, "_original_args", (None, None, None))
    if not isinstance(text, str):
        _refuse("a query without its text", "pass it as text, or prepare it with prepareQuery")
    head = f"BASE <{base}>\n" if base else ""
    return head + text, {**prefixes, **(own or {})}


def _name(key: object) -> str:
    return str(key).removeprefix("?")


def _refuse(what: str, advice: str) -> NoReturn:
    problem = Problem("not-in-oxigraph", f"{what} cannot run in Oxigraph", advice=advice)
    raise KgError(problem, ExitCode.QUERY)
