// The list, beside the map or in its place: the same facts as text, under the same filters, in any order.
import { DATA, FACTS } from "./data.js";
import { csvText, jsonText, save } from "./download.js";
import { byId, make } from "./elements.js";
import { fits } from "./facets.js";
import { change, current, listen } from "./store.js";
import { visible } from "./visible.js";
import { LANGUAGE, say } from "./wording.js";
import { STATUSES, folded, nameOf, relationLabel } from "./words.js";

/** @typedef {import("./data.js").Fact} Fact */

/** @type {Record<string, (fact: Fact) => string | number>} what each column is sorted by, in the order of the columns */
const COLUMNS = {
  from: (fact) => nameOf(fact.subject),
  relation: relationLabel,
  to: (fact) => (fact.object === undefined ? fact.value ?? "" : nameOf(fact.object)),
  status: (fact) => STATUSES.indexOf(fact.status),
  confidence: (fact) => fact.confidence,
  quotes: (fact) => fact.quotes.length,
};
/** Columns of which one wants the most first. */
const MOST_FIRST = new Set(["confidence", "quotes"]);
const words = new Intl.Collator(LANGUAGE);

/** @type {HTMLTableRowElement[]} the rows as they come with the page; none until the list is wanted */
let rows = [];
let sorted = "";

/** @param {HTMLElement} row */
function factOf(row) {
  return FACTS.get(row.dataset["fact"] ?? "");
}

/**
 * Make the table. It comes within `noscript`, which a browser that runs scripts takes as mere text: a page
 * of ten thousand facts would else take seconds longer to open, for a list that may never be looked at.
 */
function unfold() {
  const source = document.getElementById("facts-source");
  if (!source) return;
  source.replaceWith(...new DOMParser().parseFromString(source.textContent ?? "", "text/html").body.childNodes);
  rows = [...document.querySelectorAll("#facts tbody tr")].filter((row) => row instanceof HTMLTableRowElement);
  addSorting();
  markDisputed();
}

/** @param {import("./store.js").State} state */
function filterRows(state) {
  const wanted = folded(state.query).trim();
  const near = state.focus ? visible(state).nodes : null;
  let left = 0;
  for (const row of rows) {
    const fact = factOf(row);
    const within = fact && (!near || [fact.subject, fact.object].every((id) => id === undefined || near.has(id)));
    row.hidden = !fact || !within || !fits(state, fact) || (wanted !== "" && !folded(row.textContent ?? "").includes(wanted));
    row.classList.toggle("chosen", state.choice?.id === fact?.id);
    if (!row.hidden) left++;
  }
  byId("list-count").textContent = left < rows.length ? say("list.left", { left, count: rows.length }) : String(left);
  const nothing = document.getElementById("list-nothing");
  if (nothing) nothing.hidden = left > 0;
}

/** @param {string} sort a column, with "-" before it where the order is turned */
function sortRows(sort) {
  const name = sort.replace(/^-/, "");
  const read = COLUMNS[name];
  const turned = sort.startsWith("-") ? -1 : 1;
  /** @type {(a: string | number, b: string | number) => number} */
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b)));
  const keyed = rows.map((row) => ({ row, key: read?.(factOf(row) ?? /** @type {Fact} */ (DATA.facts[0])) ?? "" }));
  if (read) keyed.sort((a, b) => turned * compare(a.key, b.key));
  document.querySelector("#facts tbody")?.append(...keyed.map(({ row }) => row));
  sorted = sort;
  for (const head of document.querySelectorAll("#facts thead th")) {
    const column = head.querySelector("button")?.dataset["sort"];
    if (column === name) head.setAttribute("aria-sort", turned < 0 ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

/** @param {string} column */
function nextSort(column) {
  const [first, second] = MOST_FIRST.has(column) ? [`-${column}`, column] : [column, `-${column}`];
  const sort = current().sort;
  change({ sort: sort === first ? second : sort === second ? "" : first });
}

/** @returns {Fact[]} the facts of the rows that show, in their order */
function shownFacts() {
  unfold();
  filterRows(current());
  const shown = [...document.querySelectorAll("#facts tbody tr")].filter((row) => row instanceof HTMLElement && !row.hidden);
  return shown.map((row) => factOf(/** @type {HTMLElement} */ (row))).filter((fact) => fact !== undefined);
}

/** @param {import("./store.js").State} state */
function refresh(state) {
  document.body.dataset["view"] = state.view;
  byId("list").hidden = state.view === "map";
  for (const view of ["map", "both", "list"]) byId(`show-${view}`).setAttribute("aria-pressed", String(state.view === view));
  if (state.view === "map") return;
  unfold();
  if (state.sort !== sorted) sortRows(state.sort);
  filterRows(state);
}

function addSorting() {
  document.querySelectorAll("#facts thead th").forEach((head, index) => {
    const column = Object.keys(COLUMNS)[index] ?? "";
    head.replaceChildren(make("button", { type: "button", class: "sort", "data-sort": column, click: () => nextSort(column) }, head.textContent));
  });
}

function addTools() {
  if (!FACTS.size) return;
  byId("list-tools").replaceChildren(
    make("button", { type: "button", class: "tool", id: "save-csv", title: say("list.save", { format: "CSV" }), click: () => save("facts.csv", "text/csv;charset=utf-8", csvText(shownFacts())) }, "CSV"),
    make("button", { type: "button", class: "tool", id: "save-json", title: say("list.save", { format: "JSON" }), click: () => save("facts.json", "application/json", jsonText(shownFacts())) }, "JSON"),
  );
}

/** Facts that another document contradicts are marked; the mark leads to them. */
function markDisputed() {
  for (const row of rows) {
    const against = factOf(row)?.against?.[0];
    if (against === undefined) continue;
    row.dataset["disputed"] = "";
    row.cells[3]?.append(" ", make("a", { class: "disputed", href: `#fact=${encodeURIComponent(against)}` }, say("dispute.mark")));
  }
}

export function showListing() {
  addTools();
  addEventListener("beforeprint", () => {
    unfold();
    filterRows(current());
  });
  for (const view of /** @type {const} */ (["map", "both", "list"])) byId(`show-${view}`).addEventListener("click", () => change({ view }));
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    change({ view: "list" });
    byId("list").focus();
  });
  listen(refresh);
}
