// Which names and relations are written on the map, and in which order they get their room.
import { BY_WEIGHT, FACTS, LINES } from "./data.js";
import { Room, labelLine, labelNode, setFont } from "./labels.js";
import { theme } from "./theme.js";
import { relationLabel, shortQualifiers, shortened } from "./words.js";

const MOST_LINE_LABELS = 16;
const FIRST_NAMES = 16;

/** @typedef {{network: any, nodes: Set<string>, lines: Set<string>, placeOf: (id: string) => {x: number, y: number}}} Drawing */

/**
 * Write the names of the nodes, and what the lit lines say.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Drawing} drawing
 * @param {import("./focus.js").Lit | null} light
 */
export function nameAll(ctx, drawing, light) {
  const { network, nodes, placeOf } = drawing;
  const scale = network.getScale();
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const room = new Room();
  const written = new Room();
  const names = [];
  for (const spot of BY_WEIGHT) {
    if (!nodes.has(spot.id) || (light && !light.nodes.has(spot.id))) continue;
    const at = network.canvasToDOM(placeOf(spot.id));
    if (at.x < -80 || at.y < -40 || at.x > ctx.canvas.clientWidth + 80 || at.y > ctx.canvas.clientHeight + 40) continue;
    const size = spot.size * scale;
    room.take({ left: at.x - size, right: at.x + size, top: at.y - size, bottom: at.y + size });
    names.push({ ...at, size, label: spot.label, id: spot.id });
  }
  // The chosen node first: its label is written whatever stands in its way.
  names.sort((a, b) => Number(b.id === light?.centre) - Number(a.id === light?.centre));
  setFont(ctx, false);
  names.forEach((name, index) => {
    const centre = name.id === light?.centre;
    const must = centre || light?.lines.size === 1;
    if (centre) setFont(ctx, true);
    // Where nodes stand close, the names of the most connected may cover lesser nodes, but no other name.
    labelNode(ctx, index < FIRST_NAMES ? [room, written] : [room], written, name, must);
    if (centre) setFont(ctx, false); // to set it for each name would take as long as to write them
  });
  // At a hub they would hide the lines that they name; the card tells them all.
  if (light && light.lines.size <= MOST_LINE_LABELS) nameLines(ctx, room, drawing, light);
  ctx.restore();
}

/**
 * Where along a line its label may stand: rather towards the end that is not the chosen node, where lines crowd.
 * @param {string} id
 * @param {string | null} centre
 */
function sharesOf(id, centre) {
  const line = LINES.get(id);
  if (line?.from === centre) return [0.6, 0.68, 0.52, 0.76, 0.44];
  if (line?.to === centre) return [0.4, 0.32, 0.48, 0.24, 0.56];
  return [0.5, 0.58, 0.42, 0.66, 0.34];
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Room} room
 * @param {Drawing} drawing
 * @param {import("./focus.js").Lit} light
 */
function nameLines(ctx, room, { network, lines }, light) {
  setFont(ctx, false);
  for (const id of light.lines) {
    const fact = FACTS.get(id);
    const line = network.body.edges[id];
    if (!fact || !line || !lines.has(id)) continue;
    const via = line.edgeType.getViaNode?.();
    /** @param {number} share */
    const along = (share) => network.canvasToDOM(line.edgeType.getPoint(share, via));
    const text = shortened([relationLabel(fact), ...shortQualifiers(fact)].join(" · "), 40);
    labelLine(ctx, room, text, along, sharesOf(id, light.centre), theme.faint, light.lines.size === 1);
  }
}
