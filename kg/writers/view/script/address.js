// Every state is an address: what is chosen and hidden stands behind the # and can be sent to others.
import { ENTITIES, FACTS } from "./data.js";
import { FACETS } from "./facets.js";
import { START, change, current, listen } from "./store.js";

const VIEWS = new Set(["map", "list", "both"]);
/** What is chosen from a few, with what it is at first. */
const OPTIONS = /** @type {const} */ (["colour", "size", "sort"]);

/**
 * @param {import("./store.js").State} state
 * @returns {string}
 */
function write(state) {
  const parts = new URLSearchParams();
  if (state.choice) parts.set(state.choice.kind, state.choice.id);
  if (state.hiddenTypes.size) parts.set("hide", [...state.hiddenTypes].sort().join(","));
  if (state.hiddenStatuses.size) parts.set("without", [...state.hiddenStatuses].sort().join(","));
  if (state.doubts.size) parts.set("with", [...state.doubts].sort().join(","));
  // Values may hold commas: each has a part of its own.
  for (const facet of FACETS) for (const value of [...(state.filters[facet] ?? [])].sort()) parts.append(`only-${facet}`, value);
  if (state.focus) {
    parts.set("around", state.focus.id);
    parts.set("depth", String(state.focus.depth));
  }
  if (state.path) {
    parts.set("from", state.path.from);
    parts.set("to", state.path.to);
  }
  for (const name of OPTIONS) if (state[name] !== START[name]) parts.set(name, state[name]);
  if (state.everything) parts.set("all", "1");
  if (state.single) parts.set("single", "1");
  if (state.view !== "map") parts.set("view", state.view);
  if (state.query) parts.set("find", state.query);
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/**
 * @param {URLSearchParams} parts
 * @returns {import("./store.js").Choice | null}
 */
function readChoice(parts) {
  const node = parts.get("node");
  const fact = parts.get("fact");
  if (fact !== null && FACTS.has(fact)) return { kind: "fact", id: fact };
  return node !== null && ENTITIES.has(node) ? { kind: "node", id: node } : null;
}

/**
 * @param {string} hash
 * @returns {import("./store.js").State}
 */
function read(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  /** @param {string} name */
  const set = (name) => new Set((parts.get(name) ?? "").split(",").filter(Boolean));
  /** @param {string} name */
  const known = (name) => (ENTITIES.has(parts.get(name) ?? "") ? parts.get(name) ?? "" : "");
  const view = parts.get("view") ?? "";
  const filters = FACETS.map((facet) => /** @type {const} */ ([facet, new Set(parts.getAll(`only-${facet}`))]));
  return {
    ...START,
    ...Object.fromEntries(OPTIONS.map((name) => [name, parts.get(name) ?? START[name]])),
    choice: readChoice(parts),
    hiddenTypes: set("hide"),
    hiddenStatuses: set("without"),
    doubts: set("with"),
    filters: Object.fromEntries(filters.filter(([, values]) => values.size)),
    focus: known("around") ? { id: known("around"), depth: Math.min(Math.max(Number(parts.get("depth")) || 1, 1), 3) } : null,
    path: parts.has("from") || parts.has("to") ? { from: known("from"), to: known("to") } : null,
    everything: parts.get("all") === "1",
    single: parts.get("single") === "1",
    view: VIEWS.has(view) ? /** @type {import("./store.js").State["view"]} */ (view) : parts.has("list") ? "list" : "map",
    query: parts.get("find") ?? "",
  };
}

/** Marks the entries of the history that hold a whole state; one that a link made holds but a choice. */
const WHOLE = "whole";

/**
 * @param {"pushState" | "replaceState"} method
 * @param {import("./store.js").State} state
 */
function put(method, state) {
  const hash = write(state);
  try {
    history[method](WHOLE, "", hash ? `#${hash}` : location.href.split("#")[0]);
  } catch {
    // A page inside a frame without an address of its own may not write one; all else works.
  }
}

export function followAddress() {
  let reading = false;
  let seen = "";
  listen((now, before) => {
    if (reading || write(now) === write(before)) return;
    // Typing amends the entry in the history; all else makes one, for the back button.
    const step = write({ ...now, query: "" }) !== write({ ...before, query: "" });
    put(step ? "pushState" : "replaceState", now);
    seen = location.hash;
  });
  const follow = () => {
    if (location.hash === seen && history.state === WHOLE) return;
    const linked = read(location.hash);
    // A link in the list names a choice alone: the view and the filters stay.
    const bare = history.state !== WHOLE && /^#(node|fact)=[^&]*$/.test(location.hash);
    reading = true;
    change(bare ? { choice: linked.choice, query: "" } : { ...linked, panel: current().panel });
    reading = false;
    if (bare) put("replaceState", current());
    seen = location.hash;
  };
  // In the frame of a notebook the page has no address of its own, and a link to a place in it would lead out of it.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link || location.protocol !== "about:" || event.defaultPrevented) return;
    event.preventDefault();
    change({ choice: read(link.getAttribute("href") ?? "").choice, query: "" });
  });
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  change(read(location.hash));
  put("replaceState", current());
  seen = location.hash;
}
