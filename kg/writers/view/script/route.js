// The two ends of a path, as they are picked one after the other.
import { change, current } from "./store.js";

/**
 * Begin a path, or give it its next end: the one that is missing, else the far one.
 * @param {string} id
 */
export function addToPath(id) {
  const path = current().path ?? { from: "", to: "" };
  change({ choice: null, focus: null, query: "", path: path.from ? { from: path.from, to: id } : { from: id, to: path.to } });
}

/** @param {import("./store.js").State} state */
export function picking(state) {
  return state.choice === null && state.path !== null && !(state.path.from && state.path.to);
}
