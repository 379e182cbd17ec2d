// The list beside the map: the same facts as text, under the same filters.
import { ENTITIES, FACTS } from "./data.js";
import { byId } from "./elements.js";
import { change, listen } from "./store.js";
import { folded } from "./words.js";

/**
 * @param {import("./store.js").State} state
 * @param {import("./data.js").Fact} fact
 */
function fits(state, fact) {
  if (state.hiddenStatuses.has(fact.status)) return false;
  return ![fact.subject, fact.object].some((id) => id !== undefined && state.hiddenTypes.has(ENTITIES.get(id)?.type ?? ""));
}

/** @param {import("./store.js").State} state */
function filterRows(state) {
  const wanted = folded(state.query).trim();
  let left = 0;
  for (const row of document.querySelectorAll("#facts tbody tr")) {
    if (!(row instanceof HTMLElement)) continue;
    const fact = FACTS.get(row.dataset["fact"] ?? "");
    row.hidden = !fact || !fits(state, fact) || (wanted !== "" && !folded(row.textContent ?? "").includes(wanted));
    row.classList.toggle("chosen", state.choice?.id === fact?.id);
    if (!row.hidden) left++;
  }
  const nothing = document.getElementById("list-nothing");
  if (nothing) nothing.hidden = left > 0;
}

/** @param {import("./store.js").State} state */
function refresh(state) {
  document.body.dataset["view"] = state.view;
  byId("list").hidden = state.view === "map";
  byId("show-map").setAttribute("aria-pressed", String(state.view === "map"));
  byId("show-list").setAttribute("aria-pressed", String(state.view === "list"));
  if (state.view === "list") filterRows(state);
}

export function showListing() {
  byId("show-map").addEventListener("click", () => change({ view: "map" }));
  byId("show-list").addEventListener("click", () => change({ view: "list" }));
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    change({ view: "list" });
    byId("list").focus();
  });
  listen(refresh);
}
