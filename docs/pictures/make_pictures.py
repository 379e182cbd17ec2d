"""Makes the pictures of the docs from the graph of source_docs/: `python docs/pictures/make_pictures.py`.

Needs Chromium at /usr/bin/chromium. Which names are clicked is read off the graph, not written here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


QUERY = """SELECT ?who ?whom ?language WHERE {
  ?role kg:performer/rdfs:label ?who ; kg:character/rdfs:label ?whom .
  OPTIONAL { ?role kg:language ?language }
}
ORDER BY ?whom ?who"""


@dataclass(frozen=True)
class Picture:
    """A picture to be taken: its file, what is chosen on the page, and the window."""

    name: str
    fragment: str
    width: int = 1360
    height: int = 820
    scheme: Literal["light", "dark"] = "light"


def most_linked(page: str, kind: str) -> str:
    """Give the entity of a type that most lines reach."""
    nodes: list[dict[str, Any]] = json.loads(island(page, "network-data"))["nodes"]
    best = max(
        (node for node in nodes if node["kind"] == kind), key=lambda node: (node["degree"], node["id"])
    )
    return str(best["id"])


def island(page: str, name: str) -> str:
    """Take a piece of data out of the page."""
    return page.split(f'id="{name}">')[1].split("</script>", maxsplit=1)[0]


def most_quoted(page: str, relation: str) -> str:
    """Give the fact of a relation that has most quotes."""
    facts: list[dict[str, Any]] = json.loads(island(page, "page-data"))["facts"]
    chosen = [fact for fact in facts if fact["relation"] == relation]
    return str(max(chosen, key=lambda fact: (len(fact["quotes"]), len(fact["qualifiers"]), fact["id"]))["id"])


def take(browser: Browser, view: Path, picture: Picture) -> None:
    """Take one picture."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
    )
    context.set_offline(offline=True)
    page = context.new_page()
    page.goto(view.as_uri() + picture.fragment)
    page.wait_for_selector("body[data-ready]", state="attached")
    page.wait_for_timeout(500)  # until the frame has its last size
    page.screenshot(path=HERE / picture.name)
    context.close()


def take_served(browser: Browser, workspace: str, entity: str) -> None:
    """Take the pictures of the pages that `kg serve` shows: the query page with an answer, and the page of a thing."""
    command = [sys.executable, "-m", "kg", "serve", "--workspace", workspace, "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            address = next(iter(server.stdout or ())).split()[1]
            page = browser.new_page(viewport={"width": 1200, "height": 800})
            page.goto(f"{address}query?query={quote(QUERY)}")
            page.wait_for_selector("table tbody tr")
            page.wait_for_timeout(500)
            page.screenshot(path=HERE / "serve-query.png")
            page.goto(f"{address}colophon/{entity}")
            page.screenshot(path=HERE / "serve-entity.png")
        finally:
            server.terminate()


def main() -> None:
    """Build the graph in a workspace that is thrown away, and take all pictures."""
    root = HERE.parents[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kg", "build", "source_docs", "--workspace", folder, "--quiet"]
        subprocess.run(command, cwd=root, check=True)
        view = Path(folder) / "graph.html"
        html = view.read_text(encoding="utf-8")
        pictures = [
            Picture("view.png", f"#node={most_linked(html, 'Film')}"),
            Picture("view-fact.png", f"#fact={most_quoted(html, 'voices')}"),
            Picture("view-dark.png", f"#node={most_linked(html, 'Character')}", scheme="dark"),
            Picture(
                "view-path.png",
                f"#from={most_linked(html, 'Character')}&to={most_linked(html, 'Organization')}&view=both",
            ),
            Picture("view-phone.png", "", width=390, height=844),
        ]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            for picture in pictures:
                take(browser, view, picture)
            take_served(browser, folder, most_linked(html, "Film"))
            browser.close()


if __name__ == "__main__":
    main()
