"""The same graph drawn by others: pyvis as it comes, pyvis with fixed places, cytoscape.js and sigma.js.

Each page is one file that asks for nothing. The three of our making show a plain card with the quotes
on a click, so that a click has something to wait for; none has labels of links, a list, filters or search.
"""

from __future__ import annotations

import json
import subprocess
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyvis.network import Network

from kg.writers.view import assets
from kg.writers.view.network import drawn_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.model import KnowledgeGraph

    Places = Mapping[str, tuple[float, float]]

HERE = Path(__file__).parent
COLOURS = {
    "Person": "#0072b2",
    "Character": "#d55e00",
    "Film": "#009e73",
    "Series": "#009e73",
    "Studio": "#cc79a7",
}

CARD = """
const QUOTES = JSON.parse(document.getElementById("quotes").textContent);
function card(id) {
  const card = document.getElementById("card");
  card.replaceChildren(...(QUOTES[id] ?? []).map((text) => Object.assign(document.createElement("p"), { textContent: text })));
}
function ready(pointOf) {
  globalThis.colophon = { pointOf: (kind, id) => {
    const at = pointOf(id), box = document.getElementById("map").getBoundingClientRect();
    return { x: at.x + box.left, y: at.y + box.top };
  } };
  document.body.dataset.ready = "true";
}
"""
VIS = """
const data = JSON.parse(document.getElementById("drawn").textContent);
const network = new vis.Network(document.getElementById("map"), { nodes: new vis.DataSet(data.nodes), edges: new vis.DataSet(data.edges) },
  { physics: { enabled: false }, layout: { improvedLayout: false }, nodes: { shape: "dot" }, edges: { smooth: false, arrows: "to" } });
network.on("click", (event) => card(event.nodes[0]));
network.once("afterDrawing", () => ready((id) => network.canvasToDOM(network.getPosition(id))));
network.fit({ animation: false });
"""
CYTOSCAPE = """
const data = JSON.parse(document.getElementById("drawn").textContent);
const cy = cytoscape({ container: document.getElementById("map"), layout: { name: "preset" },
  elements: [...data.nodes.map((node) => ({ data: node, position: { x: node.x, y: node.y } })),
    ...data.edges.map((edge) => ({ data: { id: edge.id, source: edge.from, target: edge.to } }))],
  style: [
    { selector: "node", style: { label: "data(label)", width: "data(size)", height: "data(size)", "background-color": "data(color)", "font-size": 12, "min-zoomed-font-size": 7 } },
    { selector: "edge", style: { width: 1.4, "curve-style": "bezier", "target-arrow-shape": "triangle", "line-color": "#999" } },
  ] });
cy.on("tap", "node", (event) => card(event.target.id()));
cy.one("render", () => ready((id) => cy.getElementById(id).renderedPosition()));
"""
SIGMA = """
const data = JSON.parse(document.getElementById("drawn").textContent);
const graph = new rivals.Graph({ multi: true, type: "directed" });
for (const node of data.nodes) graph.addNode(node.id, { x: node.x, y: -node.y, size: node.size / 3, label: node.label, color: node.color });
for (const edge of data.edges) graph.addEdgeWithKey(edge.id, edge.from, edge.to, { type: "arrow", size: 1, color: "#999" });
const sigma = new rivals.Sigma(graph, document.getElementById("map"));
sigma.on("clickNode", (event) => card(event.node));
const show = () => ready((id) => sigma.graphToViewport(graph.getNodeAttributes(id)));
sigma.once("afterRender", show);
sigma.refresh();
"""


def pyvis_default(graph: KnowledgeGraph, places: Places) -> str:
    """Write the page as pyvis does of itself: it lays the graph out in the browser. The places go unused."""
    del places
    network = Network(directed=True, cdn_resources="in_line", height="800px")
    for entity in graph.entities:
        network.add_node(entity.path, label=entity.label)
    for fact in drawn_facts(graph):
        network.add_edge(fact.subject, fact.object, title=fact.evidence[0].exact)
    html: str = network.generate_html()
    done = (
        'network.once("stabilizationIterationsDone", () => network.once("afterDrawing", () => {'
        "globalThis.colophon = { pointOf: (kind, id) => network.canvasToDOM(network.getPosition(id)) };"
        'document.body.dataset.ready = "true"; }));'
    )
    head, call, rest = html.rpartition("drawGraph();")
    assert call, "pyvis has another template than expected"
    return f"{head}{call}{done}{rest}"


def page(library: str, drawing: str, graph: KnowledgeGraph, places: Places) -> str:
    """Write a page around a library: the map at the left, the card at the right, as in ours."""
    degrees: dict[str, int] = {}
    quotes: dict[str, list[str]] = {}
    edges = []
    for fact in drawn_facts(graph):
        ends = fact.subject, str(fact.object)
        edges.append({"id": fact.path, "from": ends[0], "to": ends[1]})
        for end in ends:
            degrees[end] = degrees.get(end, 0) + 1
            quotes.setdefault(end, []).append(fact.evidence[0].exact)
    nodes = [
        {
            "id": entity.path,
            "label": entity.label,
            "x": places[entity.path][0],
            "y": places[entity.path][1],
            "size": 8 + 2.6 * min(degrees.get(entity.path, 0), 36) ** 0.5,
            "color": COLOURS.get(entity.type, "#777777"),
        }
        for entity in graph.entities
    ]
    drawn = json.dumps({"nodes": nodes, "edges": edges}).replace("<", "\\u003c")
    said = json.dumps(quotes).replace("<", "\\u003c")
    return (
        '<!DOCTYPE html><meta charset="utf-8"><style>body{margin:0}#map{position:absolute;inset:0 340px 0 0}'
        "#card{position:absolute;right:0;top:0;bottom:0;width:340px;overflow:auto}</style>"
        f'<div id="map"></div><div id="card"></div><script type="application/json" id="drawn">{drawn}</script>'
        f'<script type="application/json" id="quotes">{said}</script>'
        f"<script>{library}</script><script>{CARD}{drawing}</script>"
    )


@cache
def bundle(source: str, name: str) -> str | None:
    """Bundle installed npm packages into one script, or give None where they are not installed."""
    program = HERE / "node_modules" / ".bin" / "esbuild"
    if not program.exists():
        return None
    done = subprocess.run(
        [program, "--bundle", "--minify", "--format=iife", f"--global-name={name}", "--log-level=error"],
        input=source,
        cwd=HERE,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.replace("</script", "<\\/script")


def cytoscape() -> str | None:
    """Give cytoscape.js as a script that defines `cytoscape`."""
    return bundle('import it from "cytoscape"; globalThis.cytoscape = it;', "unused")


def sigma() -> str | None:
    """Give sigma.js with graphology as a script that defines `rivals`."""
    return bundle(
        'export { default as Graph } from "graphology"; export { default as Sigma } from "sigma";', "rivals"
    )


def rivals() -> dict[str, Callable[[KnowledgeGraph, Places], str]]:
    """Give the writers of all that can be measured on this machine, by name."""
    writers: dict[str, Callable[[KnowledgeGraph, Places], str]] = {
        "pyvis as it comes": pyvis_default,
        "pyvis, places fixed": lambda graph, places: page(assets.library(), VIS, graph, places),
    }
    for name, library, drawing in (("cytoscape.js", cytoscape(), CYTOSCAPE), ("sigma.js", sigma(), SIGMA)):
        if library is None:
            warnings.warn(f"{name} is left out: run `npm ci` in benchmarks/ first", stacklevel=2)
        else:
            writers[name] = lambda graph, places, library=library, drawing=drawing: page(
                library, drawing, graph, places
            )
    return writers
