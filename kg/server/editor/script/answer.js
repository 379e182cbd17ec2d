// The answer under the query: while it is awaited, and when it is there.
import { announce, byId, counted, make } from "./elements.js";
import { files } from "./download.js";
import { tableOf } from "./table.js";

/** @typedef {import("./asking.js").Answer} Answer */

const NOTHING = "Nothing in the graph fits. Is a name written as the graph has it? The search box at the top finds names.";

export function showNothing() {
  byId("answer").replaceChildren();
}

/** Bring the beginning of the answer into sight, where it lies below the window. */
export function reveal() {
  const hidden = byId("answer").getBoundingClientRect().top - 0.75 * innerHeight;
  if (hidden > 0) scrollBy({ top: hidden + 0.4 * innerHeight, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/** What is shown before stays for a moment: most answers come at once, and nothing is to flicker. */
export function showRunning() {
  return setTimeout(() => {
    byId("answer").replaceChildren(make("p", { class: "running" }, "Asking the graph …"));
    announce("Asking the graph");
  }, 300);
}

/** @param {string} text */
export function showNote(text) {
  byId("answer").replaceChildren(make("p", { class: "running" }, text));
  announce(text);
}

/**
 * @param {Answer} answer
 * @param {string} sparql
 * @param {(error: unknown) => void} failed
 */
export function showAnswer(answer, sparql, failed) {
  const time = ` in ${answer.milliseconds.toLocaleString("en")} ms`;
  if (answer.kind === "verdict") {
    const word = answer.verdict ? "Yes" : "No";
    byId("answer").replaceChildren(make("p", { class: "verdict" }, word), make("p", { class: "quiet" }, time));
    announce(word);
    return;
  }
  const count = make("span", {}, counted(answer.rows.length, "row"));
  announce(`${counted(answer.rows.length, "row")}${time}`);
  const sum = make("div", { class: "sum" }, make("p", {}, count, make("span", { class: "quiet" }, time)));
  if (!answer.rows.length) {
    byId("answer").replaceChildren(sum, make("p", { class: "nothing" }, NOTHING));
    return;
  }
  const { elements, filter } = tableOf(answer, (shown) => {
    count.textContent = shown === answer.rows.length ? counted(shown, "row") : `${shown.toLocaleString("en")} of ${counted(answer.rows.length, "row")}`;
    announce(count.textContent);
  });
  const field = /** @type {HTMLInputElement} */ (make("input", { type: "search", placeholder: "Filter rows", "aria-label": "Filter rows", autocomplete: "off" }));
  field.addEventListener("input", () => filter(field.value));
  sum.append(field, files(answer, sparql, failed));
  byId("answer").replaceChildren(sum, ...elements);
}
