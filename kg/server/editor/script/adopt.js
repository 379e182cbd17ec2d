// The answer that the server put into the page: taken over as it is, and not asked for again.
import { byId } from "./elements.js";

/** @typedef {import("./asking.js").Answer} Answer */
/** @typedef {import("./asking.js").Problem} Problem */

/**
 * @returns {Answer | null} null where there is none, or only a part of it
 */
export function adoptAnswer() {
  const place = byId("answer");
  const none = { columns: [], rows: [], verdict: false, milliseconds: 0 };
  const verdict = place.querySelector("[data-verdict]");
  if (verdict instanceof HTMLElement) return { ...none, kind: "verdict", verdict: verdict.dataset["verdict"] === "true" };
  const table = place.querySelector("table.answer");
  if (!(table instanceof HTMLTableElement) || table.dataset["whole"] !== "true") return null;
  return {
    ...none,
    kind: table.dataset["kind"] === "triples" ? "triples" : "rows",
    columns: [...table.querySelectorAll("thead th")].map((cell) => cell.textContent ?? ""),
    rows: [...table.tBodies[0]?.rows ?? []].map((row) => [...row.cells].map((cell) => cell.dataset["term"] ?? "")),
    milliseconds: Number(table.dataset["milliseconds"]),
  };
}

/** @returns {Problem | null} */
export function adoptFlaw() {
  const flaw = byId("answer").querySelector(".flaw");
  if (!(flaw instanceof HTMLElement)) return null;
  const { code = "", place = "" } = flaw.dataset;
  return { code, place, message: flaw.querySelector("strong")?.textContent ?? "", advice: flaw.querySelector("pre")?.textContent ?? "" };
}
