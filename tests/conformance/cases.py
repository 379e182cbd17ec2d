"""The cases of the W3C's test suites for SPARQL 1.1, read from their manifests."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

HERE: Final = Path(__file__).parent
SUITES: Final = HERE.parents[2] / "shared" / "rdf-tests" / "sparql" / "sparql11"
ABSENT: Final = "the W3C's tests are not there: clone w3c/rdf-tests to ../shared/rdf-tests"
ADDRESS: Final = (
    "https://w3c.github.io/rdf-tests/sparql/sparql11/"  # what their relative IRIs are resolved against
)
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT: Final = "http://www.w3.org/2009/sparql/tests/test-update#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
KNOWN: Final[dict[str, str]] = tomllib.loads((HERE / "known_failures.toml").read_text(encoding="utf-8"))

# What a page calls a suite, and the folders that are in it.
QUERY: Final = (
    "aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation",
    "project-expression", "property-path", "subquery",
)  # fmt: skip
UPDATE: Final = (
    "add", "basic-update", "clear", "copy", "delete-data", "delete-insert", "delete-where", "delete", "drop", "move",
    "update-silent",
)  # fmt: skip
GROUPS: Final = {
    "Query evaluation": QUERY,
    "Query syntax": ("syntax-query",),
    "Result formats": ("csv-tsv-res", "json-res"),
    "Update evaluation": UPDATE,
    "Update syntax": ("syntax-update-1", "syntax-update-2"),
    "Federation": ("syntax-fed", "service"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One test of a suite.

    Attributes:
        name: folder and local name: "bind/bind01".
        kind: local name of its class: "QueryEvaluationTest".
        text: the file of the query or the update.
        data: files of the graphs before: by name, "" for the default graph.
        result: the file of the expected answers; None where there is none.
        after: files of the graphs that an update leaves.
    """

    name: str
    kind: str
    text: Path
    data: tuple[tuple[str, Path], ...]
    result: Path | None
    after: tuple[tuple[str, Path], ...]

    @property
    def base(self) -> str:
        """Give the address of the text."""
        return address(self.text)


def address(path: Path) -> str:
    return ADDRESS + path.relative_to(SUITES).as_posix()


class _Manifest:
    """The statements of one manifest."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        path = SUITES / folder / "manifest.ttl"
        self.store = ox.Store()
        self.store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=address(path))

    def values(self, subject: object, predicate: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        if not isinstance(subject, ox.NamedNode | ox.BlankNode):
            return []
        found = self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        return [quad.object for quad in found if not isinstance(quad.object, ox.Triple)]

    def one(self, subject: object, predicate: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
        return next(iter(self.values(subject, predicate)), None)

    def entries(self) -> list[object]:
        (node,) = self.store.quads_for_pattern(None, ox.NamedNode(MF + "entries"), None)
        rest: object = node.object
        found: list[object] = []
        while rest != ox.NamedNode(RDF + "nil"):
            found.append(self.one(rest, RDF + "first"))
            rest = self.one(rest, RDF + "rest")
        return found

    def case(self, entry: object) -> Case:
        action, result = self.one(entry, MF + "action"), self.one(entry, MF + "result")
        text = self.one(action, QT + "query") or self.one(action, UT + "request") or action
        local = str(getattr(entry, "value", "")).rpartition("#")[2]
        kind = str(getattr(self.one(entry, RDF + "type"), "value", "")).removeprefix(MF)
        return Case(
            name=f"{self.folder}/{local}",
            kind=kind,
            text=_file(text),
            data=self.graphs(action),
            result=_file(result) if isinstance(result, ox.NamedNode) else None,
            after=self.graphs(result),
        )

    def graphs(self, node: object) -> tuple[tuple[str, Path], ...]:
        found = [("", _file(value)) for space in (QT, UT) for value in self.values(node, space + "data")]
        found += [(str(value.value), _file(value)) for value in self.values(node, QT + "graphData")]
        for value in self.values(node, UT + "graphData"):
            name = self.one(value, RDFS + "label")
            file = self.one(value, UT + "graph") or self.one(value, UT + "data")
            found.append((str(getattr(name, "value", "")), _file(file)))
        return tuple(sorted(found))


def _file(node: object) -> Path:
    return SUITES / str(getattr(node, "value", "")).removeprefix(ADDRESS)


def cases(*folders: str) -> list[Case]:
    """Give the cases of suites in the order of their manifests; none where the suites are absent."""
    if not SUITES.is_dir():
        return []
    found = []
    for folder in folders:
        manifest = _Manifest(folder)
        found += [manifest.case(entry) for entry in manifest.entries()]
    return found


def parameters(*folders: str) -> list[object]:
    """Give the cases for pytest: one that is known to fail must fail, and one that is not must pass."""
    if not SUITES.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(ABSENT))]
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=KNOWN[case.name], strict=True)] if case.name in KNOWN else [],
        )
        for case in cases(*folders)
    ]


def read_graphs(graphs: tuple[tuple[str, Path], ...]) -> list[ox.Quad]:
    """Give the statements of files, each in its graph."""
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name) if name else ox.DefaultGraph())
        for name, path in graphs
        for quad in ox.parse(path=str(path), base_iri=address(path), rename_blank_nodes=True)
    ]
