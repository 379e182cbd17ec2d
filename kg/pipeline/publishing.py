"""Publishing: the graph of a workspace on the SPARQL server that the settings name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.graph import publish
from kg.ontology import load_ontology
from kg.pipeline.reading import silent
from kg.pipeline.source import open_remote

if TYPE_CHECKING:
    from kg.graph.remote import Published
    from kg.pipeline.reading import Progress
    from kg.pipeline.settings import Settings
    from kg.pipeline.workspace import Workspace


def publish_workspace(workspace: Workspace, settings: Settings, progress: Progress = silent) -> Published:
    """Make the server of the settings hold the graph of a workspace; only what changed is sent.

    Raises `KgError` where there is no graph, or the server does not take it: what it had stays.
    """
    graph = workspace.graph()
    store = open_remote(replace(settings, base=graph.base))
    return publish(store, graph, load_ontology(), progress)


def check_server(settings: Settings) -> None:
    """Raise `KgError` where the server of the settings cannot be used for sure; nothing is sent."""
    if settings.store:
        open_remote(settings).connection.close()
