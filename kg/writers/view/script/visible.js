// What is on the map: what the legend, the filters and the focus leave, and of a large graph its core.
import { BY_WEIGHT, DATA, DRAWN, ENTITIES, FACTS, LINES, LINES_AT, SPOTS } from "./data.js";
import { filtering, fits } from "./facets.js";
import { around, shortest } from "./reach.js";

/**
 * @typedef {{nodes: Set<string>, lines: Set<string>, fitting: number, cut: boolean,
 *   route: import("./reach.js").Step[] | null}} Visible
 *   `fitting` counts the names that fit, of which `cut` says that only the most linked are shown
 */

/** Graphs of more nodes open with the most connected ones. */
export const MANY = 500;
export const CORE = 150;

export const singles = DRAWN.nodes.filter((spot) => spot.degree === 0).length;

/**
 * Whether a line is one that the legend and the filters leave.
 * @param {import("./store.js").State} state
 * @returns {(line: import("./data.js").Line) => boolean}
 */
function passing(state) {
  const filtered = filtering(state);
  return (line) => {
    if (line.doubt && !state.doubts.has(line.doubt) && !state.filters["status"]?.has(line.status)) return false;
    const fact = FACTS.get(line.id);
    if (filtered) return fact !== undefined && fits(state, fact);
    return !state.hiddenStatuses.has(line.status) && !state.hiddenTypes.has(SPOTS.get(line.from)?.kind ?? "") && !state.hiddenTypes.has(SPOTS.get(line.to)?.kind ?? "");
  };
}

/**
 * The names that the legend and the filters leave: under filters those that a fitting fact is about.
 * @param {import("./store.js").State} state
 * @param {(line: import("./data.js").Line) => boolean} passes
 * @returns {Set<string>}
 */
function candidates(state, passes) {
  const ids = new Set();
  if (filtering(state)) {
    for (const fact of DATA.facts) {
      const line = LINES.get(fact.id);
      if (line ? !passes(line) : !fits(state, fact)) continue;
      for (const id of [fact.subject, fact.object]) if (id !== undefined && ENTITIES.has(id)) ids.add(id);
    }
  } else {
    const doubted = new Set();
    if (state.doubts.size) for (const line of DRAWN.edges) if (line.doubt && passes(line)) doubted.add(line.from).add(line.to);
    for (const spot of DRAWN.nodes)
      if (!state.hiddenTypes.has(spot.kind) && (spot.degree > 0 || state.single || doubted.has(spot.id))) ids.add(spot.id);
  }
  return ids;
}

/**
 * The chosen things and their neighbours, which show even where the size of the graph would leave them out.
 * @param {import("./store.js").State} state
 * @param {(line: import("./data.js").Line) => boolean} passes
 * @returns {string[]}
 */
function wanted(state, passes) {
  const choice = state.choice;
  if (!choice) return [];
  const line = choice.kind === "fact" ? LINES.get(choice.id) : undefined;
  if (choice.kind === "fact") return line && passes(line) ? [line.from, line.to] : [];
  const near = state.focus ? [] : (LINES_AT.get(choice.id) ?? []).filter(passes);
  return [choice.id, ...near.flatMap((one) => [one.from, one.to])];
}

/**
 * @param {import("./store.js").State} state
 * @returns {Visible}
 */
function reckon(state) {
  const passes = passing(state);
  let nodes = candidates(state, passes);
  if (state.focus) nodes = around(state.focus.id, state.focus.depth, passes);
  const fitting = nodes.size;
  const cut = fitting > MANY && !state.everything && !state.focus;
  if (cut) {
    const fit = nodes;
    nodes = new Set(BY_WEIGHT.filter((spot) => fit.has(spot.id)).slice(0, CORE).map((spot) => spot.id));
  }
  for (const id of wanted(state, passes)) if (!state.hiddenTypes.has(SPOTS.get(id)?.kind ?? "")) nodes.add(id);
  const { from, to } = state.path ?? { from: "", to: "" };
  const route = from && to ? shortest(from, to, passes) : null;
  for (const id of [from, to, ...(route ?? []).map((step) => step.end)]) if (id) nodes.add(id);
  const lines = new Set();
  for (const line of DRAWN.edges) if (nodes.has(line.from) && nodes.has(line.to) && passes(line)) lines.add(line.id);
  return { nodes, lines, fitting, cut, route };
}

/** @type {{state: import("./store.js").State, result: Visible} | undefined} */
let last;

/**
 * @param {import("./store.js").State} state
 * @returns {Visible}
 */
export function visible(state) {
  if (last?.state !== state) last = { state, result: reckon(state) };
  return last.result;
}
