"""The HTML view of a graph as a value that notebooks show."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

from kg.pipeline import replace_file

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

    def __repr__(self) -> str:
        """Say what it is: the page itself would fill the terminal."""
        return f"<view of {len(self.html):,} characters; a notebook shows it, .save(path) writes it>"

    def _repr_html_(self) -> str:
        """Give the page in a frame of its own, for Jupyter."""
        page = html.escape(self.html, quote=True)
        return (
            f'<iframe title="Knowledge graph" sandbox="{SANDBOX}" srcdoc="{page}" '
            f'style="width:100%;height:{self.height:d}px;border:1px solid #8888;border-radius:8px"></iframe>'
        )
