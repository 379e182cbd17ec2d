"""How fast the page is beside pyvis, cytoscape.js and sigma.js: first picture, click, panning, size, Python.

Run: (cd benchmarks && npm ci); python benchmarks/view.py [--sizes 60,500,2000,10000] [--repeats 5] [--json FILE]
All is measured in one run on one machine, taking turns, so that the ratios mean something; the times alone do not.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from playwright.sync_api import Browser, Error, Page, sync_playwright
from view_rivals import rivals
from view_sample import sample_graph

from kg.analysis import layout
from kg.analysis import statistics as figures
from kg.ontology import load_ontology
from kg.writers.view import html_view

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = "Colophon"
WHOLE = "Colophon, all shown"
FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--no-first-run"]
"""No GPU: what needs WebGL draws on the processor."""
PATIENCE = 60.0
"""Seconds after which a page counts as one that does not come."""
SLOW = 10.0
"""What takes longer is measured once, and not at greater sizes."""
STARTS = """
addEventListener("DOMContentLoaded", () => {
  const look = () => document.body.dataset.ready
    ? requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset.picture = performance.now())))
    : requestAnimationFrame(look);
  look();
});
"""
WAIT = """([what, patience]) => new Promise((resolve, reject) => {
  const timer = setInterval(() => {
    const value = document.documentElement.dataset[what];
    if (value === undefined && performance.now() < patience * 1000) return;
    clearInterval(timer);
    if (value === undefined) reject(new Error(`no ${what} in time`));
    else resolve(value);
  }, 50);
})"""
CLICKS = """() => {
  const card = document.getElementById("card");
  addEventListener("pointerup", (event) => (globalThis.clickedAt = event.timeStamp), { capture: true, once: true });
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (document.documentElement.dataset.click = performance.now() - clickedAt)));
  }).observe(card, { childList: true, subtree: true });
}"""
FRAMES = """() => {
  globalThis.frames = [];
  let moved = false;
  addEventListener("pointermove", () => (moved = true), { capture: true });
  const frame = (now) => {
    if (moved) frames.push(now);
    moved = false;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""


class Seen(TypedDict, total=False):
    """What one visit measured: seconds, seconds, frames a second."""

    picture: float
    click: float
    frames: float


@contextmanager
def opened(browser: Browser, path: Path, fragment: str) -> Iterator[Page]:
    """Open a page without network, in a window of the size of a small laptop's."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_offline(offline=True)
    context.add_init_script(STARTS)
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    try:
        page.goto(path.as_uri() + fragment, wait_until="commit")
        yield page
    finally:
        context.close()


def visit(browser: Browser, path: Path, fragment: str, node: str) -> Seen:
    """Open a page, click a name, pan the map; what does not come in time is left out."""
    seen: Seen = {}
    try:
        with opened(browser, path, fragment) as page:
            seen["picture"] = _noted(page, "picture")
            page.wait_for_timeout(300)
            seen["frames"] = _pan(page)
            page.wait_for_timeout(300)
            if page.query_selector("#card"):
                page.evaluate(CLICKS)
                at = page.evaluate("id => colophon.pointOf('node', id)", node)
                page.mouse.click(at["x"], at["y"])
                seen["click"] = _noted(page, "click")
    except Error as error:
        print(f"  {path.stem}{fragment}: {str(error).splitlines()[0]}", file=sys.stderr)
    return seen


def _noted(page: Page, what: str) -> float:
    """Wait for a time that the page's clock noted, in seconds; look seldom, so as not to hold it up."""
    return float(page.evaluate(WAIT, [what, PATIENCE])) / 1000


def _pan(page: Page) -> float:
    """Drag the map to and fro; give the frames a second in which it followed the mouse."""
    box = page.evaluate("(() => { const b = document.getElementById('map') ?? document.getElementById('mynetwork');"
                        "const r = b.getBoundingClientRect(); return { x: r.x + 6, y: r.y + r.height - 6 }; })()")  # fmt: skip
    page.mouse.move(box["x"], box["y"])
    page.mouse.down()
    page.evaluate(FRAMES)
    end = time.monotonic() + 2
    step = 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(box["x"] + 120 + 100 * ((step % 80) / 40 - 1), box["y"] - 120 + 2 * (step % 50))
    frames = page.evaluate("frames")
    page.mouse.up()
    return 1000 * (len(frames) - 1) / (frames[-1] - frames[0]) if len(frames) > 1 else 0.0


class Build(TypedDict):
    """What writing a page cost."""

    seconds: dict[str, float]
    megabytes: float


def build(name: str, nodes: int, path: Path) -> Build:
    """Write a page in a process of its own; give the seconds of each part and the most memory held."""
    done = subprocess.run(
        [sys.executable, __file__, "--build", name, "--sizes", str(nodes), "--json", str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    built: Build = json.loads(done.stdout)
    return built


def _build(name: str, nodes: int, path: Path) -> None:
    graph = sample_graph(nodes)
    load_ontology()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = {}
    start = time.perf_counter()
    places = layout(graph) if name != "pyvis as it comes" else {}
    seconds["layout"] = time.perf_counter() - start
    others = rivals()  # bundled by now
    start = time.perf_counter()
    html = html_view(graph, load_ontology(), places) if name == OURS else others[name](graph, places)
    seconds["page"] = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if name == OURS:
        start = time.perf_counter()
        figures(graph)
        seconds["statistics"] = time.perf_counter() - start
    path.write_text(html, encoding="utf-8")
    print(json.dumps({"seconds": seconds, "megabytes": (after - before) / 1024}))


def measure(sizes: list[int], repeats: int) -> list[dict[str, object]]:
    """Build and visit all pages; give a row for each size and library."""
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        hopeless: set[str] = set()
        for nodes in sizes:
            graph = sample_graph(nodes)
            degrees: dict[str, int] = {}
            for fact in graph.facts:
                degrees[fact.subject] = degrees.get(fact.subject, 0) + 1
            node = max(degrees, key=lambda path: (degrees[path], path))
            names = [name for name in [OURS, *rivals()] if name not in hopeless]
            paths = {name: Path(folder) / f"{name}-{nodes}.html" for name in names}
            built = {name: build(name, nodes, paths[name]) for name in names}
            turns = {name: (paths[name], "") for name in names}
            turns[WHOLE] = (paths[OURS], "#all=1")
            seen: dict[str, list[Seen]] = {name: [] for name in turns}
            for _ in range(repeats):
                for name, (path, fragment) in turns.items():
                    if name not in hopeless:
                        seen[name].append(visit(browser, path, fragment, node))
                        if name.startswith("pyvis") and seen[name][-1].get("picture", PATIENCE) > SLOW:
                            hopeless.add(name)  # once is enough of this
            for name, visits in seen.items():
                row: dict[str, object] = {"nodes": nodes, "name": name}
                for what in ("picture", "click", "frames"):
                    values = [one[what] for one in visits if what in one]
                    row[what] = round(statistics.median(values), 3) if values else None
                row["bytes"] = turns[name][0].stat().st_size
                row |= built.get(name, {})
                rows.append(row)
                print(_line(row, rows), flush=True)
        browser.close()
    return rows


def _line(row: dict[str, object], rows: list[dict[str, object]]) -> str:
    ours = next(one for one in rows if one["nodes"] == row["nodes"])

    def cell(what: str, digits: int) -> str:
        value, base = row[what], ours[what]
        if not isinstance(value, float) or not isinstance(base, float):
            return f"{'-':>14}"
        return f"{value:8.{digits}f} {f'{value / base:.1f}x':>5}"

    seconds = row.get("seconds")
    python = (
        f"{sum(v for k, v in seconds.items() if k != 'statistics'):7.2f}"
        if isinstance(seconds, dict)
        else "      -"
    )
    memory = row.get("megabytes")
    megabytes = f"{memory:7.0f}" if isinstance(memory, float) else "      -"
    size = row["bytes"]
    assert isinstance(size, int)
    return (
        f"{row['nodes']:>6} {row['name']:20} {cell('picture', 2)} {cell('click', 2)} {cell('frames', 0)} "
        f"{size / 1e6:7.2f} {python} {megabytes}"
    )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="60,500,2000,10000")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--build", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    if asked.build:
        _build(asked.build, sizes[0], asked.json)
        return
    print(
        f"{'nodes':>6} {'':20} {'picture, s':>14} {'click, s':>14} {'frames/s':>14} {'MB':>7} {'Python':>7} {'MB held':>7}"
    )
    rows = measure(sizes, asked.repeats)
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
