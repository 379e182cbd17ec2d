// The state of the page: one frozen value, changed in one place, told to all who listen.

/**
 * @typedef {{kind: "node" | "fact", id: string}} Choice
 * @typedef {{choice: Choice | null, hiddenTypes: ReadonlySet<string>, hiddenStatuses: ReadonlySet<string>,
 *   everything: boolean, single: boolean, view: "map" | "list", query: string}} State
 */

/** @type {State} */
export const START = {
  choice: null,
  hiddenTypes: new Set(),
  hiddenStatuses: new Set(),
  everything: false,
  single: false,
  view: "map",
  query: "",
};

/** @type {State} */
let state = START;
/** @type {((now: State, before: State) => void)[]} */
const listeners = [];

/** @returns {State} */
export function current() {
  return state;
}

/** @param {(now: State, before: State) => void} listener */
export function listen(listener) {
  listeners.push(listener);
}

/** @param {Partial<State>} changes */
export function change(changes) {
  const before = state;
  state = Object.freeze({ ...state, ...changes });
  for (const listener of listeners) listener(state, before);
}

/**
 * @param {"node" | "fact"} kind
 * @param {string} id
 */
export function choose(kind, id) {
  change({ choice: { kind, id }, query: "" });
}
