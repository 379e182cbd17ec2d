"""The files of the workspace: two in RDF, the view, the store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analysis import layout
from kg.graph import as_quads, workspace_error, write_store
from kg.ontology import load_ontology
from kg.pipeline.workspace import STORE, TRIG, TURTLE, VIEW
from kg.writers import WRITERS
from kg.writers.view import Edition, html_view

if TYPE_CHECKING:
    from kg.model import KnowledgeGraph
    from kg.pipeline.source import Source
    from kg.pipeline.workspace import Workspace


def write_files(folder: Path, graph: KnowledgeGraph, title: str) -> None:
    """Write all exports of a graph, and the store, into an empty folder."""
    ontology = load_ontology()
    for name, writer in ((TURTLE, "turtle"), (TRIG, "trig")):
        _write(folder / name, WRITERS[writer].write(graph, ontology))
    _write(folder / VIEW, html_view(graph, ontology, layout(graph), title))
    write_store(folder / STORE, as_quads(graph, ontology))


def write_view(workspace: Workspace, title: str, language: str = "en", *, with_texts: bool = False) -> Path:
    """Write the view of the workspace's graph anew, and give its path. Raises `KgError` for an unknown language."""
    page = view_page(workspace, workspace.graph(), title, language, with_texts=with_texts)
    with workspace.changing() as new:
        _write(new / VIEW, page)
    return workspace.folder / VIEW


def view_page(
    workspace: Workspace | Source,
    graph: KnowledgeGraph,
    title: str,
    language: str = "en",
    *,
    with_texts: bool = False,
) -> str:
    """Give the page that shows the graph of a workspace or a server, on request with the texts of its documents."""
    texts = {f"document/{one.sha256}": one.text for one in workspace.documents()} if with_texts else {}
    return html_view(graph, load_ontology(), layout(graph), title, Edition(language, texts))


def replace_file(path: Path, data: str | bytes) -> None:
    """Write a file wholly or not at all. Raises `KgError` where it cannot be written."""
    half = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        try:
            _write(half, data)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise workspace_error(error, Path(path.name)) from error


def _write(path: Path, data: str | bytes) -> None:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
