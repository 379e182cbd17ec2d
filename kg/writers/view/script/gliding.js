// Nodes and lines are drawn once and kept as a picture: a click or a passing pointer redraws only what is lit
// and the names. A large map glides as a picture while it is dragged or zoomed, and is drawn anew at rest.

/** From so many nodes and lines on, the map glides. */
const HEAVY = 800;
/** Milliseconds without a move after which the map is at rest: as many as to draw it takes, within these bounds. */
const [SOONEST, LATEST] = [90, 400];

/** @typedef {{scale: number, x: number, y: number}} View */

const base = document.createElement("canvas");
const glider = document.createElement("canvas");
/** @type {View | null} the view in which the picture of nodes and lines was taken; null where it no longer holds */
let taken = null;
let gliding = false;
let timer = 0;
let cost = 0;

/** Draw everything anew the next time: something has been added, hidden, moved or coloured. */
export function forgetDrawn() {
  taken = null;
}

/**
 * @param {any} network
 * @returns {View}
 */
function viewOf(network) {
  const { scale, translation } = network.body.view;
  return { scale, x: translation.x, y: translation.y };
}

/** @param {any} network */
function stands(network) {
  const now = viewOf(network);
  return taken !== null && taken.scale === now.scale && taken.x === now.x && taken.y === now.y;
}

/**
 * @param {HTMLCanvasElement} to
 * @param {HTMLCanvasElement} from
 */
function copy(to, from) {
  to.width = from.width;
  to.height = from.height;
  to.getContext("2d")?.drawImage(from, 0, 0);
}

/**
 * Put the picture of nodes and lines back, and draw above it.
 * @param {any} network
 * @param {(ctx: CanvasRenderingContext2D) => void} above
 */
function putBack(network, above) {
  const { scale, x, y } = viewOf(network);
  /** @type {CanvasRenderingContext2D} */
  const ctx = network.canvas.getContext();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, base.width, base.height);
  ctx.drawImage(base, 0, 0);
  network.canvas.setTransform();
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(scale, scale);
  above(ctx);
  ctx.restore();
}

/**
 * Move what is seen as one picture to where the view is now.
 * @param {any} network
 */
function glide(network) {
  const canvas = network.canvas.frame.canvas;
  if (!taken) return;
  if (!gliding) {
    copy(glider, canvas);
    glider.style.width = `${canvas.clientWidth}px`;
    glider.style.height = `${canvas.clientHeight}px`;
    show(canvas, true);
  }
  const now = viewOf(network);
  const grown = now.scale / taken.scale;
  glider.style.transform = `translate(${now.x - taken.x * grown}px, ${now.y - taken.y * grown}px) scale(${grown})`;
  clearTimeout(timer);
  timer = setTimeout(() => {
    forgetDrawn();
    network.redraw();
  }, Math.min(Math.max(cost, SOONEST), LATEST));
}

/**
 * Show the gliding picture instead of the map, or the map again.
 * @param {HTMLCanvasElement} canvas
 * @param {boolean} on
 */
function show(canvas, on) {
  gliding = on;
  clearTimeout(timer);
  glider.hidden = !on;
  canvas.style.opacity = on ? "0" : "";
}

/**
 * Let the library draw nodes and lines only where the picture of them no longer holds.
 * @param {any} network
 * @param {() => number} weight how many nodes and lines there are to draw
 * @param {(ctx: CanvasRenderingContext2D) => void} above draws what lies above nodes and lines
 */
export function keepDrawn(network, weight, above) {
  const renderer = network.renderer;
  const canvas = network.canvas.frame.canvas;
  const draw = renderer._redraw.bind(renderer);
  /** @param {boolean} hidden */
  const drawAll = (hidden) => {
    const start = performance.now();
    draw(hidden);
    cost = performance.now() - start;
  };
  glider.className = "glider";
  glider.hidden = true;
  network.canvas.frame.append(glider);
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ ctx) => {
    copy(base, canvas);
    taken = viewOf(network);
    above(ctx);
    show(canvas, false);
  });
  // A name that is dragged takes its lines along.
  network.on("dragging", (/** @type {any} */ event) => event.nodes.length && forgetDrawn());
  network.on("resize", forgetDrawn);
  renderer._redraw = (hidden = false) => {
    const fits = taken && base.width === canvas.width && base.height === canvas.height;
    if (hidden || !fits || !renderer.allowRedraw || (!stands(network) && weight() < HEAVY)) return drawAll(hidden);
    network.body.emitter.emit("initRedraw"); // moves the view on, where it is on its way
    renderer.redrawRequested = false;
    if (!stands(network)) return glide(network);
    putBack(network, above);
    show(canvas, false);
  };
}
