// The filter panel: facets with counts that follow each other, and the way back from all of them.
import { FACETS, counted, filtering, fits, valueLabel } from "./facets.js";
import { DATA } from "./data.js";
import { byId, make } from "./elements.js";
import { START, change, current, listen } from "./store.js";
import { say } from "./wording.js";

/** So many values of a facet are shown at first. */
const FEW = 6;
/** Facets that are open, and facets that show all their values. */
const open = new Set(["relation", "document"]);
const full = new Set();

/**
 * @param {string} facet
 * @param {string} value
 */
function toggle(facet, value) {
  const filters = current().filters;
  const values = new Set(filters[facet]);
  if (!values.delete(value)) values.add(value);
  const { [facet]: _, ...rest } = filters;
  change({ filters: values.size ? { ...rest, [facet]: values } : rest });
}

export function resetFilters() {
  const { filters, hiddenTypes, hiddenStatuses, focus, query } = START;
  change({ filters, hiddenTypes, hiddenStatuses, focus, query });
}

/**
 * @param {string} facet
 * @param {{value: string, count: number, chosen: boolean}} entry
 */
function valueRow(facet, { value, count, chosen }) {
  return make(
    "label",
    { class: count || chosen ? "value-row" : "value-row none" },
    make("input", { type: "checkbox", checked: chosen, "data-facet": facet, "data-value": value, change: () => toggle(facet, value) }),
    make("bdi", {}, valueLabel(facet, value)),
    make("span", { class: "count" }, String(count)),
  );
}

/**
 * @param {import("./store.js").State} state
 * @param {string} facet
 */
function facetPart(state, facet) {
  const entries = counted(state, facet);
  const chosen = entries.filter((entry) => entry.chosen);
  // A facet of one value tells nothing apart; a single dispute does.
  if (entries.length < (facet === "dispute" ? 1 : 2) && !chosen.length) return null;
  const shown = full.has(facet) ? entries : entries.filter((entry, index) => index < FEW || entry.chosen);
  const more = entries.length - shown.length;
  return make(
    "details",
    { class: "facet", "data-facet": facet, open: open.has(facet) || chosen.length > 0, toggle: (event) => remember(facet, event) },
    make("summary", {}, say(`filter.${facet}`), chosen.length ? make("span", { class: "number-mark" }, String(chosen.length)) : null),
    ...shown.map((entry) => valueRow(facet, entry)),
    more > 0
      ? make("button", { type: "button", class: "link more-values", "data-more": facet, click: () => unfold(facet) }, say("filter.more", { count: more }))
      : null,
  );
}

/** @param {string} facet */
function unfold(facet) {
  full.add(facet);
  show(current());
  const rows = byId("filters").querySelectorAll(`details[data-facet="${facet}"] input`);
  /** @type {HTMLElement | undefined} */ (rows[FEW])?.focus();
}

/**
 * @param {string} facet
 * @param {Event} event
 */
function remember(facet, event) {
  if (event.target instanceof HTMLDetailsElement && event.target.open) open.add(facet);
  else open.delete(facet);
}

/**
 * Build the panel anew; what had the keyboard's focus has it again.
 * @param {import("./store.js").State} state
 */
function show(state) {
  const panel = byId("filters");
  const active = document.activeElement instanceof HTMLElement && panel.contains(document.activeElement) ? document.activeElement : null;
  const { facet, value } = active?.dataset ?? {};
  const left = DATA.facts.filter((fact) => fits(state, fact)).length;
  const top = panel.scrollTop;
  panel.replaceChildren(
    make(
      "div",
      { class: "filter-head" },
      make("h2", {}, say("filter.title")),
      make("button", { type: "button", class: "close", id: "close-filters", "aria-label": say("filter.close"), click: () => showPanel(false) }, "×"),
    ),
    make(
      "p",
      { class: "filter-sum", role: "status" },
      say("filter.left", { left, count: DATA.facts.length }),
      " ",
      make("button", { type: "button", class: "link", id: "reset-filters", disabled: !narrowed(state), click: resetFilters }, say("filter.reset")),
    ),
    ...FACETS.map((name) => facetPart(state, name)).filter((part) => part !== null),
  );
  panel.scrollTop = top;
  const again = [...panel.querySelectorAll("input, button")].find(
    (one) => one instanceof HTMLElement && (value === undefined ? active?.id && one.id === active.id : one.dataset["facet"] === facet && one.dataset["value"] === value),
  );
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  else if (active) byId("close-filters").focus({ preventScroll: true });
}

/** @param {import("./store.js").State} state */
function narrowed(state) {
  return filtering(state) || state.hiddenTypes.size > 0 || state.hiddenStatuses.size > 0 || state.focus !== null;
}

/** @param {boolean} panel */
export function showPanel(panel) {
  change({ panel });
  if (panel) /** @type {HTMLElement | null} */ (byId("filters").querySelector("details[open] input"))?.focus({ preventScroll: true });
  else byId("show-filters").focus({ preventScroll: true });
}

export function showFilters() {
  byId("show-filters").addEventListener("click", () => showPanel(!current().panel));
  // The list comes later than the page: its button is not there yet.
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-reset]")) resetFilters();
  });
  byId("filters").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    showPanel(false);
  });
  listen((now) => {
    const chosen = Object.values(now.filters).reduce((sum, values) => sum + values.size, 0);
    const mark = byId("filter-count");
    mark.textContent = String(chosen);
    mark.hidden = chosen === 0;
    byId("show-filters").setAttribute("aria-expanded", String(now.panel));
    document.body.classList.toggle("with-filters", now.panel);
    byId("filters").hidden = !now.panel;
    if (now.panel) show(now);
  });
}
