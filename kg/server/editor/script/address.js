// The query in the address, so that it can be sent to others and the back button works, and the last one kept.
import { PAGE } from "./page.js";

const KEPT = "colophon-query";
/** Longer addresses are refused on their way by some programs. */
const LONGEST = 8000;

/** @param {string} sparql */
export function addressOf(sparql) {
  return `/query?${new URLSearchParams({ query: sparql })}`;
}

/** @param {string} sparql */
export function canBeLinked(sparql) {
  return addressOf(sparql).length <= LONGEST;
}

/**
 * The query that the address names; "" where it names none.
 * @returns {string}
 */
export function addressed() {
  const parts = new URLSearchParams(location.search);
  return parts.get("query") ?? PAGE.questions[parts.get("question") ?? ""] ?? "";
}

/**
 * Put a query into the address; a new entry of the history unless it is there already.
 * @param {string} sparql
 * @param {string} address
 */
export function putAddress(sparql, address = addressOf(sparql)) {
  if (addressed() === sparql) return;
  history.pushState(null, "", canBeLinked(sparql) ? address : "/query");
}

/** @param {string} sparql */
export function keep(sparql) {
  try {
    localStorage.setItem(KEPT, sparql);
  } catch {
    // A browser that stores nothing forgets the query; all else works.
  }
}

/** @returns {string} */
export function kept() {
  try {
    return localStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // As above.
  }
}
