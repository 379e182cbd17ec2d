// What is on the map: the types and kinds of line that are not hidden, and of a large graph its core.
import { BY_WEIGHT, DRAWN, LINES, LINES_AT, SPOTS } from "./data.js";

/** Graphs of more nodes open with the most connected ones. */
export const MANY = 500;
export const CORE = 150;

const core = new Set(BY_WEIGHT.slice(0, CORE).map((spot) => spot.id));
export const large = DRAWN.nodes.length > MANY;
export const singles = DRAWN.nodes.filter((spot) => spot.degree === 0).length;

/**
 * The chosen things and their neighbours, which show even where a filter of size would leave them out.
 * @param {import("./store.js").State} state
 * @returns {Set<string>}
 */
function wanted(state) {
  const ids = new Set();
  if (state.choice?.kind === "node") {
    ids.add(state.choice.id);
    for (const line of LINES_AT.get(state.choice.id) ?? []) ids.add(line.from).add(line.to);
  } else if (state.choice) {
    const line = LINES.get(state.choice.id);
    if (line) ids.add(line.from).add(line.to);
  }
  return ids;
}

/**
 * @param {import("./store.js").State} state
 * @returns {{nodes: Set<string>, lines: Set<string>}}
 */
export function visible(state) {
  const extra = wanted(state);
  const nodes = new Set();
  for (const spot of SPOTS.values()) {
    if (state.hiddenTypes.has(spot.kind)) continue;
    const fits = (!large || state.everything || core.has(spot.id)) && (spot.degree > 0 || state.single);
    if (fits || extra.has(spot.id)) nodes.add(spot.id);
  }
  const lines = new Set();
  for (const line of LINES.values())
    if (nodes.has(line.from) && nodes.has(line.to) && !state.hiddenStatuses.has(line.status)) lines.add(line.id);
  return { nodes, lines };
}
