// Every state is an address: what is chosen and hidden stands behind the # and can be sent to others.
import { ENTITIES, FACTS } from "./data.js";
import { START, change, listen } from "./store.js";

/**
 * @param {import("./store.js").State} state
 * @returns {string}
 */
function write(state) {
  const parts = new URLSearchParams();
  if (state.choice) parts.set(state.choice.kind, state.choice.id);
  if (state.hiddenTypes.size) parts.set("hide", [...state.hiddenTypes].sort().join(","));
  if (state.hiddenStatuses.size) parts.set("without", [...state.hiddenStatuses].sort().join(","));
  if (state.everything) parts.set("all", "1");
  if (state.single) parts.set("single", "1");
  if (state.view === "list") parts.set("view", "list");
  if (state.query) parts.set("find", state.query);
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/**
 * @param {string} hash
 * @returns {import("./store.js").State}
 */
function read(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const node = parts.get("node");
  const fact = parts.get("fact");
  /** @param {string} name */
  const set = (name) => new Set((parts.get(name) ?? "").split(",").filter(Boolean));
  /** @type {import("./store.js").Choice | null} */
  let choice = null;
  if (fact !== null && FACTS.has(fact)) choice = { kind: "fact", id: fact };
  else if (node !== null && ENTITIES.has(node)) choice = { kind: "node", id: node };
  return {
    ...START,
    choice,
    hiddenTypes: set("hide"),
    hiddenStatuses: set("without"),
    everything: parts.get("all") === "1",
    single: parts.get("single") === "1",
    view: parts.get("view") === "list" || parts.has("list") ? "list" : "map",
    query: parts.get("find") ?? "",
  };
}

export function followAddress() {
  let reading = false;
  listen((now, before) => {
    if (reading) return;
    const hash = write(now);
    if (hash === write(before)) return;
    // Typing and filtering amend the entry in the history; a choice makes one, for the back button.
    const step = now.choice !== before.choice || now.view !== before.view;
    const url = hash ? `#${hash}` : location.href.split("#")[0];
    try {
      history[step ? "pushState" : "replaceState"](null, "", url);
    } catch {
      // A page inside a frame without an address of its own may not write one; all else works.
    }
  });
  const follow = () => {
    reading = true;
    // A link in the list names a choice alone: the view and the filters stay.
    const linked = read(location.hash);
    const bare = /^#(node|fact)=[^&]*$/.test(location.hash);
    change(bare ? { choice: linked.choice, query: "" } : linked);
    reading = false;
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  change(read(location.hash));
}
