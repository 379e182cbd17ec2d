// The shapes of the nodes on the canvas: the same outlines as in the legend.
import { DATA } from "./data.js";
import { fill, theme } from "./theme.js";

/** @type {Map<string, Path2D>} */
const outlines = new Map();

/** @param {string} type */
function outline(type) {
  let path = outlines.get(type);
  if (!path) {
    path = new Path2D(DATA.types[type]?.shape ?? "M-1 -1H1V1H-1Z");
    outlines.set(type, path);
  }
  return path;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} type
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {boolean} ringed
 * @param {string} [family] of colours, where it is not that of the type
 */
export function drawShape(ctx, type, x, y, size, ringed, family) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size, size);
  const path = outline(type);
  ctx.lineJoin = "round";
  if (ringed) {
    ctx.lineWidth = 10 / size;
    ctx.strokeStyle = theme.accent;
    ctx.stroke(path);
    ctx.lineWidth = 5 / size;
    ctx.strokeStyle = theme.paper;
    ctx.stroke(path);
  }
  ctx.fillStyle = fill(family ?? DATA.types[type]?.family ?? "other");
  ctx.fill(path);
  ctx.lineWidth = 1.5 / size;
  ctx.strokeStyle = theme.outline;
  ctx.stroke(path);
  ctx.restore();
}
