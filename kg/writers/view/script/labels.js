// Labels that never cover each other: 12 pixels on the screen at any zoom, the most connected first.
import { theme } from "./theme.js";
import { shortened } from "./words.js";

const SIZE = 12.5;
const HEIGHT = 16;
const CELL = 64;
const LONGEST = 30;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** The boxes that are taken, found by their place on a grid. */
export class Room {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /**
   * @param {Box} box
   * @returns {number[]}
   */
  keys(box) {
    const keys = [];
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x++)
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y++) keys.push(x * 100003 + y);
    return keys;
  }

  /** @param {Box} box */
  free(box) {
    return !this.keys(box).some((key) =>
      this.cells.get(key)?.some((b) => b.left < box.right && b.right > box.left && b.top < box.bottom && b.bottom > box.top),
    );
  }

  /** @param {Box} box */
  take(box) {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

/** @type {Map<string, number>} */
const widths = new Map();
/** @type {Map<string, string>} labels that are too long to be written in full, and what is written */
const short = new Map();

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 */
function widthOf(ctx, text) {
  let width = widths.get(text);
  if (width === undefined) {
    width = ctx.measureText(text).width;
    widths.set(text, width);
  }
  return width;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {boolean} bold
 */
export function setFont(ctx, bold) {
  ctx.font = `${bold ? 600 : 400} ${SIZE}px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {string} text
 * @param {Box} box
 * @param {string} colour
 */
function write(ctx, text, box, colour) {
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.paper;
  ctx.strokeText(text, box.left + 2, (box.top + box.bottom) / 2);
  ctx.fillStyle = colour;
  ctx.fillText(text, box.left + 2, (box.top + box.bottom) / 2);
}

/** @param {string} label */
function shortLabel(label) {
  if (label.length <= LONGEST) return label;
  const text = short.get(label) ?? shortened(label, LONGEST);
  short.set(label, text);
  return text;
}

/**
 * Write the name of a node below it, above it or beside it, wherever there is room.
 * @param {CanvasRenderingContext2D} ctx in pixels of the screen
 * @param {Room[]} rooms where to look for room, one after the other; the first is the one with everything
 * @param {Room} written the names alone
 * @param {{x: number, y: number, size: number, label: string}} spot in pixels of the screen
 * @param {boolean} must write it even where it covers something
 * @returns {boolean}
 */
export function labelNode(ctx, rooms, written, spot, must) {
  const text = must ? shortened(spot.label, LONGEST * 1.5) : shortLabel(spot.label);
  const half = widthOf(ctx, text) / 2 + 2;
  const away = spot.size * 1.2 + 2;
  const width = ctx.canvas.clientWidth;
  // A label may slide sideways to stay within the frame, as long as the node still stands above or below it.
  const slid = Math.max(half + 3, Math.min(spot.x, width - half - 3));
  const middle = Math.abs(slid - spot.x) < half ? slid : spot.x;
  /** @type {(x: number, y: number) => Box} */
  const box = (x, y) => ({ left: x - half, right: x + half, top: y - HEIGHT / 2, bottom: y + HEIGHT / 2 });
  const places = [
    box(middle, spot.y + away + HEIGHT / 2),
    box(middle, spot.y - away - HEIGHT / 2),
    box(spot.x + away + half, spot.y),
    box(spot.x - away - half, spot.y),
  ];
  const inside = places.filter((place) => place.left > 0 && place.right < width);
  const place = rooms.map((room) => inside.find((candidate) => room.free(candidate))).find(Boolean) ?? (must ? places[0] : undefined);
  if (!place) return false;
  rooms[0]?.take(place);
  written.take(place);
  write(ctx, text, place, theme.ink);
  return true;
}

/**
 * Write what a line says on it, where there is room.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Room} room
 * @param {string} text
 * @param {(share: number) => {x: number, y: number}} along gives a point of the line, in pixels of the screen
 * @param {number[]} shares where along the line to try, the best first
 * @param {string} colour
 * @param {boolean} must write it beside the line where there is no room on it
 */
export function labelLine(ctx, room, text, along, shares, colour, must) {
  const half = widthOf(ctx, text) / 2 + 2;
  const shifts = must ? [0, -18, 18, -36, 36, -54, 54] : [0];
  for (const shift of shifts)
    for (const share of shares) {
      const { x, y } = along(share);
      const box = { left: x - half, right: x + half, top: y + shift - HEIGHT / 2, bottom: y + shift + HEIGHT / 2 };
      if (!room.free(box)) continue;
      room.take(box);
      write(ctx, text, box, colour);
      return;
    }
}
