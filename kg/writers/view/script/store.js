// The state of the page: one frozen value, changed in one place, told to all who listen.

/**
 * @typedef {{kind: "node" | "fact", id: string}} Choice
 * @typedef {Readonly<Record<string, ReadonlySet<string>>>} Filters by facet the values of which one must fit
 * @typedef {{choice: Choice | null, hiddenTypes: ReadonlySet<string>, hiddenStatuses: ReadonlySet<string>,
 *   doubts: ReadonlySet<string>, filters: Filters, focus: {id: string, depth: number} | null,
 *   path: {from: string, to: string} | null, colour: string, size: string, sort: string,
 *   everything: boolean, single: boolean, panel: boolean, view: "map" | "list" | "both", query: string}} State
 */

/** @type {State} */
export const START = {
  choice: null,
  hiddenTypes: new Set(),
  hiddenStatuses: new Set(),
  doubts: new Set(),
  filters: {},
  focus: null,
  path: null,
  colour: "type",
  size: "links",
  sort: "",
  everything: false,
  single: false,
  panel: false,
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
