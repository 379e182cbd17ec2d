// Facets: what facts can be filtered by, and how many facts fit each value under all other filters.
import { DATA, ENTITIES } from "./data.js";
import { say } from "./wording.js";
import { STATUSES, qualifierText, statusName, typeLabel } from "./words.js";

/** @typedef {import("./data.js").Fact} Fact */

/** Confidence is filtered by bands, named by their lower ends in percent. */
const BANDS = [90, 75, 50, 0];

/** @type {Record<string, (fact: Fact) => string[]>} which values a fact has of each facet */
const READ = {
  type: (fact) => [fact.subject, fact.object].map((id) => ENTITIES.get(id ?? "")?.type ?? ""),
  relation: (fact) => [fact.relation],
  document: (fact) => fact.quotes.map((quote) => documentKey(quote.document)),
  critic: (fact) => {
    const named = qualifier(fact, "critic");
    return named ? [named] : fact.quotes.map((quote) => DATA.documents[quote.document]?.author ?? "");
  },
  language: (fact) => [qualifier(fact, "language")],
  status: (fact) => [fact.status],
  confidence: (fact) => [String(BANDS.find((band) => Math.round(fact.confidence * 100) >= band) ?? 0)],
  year: (fact) => fact.quotes.map((quote) => DATA.documents[quote.document]?.published.slice(0, 4) ?? ""),
  dispute: (fact) => [fact.against ? "disputed" : ""],
};
export const FACETS = Object.keys(READ);

/**
 * @param {Fact} fact
 * @param {string} key
 */
function qualifier(fact, key) {
  return fact.qualifiers.find(([name]) => name === key)?.[1] ?? "";
}

/**
 * Documents go by the name of their file; where two have the same name, by their id.
 * @param {number} index
 */
function documentKey(index) {
  const source = DATA.documents[index];
  if (!source) return "";
  return DATA.documents.some((other) => other !== source && other.source === source.source) ? source.id : source.source || source.id;
}

/** @type {Map<string, Map<string, Set<string>>>} */
const read = new Map();

/**
 * @param {string} facet
 * @returns {Map<string, Set<string>>} by fact
 */
function valuesOf(facet) {
  let values = read.get(facet);
  if (!values) {
    const reader = READ[facet] ?? (() => []);
    values = new Map(DATA.facts.map((fact) => [fact.id, new Set(reader(fact).filter(Boolean))]));
    read.set(facet, values);
  }
  return values;
}

/**
 * Whether a fact passes the legend and all filters, or all but one of them.
 * @param {import("./store.js").State} state
 * @param {Fact} fact
 * @param {string} except
 */
export function fits(state, fact, except = "") {
  if (state.hiddenStatuses.has(fact.status)) return false;
  if (state.hiddenTypes.size && READ["type"]?.(fact).some((type) => state.hiddenTypes.has(type))) return false;
  for (const [facet, wanted] of Object.entries(state.filters)) {
    if (facet === except || !wanted.size) continue;
    const values = valuesOf(facet).get(fact.id);
    if (!values || ![...wanted].some((value) => values.has(value))) return false;
  }
  return true;
}

/** @param {import("./store.js").State} state */
export function filtering(state) {
  return Object.values(state.filters).some((wanted) => wanted.size > 0);
}

/**
 * @param {string} facet
 * @param {string} value
 */
export function valueLabel(facet, value) {
  if (facet === "type") return typeLabel(value);
  if (facet === "relation") return DATA.relations[value]?.label ?? value;
  if (facet === "document") return DATA.documents.find((_, index) => documentKey(index) === value)?.title ?? value;
  if (facet === "language") return qualifierText("language", value);
  if (facet === "status") return statusName(value);
  if (facet === "confidence") return value === "0" ? say("filter.least", { number: BANDS.at(-2) ?? 0 }) : say("filter.band", { number: Number(value) });
  return facet === "dispute" ? say("filter.disputed") : value;
}

/**
 * @param {string} facet
 * @param {[string, number]} a
 * @param {[string, number]} b
 */
function inOrder(facet, [a, many], [b, few]) {
  if (facet === "status") return STATUSES.indexOf(a) - STATUSES.indexOf(b);
  if (facet === "confidence" || facet === "year") return Number(b) - Number(a);
  return few - many || (valueLabel(facet, a) < valueLabel(facet, b) ? -1 : 1);
}

/** @type {Map<string, string[]>} */
const orders = new Map();

/**
 * All values of a facet, those of most facts first; the order stays while one filters.
 * @param {string} facet
 */
function allValues(facet) {
  let order = orders.get(facet);
  if (!order) {
    /** @type {Map<string, number>} */
    const totals = new Map();
    for (const values of valuesOf(facet).values()) for (const value of values) totals.set(value, (totals.get(value) ?? 0) + 1);
    order = [...totals].sort((a, b) => inOrder(facet, a, b)).map(([value]) => value);
    orders.set(facet, order);
  }
  return order;
}

/**
 * How many facts fit each value of a facet under all other filters.
 * @param {import("./store.js").State} state
 * @param {string} facet
 * @returns {{value: string, count: number, chosen: boolean}[]}
 */
export function counted(state, facet) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const values = valuesOf(facet);
  for (const fact of DATA.facts)
    if (fits(state, fact, facet)) for (const value of values.get(fact.id) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  return allValues(facet).map((value) => ({ value, count: counts.get(value) ?? 0, chosen: state.filters[facet]?.has(value) ?? false }));
}
