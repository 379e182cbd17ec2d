// The map: vis-network draws nodes and lines; the veil, the labels and the tip are the page's own.
import { DRAWN, FACTS, LINES, OPTIONS, SPOTS } from "./data.js";
import { byId } from "./elements.js";
import { lit } from "./focus.js";
import { familyOf } from "./look.js";
import { forgetDrawn, keepDrawn } from "./gliding.js";
import { nameAll } from "./naming.js";
import { drawShape } from "./shapes.js";
import { addToPath, picking } from "./route.js";
import { change, choose, current, listen } from "./store.js";
import { calm, followTheme, theme } from "./theme.js";
import { visible } from "./visible.js";
import { say } from "./wording.js";
import { nameOf, relationLabel, shortQualifiers, typeLabel } from "./words.js";

/** @type {any} the library's network; it has no types */
let network;
/** @type {any} */
let nodeSet;
/** @type {any} */
let lineSet;
let shown = visible(current());
let moved = false;
let pointed = false;
/** Whether what is lit is being drawn, above the picture that is kept of all the rest. */
let lighting = false;

/** @param {import("./data.js").Spot} spot */
function asNode(spot) {
  return {
    id: spot.id,
    x: spot.x,
    y: spot.y,
    size: spot.size,
    hidden: !shown.nodes.has(spot.id),
    /** @param {{ctx: CanvasRenderingContext2D, id: string, x: number, y: number}} at */
    ctxRenderer: ({ ctx, id, x, y }) => ({
      drawNode: () => {
        const choice = current().choice;
        drawShape(ctx, spot.kind, x, y, spot.size, lighting && choice?.kind === "node" && choice.id === id, familyOf(id));
      },
      nodeDimensions: { width: spot.size * 2.4, height: spot.size * 2.4 },
    }),
  };
}

/** @param {import("./data.js").Line} line */
function asLine(line) {
  return { ...line, hidden: !shown.lines.has(line.id), color: { color: theme.lines[line.status] ?? theme.lines["stated"], inherit: false } };
}

/**
 * Where a node stands now; it may have been dragged.
 * @param {string} id
 * @returns {{x: number, y: number}}
 */
export function placeOf(id) {
  return network.body.nodes[id] ?? SPOTS.get(id) ?? { x: 0, y: 0 };
}

/** @returns {Set<string>} */
export function shownNodes() {
  return shown.nodes;
}

/** What the map draws at this moment, for pictures of it. */
export function drawing() {
  const canvas = byId("map").querySelector("canvas");
  const ctx = canvas?.getContext("2d");
  if (!ctx) throw new Error("the map is not drawn yet");
  return { network, nodes: shown.nodes, lines: shown.lines, placeOf, frame: byId("map").getBoundingClientRect(), ctx };
}

/**
 * Lay a veil over everything and draw the lit part again above it. Restyling all nodes instead
 * would take a hundred times as long on a large graph.
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./focus.js").Lit} light
 */
function drawLit(ctx, light) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 0.86;
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
  const lines = [...light.lines].filter((id) => shown.lines.has(id)).map((id) => network.body.edges[id]).filter(Boolean); // the library draws between nodes and lines being added
  for (const line of lines) line.draw(ctx);
  for (const line of lines) line.drawArrows(ctx);
  drawNodes(ctx, light.nodes);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Iterable<string>} ids
 */
function drawNodes(ctx, ids) {
  lighting = true;
  for (const id of ids) if (shown.nodes.has(id)) network.body.nodes[id]?.draw(ctx);
  lighting = false;
}

/** Show all that is visible. */
export function showAll() {
  fit([...shown.nodes]);
}

/**
 * Show these names, with a margin that labels fit into.
 * @param {string[]} ids
 */
function fit(ids) {
  const places = ids.map((id) => ({ ...placeOf(id), size: SPOTS.get(id)?.size ?? 0 }));
  if (!places.length) return;
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const box = byId("map").getBoundingClientRect();
  const margin = Math.min(110, box.width * 0.12); // for the labels of the outermost
  const scale = Math.min((box.width - margin) / (right - left + 40), (box.height - 110) / (bottom - top + 20), 1.25);
  const y = (top + bottom) / 2 + 22 / Math.max(scale, 0.02); // more room below, where labels and buttons are
  network.moveTo({ position: { x: (left + right) / 2, y }, scale: Math.max(scale, 0.02) });
}

/** Show the path or the neighbourhood where there is one, else all, or where that is too small to read, the chosen node. */
export function frame() {
  const { choice, focus } = current();
  const { route } = visible(current());
  if (route?.length) return fit(route.flatMap((step) => [step.start, step.end]));
  showAll();
  if (focus) return;
  if (choice?.kind === "node") bring(choice.id);
}

/** @param {number} factor */
export function zoom(factor) {
  const scale = Math.min(Math.max(network.getScale() * factor, 0.02), 6);
  network.moveTo({ scale, animation: calm() ? false : { duration: 150 } });
}

/**
 * Bring a node into view if it is not, or is too small to see.
 * @param {string} id
 */
function bring(id) {
  const place = placeOf(id);
  const at = network.canvasToDOM(place);
  const box = byId("map").getBoundingClientRect();
  const inside = at.x > 60 && at.y > 40 && at.x < box.width - 60 && at.y < box.height - 50;
  if (inside && network.getScale() > 0.35) return;
  network.moveTo({
    position: { x: place.x, y: place.y },
    scale: Math.max(network.getScale(), 0.7),
    animation: calm() ? false : { duration: 300 },
  });
}

/**
 * What decides how much there is to be seen: when it changes, the map is made to fit its frame again.
 * @param {import("./store.js").State} state
 */
function framed({ everything, focus, filters, path, view }) {
  const chosen = Object.entries(filters).map(([facet, values]) => [facet, [...values]]);
  return JSON.stringify([everything, focus, chosen, path, view === "list"]);
}

function update() {
  const before = shown;
  shown = visible(current());
  const nodes = DRAWN.nodes.filter((spot) => before.nodes.has(spot.id) !== shown.nodes.has(spot.id));
  const lines = DRAWN.edges.filter((line) => before.lines.has(line.id) !== shown.lines.has(line.id));
  if (nodes.length) nodeSet.update(nodes.map((spot) => (network.body.nodes[spot.id] ? { id: spot.id, hidden: !shown.nodes.has(spot.id) } : asNode(spot))));
  if (lines.length) lineSet.update(lines.map((line) => (network.body.edges[line.id] ? { id: line.id, hidden: !shown.lines.has(line.id) } : asLine(line))));
  if (nodes.length || lines.length) forgetDrawn();
  network.redraw();
}

/**
 * @param {string} text
 * @param {{x: number, y: number}} at
 */
function showTip(text, at) {
  const tip = byId("tip");
  const box = byId("map").getBoundingClientRect();
  tip.textContent = text;
  tip.hidden = false;
  tip.style.left = `${Math.max(4, Math.min(at.x + 14, box.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(4, Math.min(at.y + 16, box.height - tip.offsetHeight - 8))}px`;
  byId("map").classList.add("over");
}

function hideTip() {
  byId("tip").hidden = true;
  byId("map").classList.remove("over");
}

function listenToPointer() {
  network.on("click", (/** @type {any} */ event) => {
    hideTip();
    pointed = true; // what is pointed at stays where it is
    if (event.nodes.length && picking(current())) addToPath(event.nodes[0]);
    else if (event.nodes.length) choose("node", event.nodes[0]);
    else if (event.edges.length) choose("fact", event.edges[0]);
    else if (current().choice || current().query) change({ choice: null, query: "" });
    pointed = false;
  });
  network.on("hoverNode", (/** @type {any} */ event) => {
    const spot = SPOTS.get(event.node);
    if (spot) showTip(say("map.tip", { name: spot.label, type: typeLabel(spot.kind), links: say("count.links", { count: spot.degree }) }), event.pointer.DOM);
  });
  network.on("hoverEdge", (/** @type {any} */ event) => {
    const fact = FACTS.get(event.edge);
    if (!fact) return;
    const said = [relationLabel(fact), ...shortQualifiers(fact)].join(", ");
    showTip(`${nameOf(fact.subject)} → ${said} → ${nameOf(fact.object ?? "")}`, event.pointer.DOM);
  });
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, hideTip);
}

export function drawMap() {
  const library = /** @type {any} */ (globalThis).vis;
  // The library learns of a node or line when it is first shown: it takes seconds to learn of thousands.
  nodeSet = new library.DataSet(DRAWN.nodes.filter((spot) => shown.nodes.has(spot.id)).map(asNode));
  lineSet = new library.DataSet(DRAWN.edges.filter((line) => shown.lines.has(line.id)).map(asLine));
  network = new library.Network(byId("map"), { nodes: nodeSet, edges: lineSet }, OPTIONS);
  byId("map").querySelector("canvas")?.setAttribute("aria-hidden", "true");
  keepDrawn(network, () => shown.nodes.size + shown.lines.size, (ctx) => {
    const light = lit(current());
    if (light && !light.plain) drawLit(ctx, light);
    else if (light?.centre) drawNodes(ctx, [light.centre]);
    nameAll(ctx, { network, nodes: shown.nodes, lines: shown.lines, placeOf }, light);
  });
  listenToPointer();
  listen((now, before) => {
    byId("map-part").hidden = now.view === "list";
    if (now.colour !== before.colour || now.size !== before.size) forgetDrawn();
    update();
    if (framed(now) !== framed(before)) frame();
    if (now.choice?.kind === "node" && now.choice !== before.choice && !pointed && shown.nodes.has(now.choice.id)) bring(now.choice.id);
  });
  followTheme(() => {
    lineSet.update([...LINES.values()].filter((line) => network.body.edges[line.id]).map(asLine));
    forgetDrawn();
    network.redraw();
  });
  // Until somebody moves the map it fits its frame, whatever becomes of the window.
  for (const event of ["dragStart", "zoom", "click"]) network.on(event, () => (moved = true));
  // The library restores the view after it has told of a new size, hence a moment later.
  network.on("resize", () => setTimeout(() => moved || frame()));
}

/**
 * Where a thing is on the page, in pixels of the window; for tests and for links into the map.
 * @param {"node" | "fact"} kind
 * @param {string} id
 * @returns {{x: number, y: number}}
 */
export function pointOf(kind, id) {
  const box = byId("map").getBoundingClientRect();
  const line = kind === "fact" ? network.body.edges[id] : null;
  const at = network.canvasToDOM(line ? line.edgeType.getPoint(0.5, line.edgeType.getViaNode?.()) : placeOf(id));
  return { x: at.x + box.left, y: at.y + box.top };
}
