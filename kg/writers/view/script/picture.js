// The map as a picture: what is drawn now, with title and legend, as SVG that needs no script.
import { DATA, LINES, SPOTS } from "./data.js";
import { lit } from "./focus.js";
import { familyOf } from "./look.js";
import { drawing } from "./map.js";
import { nameAll } from "./naming.js";
import { current } from "./store.js";
import { GROUPS, fill, theme } from "./theme.js";
import { statusName, typeLabel } from "./words.js";

/** @typedef {{x: number, y: number}} Point */

const HEAD = 56;
const ROW = 26;
const MARGIN = 20;
const STEPS = 40;
const FAINT = 0.14;
const STATUSES = ["stated", "planned", "opinion", "rumoured", "negated"];
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif";

/**
 * Text for XML: nothing in it can be markup, and no character that XML forbids is left.
 * @param {string} text
 */
export function escaped(text) {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** @param {number} value */
function short(value) {
  return String(Math.round(value * 10) / 10);
}

/**
 * @param {string} text
 * @param {Point} at
 * @param {string} colour
 * @param {{size?: number, bold?: boolean, halo?: boolean}} style
 */
function words(text, { x, y }, colour, { size = 12.5, bold = false, halo = false }) {
  const around = halo ? ` stroke="${theme.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"` : "";
  const weight = bold ? ' font-weight="600"' : "";
  return `<text x="${short(x)}" y="${short(y)}" font-size="${size}"${weight} fill="${colour}"${around}>${escaped(text)}</text>`;
}

/**
 * @param {string} type
 * @param {Point} at
 * @param {number} size
 * @param {boolean} [ringed]
 * @param {string} [family] of colours, where it is not that of the type
 */
function shape(type, at, size, ringed = false, family = undefined) {
  const look = DATA.types[type];
  const outline = escaped(look?.shape ?? "M-1 -1H1V1H-1Z");
  const place = `transform="translate(${short(at.x)} ${short(at.y)}) scale(${short(size)})"`;
  const ring = ringed ? `<path ${place} d="${outline}" fill="none" stroke="${theme.accent}" stroke-width="10" stroke-linejoin="round" vector-effect="non-scaling-stroke"/>` : "";
  return `${ring}<path ${place} d="${outline}" fill="${fill(family ?? look?.family ?? "other")}" stroke="${theme.outline}" stroke-width="1.5" stroke-linejoin="round" vector-effect="non-scaling-stroke"/>`;
}

/**
 * @param {string} status
 * @param {number} scale
 */
function stroke(status, scale) {
  const colour = theme.lines[status] ?? theme.lines["stated"] ?? theme.ink;
  const dashes = [...LINES.values()].find((line) => line.status === status)?.dashes;
  const dashed = dashes ? ` stroke-dasharray="${dashes.map((length) => short(length * scale)).join(" ")}"` : "";
  return `stroke="${colour}" stroke-width="${short(Math.max((dashes ? 2 : 1.4) * scale, 0.6))}"${dashed}`;
}

/**
 * A line up to the border of the node that it leads to, with its arrow.
 * @param {import("./data.js").Line} line
 * @param {(share: number) => Point} along
 * @param {Point & {size: number}} end the node that it leads to
 * @param {number} scale
 */
function path(line, along, end, scale) {
  const points = Array.from({ length: STEPS + 1 }, (_, step) => along(step / STEPS));
  /** @type {(point: Point) => number} */
  const away = (point) => Math.hypot(point.x - end.x, point.y - end.y) - end.size * 1.05 - 1;
  const last = line.from === line.to ? STEPS : points.findLastIndex((point) => away(point) > 0);
  const kept = last < 1 ? points : points.slice(0, last + 1);
  const [out, within] = [points[last], points[last + 1]];
  if (out && within) {
    const share = away(out) / (away(out) - away(within));
    kept.push({ x: out.x + (within.x - out.x) * share, y: out.y + (within.y - out.y) * share });
  }
  const start = kept[0] ?? end;
  const tip = kept.at(-1) ?? end;
  const before = kept.at(-2) ?? start;
  const bent = Math.abs((tip.x - start.x) * (before.y - start.y) - (tip.y - start.y) * (before.x - start.x)) > 0.5;
  const course = (bent ? kept : [start, tip]).map((point, index) => `${index ? "L" : "M"}${short(point.x)} ${short(point.y)}`).join("");
  const body = `<path d="${course}" fill="none" ${stroke(line.status, scale)}/>`;
  if (typeof line.arrows === "object" && !line.arrows.to.enabled) return body;
  const turn = Math.round((Math.atan2(tip.y - before.y, tip.x - before.x) * 1800) / Math.PI) / 10;
  const long = Math.max(4, 8 * scale);
  return `${body}<path d="M0 0L${short(-long)} ${short(long / 2.6)}V${short(-long / 2.6)}Z" transform="translate(${short(tip.x)} ${short(tip.y)}) rotate(${turn})" fill="${theme.lines[line.status] ?? theme.lines["stated"]}"/>`;
}

/**
 * The labels of the map, as the map itself places them: it writes them into this instead of the canvas.
 * @param {CanvasRenderingContext2D} real
 * @param {import("./naming.js").Drawing} now
 * @param {import("./focus.js").Lit | null} light
 */
function labels(real, now, light) {
  /** @type {string[]} */
  const found = [];
  real.save();
  const recorder = {
    canvas: real.canvas,
    fillStyle: "",
    font: "",
    save() {},
    restore() {},
    setTransform() {},
    strokeText() {},
    /** @param {string} text */
    measureText(text) {
      real.font = recorder.font;
      return real.measureText(text);
    },
    /** @type {(text: string, x: number, y: number) => void} */
    fillText(text, x, y) {
      found.push(words(text, { x, y: y + 4.4 }, recorder.fillStyle, { bold: recorder.font.startsWith("600"), halo: true }));
    },
  };
  nameAll(/** @type {any} */ (recorder), now, light);
  real.restore();
  return found;
}

/**
 * @param {CanvasRenderingContext2D} ctx measures the words
 * @param {{mark: (at: Point) => string, text: string}[]} items
 * @param {number} width
 * @param {number} top
 */
function legend(ctx, items, width, top) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.font = `13px ${theme.font}`;
  const parts = [];
  let [x, y] = [MARGIN, top + ROW / 2];
  for (const { mark, text } of items) {
    const wide = 26 + ctx.measureText(text).width + 20;
    if (x + wide > width - MARGIN && x > MARGIN) [x, y] = [MARGIN, y + ROW];
    parts.push(mark({ x: x + 9, y }), words(text, { x: x + 26, y: y + 4.5 }, theme.ink, { size: 13 }));
    x += wide;
  }
  ctx.restore();
  return { parts, height: y + ROW / 2 + 8 - top };
}

/**
 * What the shapes and lines of the picture mean.
 * @param {Set<string>} nodes
 * @param {Set<string>} lines
 */
function meanings(nodes, lines) {
  const types = new Set([...nodes].map((id) => SPOTS.get(id)?.kind ?? ""));
  const statuses = new Set([...lines].map((id) => LINES.get(id)?.status ?? ""));
  // Where colours tell groups, shapes alone tell types, and the page's own key says which group is which.
  const grouped = current().colour === "group";
  const groups = grouped ? [...document.querySelectorAll("#group-key li")] : [];
  return [
    ...Object.keys(DATA.types).filter((type) => types.has(type)).map((type) => ({
      mark: (/** @type {Point} */ at) => shape(type, at, 6.5, false, grouped ? "other" : undefined),
      text: typeLabel(type),
    })),
    ...groups.map((item, index) => ({
      mark: (/** @type {Point} */ at) => `<circle cx="${short(at.x)}" cy="${short(at.y)}" r="6.5" fill="${fill(GROUPS[index] ?? "other")}"/>`,
      text: item.querySelector("bdi")?.textContent ?? item.textContent ?? "",
    })),
    ...STATUSES.filter((status) => statuses.has(status)).map((status) => ({
      mark: (/** @type {Point} */ at) => `<path d="M${short(at.x - 9)} ${short(at.y)}h22" fill="none" ${stroke(status, 1)}/>`,
      text: statusName(status),
    })),
  ];
}

/**
 * The map as it stands in its frame.
 * @returns {{svg: string, width: number, height: number}}
 */
export function asSvg() {
  const { network, nodes, lines, placeOf, frame, ctx } = drawing();
  const light = lit(current());
  const scale = network.getScale();
  const width = Math.round(frame.width);
  const map = Math.round(frame.height);
  const key = legend(ctx, meanings(nodes, lines), width, HEAD + map);
  const height = HEAD + map + key.height;
  /** @type {{lit: boolean | undefined, text: string}[]} lines first, nodes above them */
  const parts = [];
  for (const line of LINES.values()) {
    const edge = network.body.edges[line.id];
    if (!lines.has(line.id) || !edge) continue;
    const via = edge.edgeType.getViaNode?.();
    /** @param {number} share */
    const along = (share) => network.canvasToDOM(edge.edgeType.getPoint(share, via));
    const end = { ...network.canvasToDOM(placeOf(line.to)), size: (SPOTS.get(line.to)?.size ?? 0) * scale };
    parts.push({ lit: !light || light.plain || light.lines.has(line.id), text: path(line, along, end, scale) });
  }
  for (const spot of SPOTS.values()) {
    if (!nodes.has(spot.id)) continue;
    const text = shape(spot.kind, network.canvasToDOM(placeOf(spot.id)), spot.size * scale, light?.centre === spot.id, familyOf(spot.id));
    parts.push({ lit: !light || light.plain || light.nodes.has(spot.id), text });
  }
  const title = document.title;
  const counts = document.getElementById("counts")?.textContent ?? "";
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${short(height)}" viewBox="0 0 ${width} ${short(height)}" role="img" font-family="${FONT}">`,
    `<title>${escaped(title)}</title><desc>${escaped(counts)}</desc>`,
    `<rect width="100%" height="100%" fill="${theme.paper}"/>`,
    words(title, { x: MARGIN, y: 27 }, theme.ink, { size: 18, bold: true }),
    words(counts, { x: MARGIN, y: 46 }, theme.faint, { size: 12.5 }),
    `<clipPath id="frame"><rect width="${width}" height="${map}"/></clipPath>`,
    `<g transform="translate(0 ${HEAD})" clip-path="url(#frame)">`,
    `<g opacity="${FAINT}">`,
    ...parts.filter((part) => !part.lit).map((part) => part.text),
    "</g>",
    ...parts.filter((part) => part.lit).map((part) => part.text),
    ...labels(ctx, { network, nodes, lines, placeOf }, light),
    "</g>",
    ...key.parts,
    "</svg>",
  ].join("\n");
  return { svg: `${svg}\n`, width, height };
}
