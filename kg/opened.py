"""The graph of a workspace in Python and in notebooks: `kg.open("out").view()`."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.pipeline import Workspace, load_settings, replace_file, view_page

if TYPE_CHECKING:
    from kg.model import KnowledgeGraph

# The page runs its own script, opens documents in new windows and saves pictures and tables; it may not touch
# the notebook around it.
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True, slots=True)
class View:
    """The HTML view as a value that notebooks show.

    Attributes:
        html: the whole page, which needs no other file and no network.
        height: of the frame in a notebook, in pixels.
    """

    html: str
    height: int = 640

    def save(self, path: str | Path) -> None:
        """Write the page to a file. Raises `KgError` where it cannot be written."""
        replace_file(Path(path), self.html)

    def _repr_html_(self) -> str:
        """Give the page in a frame of its own, for Jupyter."""
        page = html.escape(self.html, quote=True)
        return (
            f'<iframe title="Knowledge graph" sandbox="{SANDBOX}" srcdoc="{page}" '
            f'style="width:100%;height:{self.height:d}px;border:1px solid #8888;border-radius:8px"></iframe>'
        )


class OpenedGraph:
    """The graph of the last build in a workspace; what is built later is seen by opening it again."""

    def __init__(self, workspace: Workspace, title: str = "") -> None:
        """Take a workspace, and the heading of its views."""
        self._workspace = workspace
        self._title = title

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """Give documents, entities and facts as plain values. Raises `KgError` where nothing was built."""
        return self._workspace.graph()

    def view(
        self, title: str | None = None, *, lang: str = "en", with_texts: bool = False, height: int = 640
    ) -> View:
        """Give the HTML view, which a notebook shows in its output.

        Args:
            title: the heading; without one that of the settings, else the most connected entity.
            lang: language of the page's own words. Raises `KgError` that lists the languages for an unknown one.
            with_texts: whether the page holds the documents' texts too.
            height: of the frame in the notebook, in pixels.
        """
        heading = self._title if title is None else title
        page = view_page(self._workspace, self.graph, heading, lang, with_texts=with_texts)
        return View(page, height)


def open_graph(workspace: str | Path | None = None) -> OpenedGraph:
    """Open the graph of a workspace; without one, that of `KG_WORKSPACE`, of the settings file, or `out`.

    Raises `KgError` where there is no graph.
    """
    settings = load_settings(None if workspace is None else Path(workspace))
    place = Workspace(settings.workspace)
    place.store_folder()
    return OpenedGraph(place, settings.title)
