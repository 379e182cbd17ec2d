// What is wrong with a query: told in words, and marked at its place.
import { byId, make } from "./elements.js";
import { harmless } from "./show.js";

/** @typedef {import("./asking.js").Problem} Problem */

const PLACE = /^line (\d+), column (\d+)$/;

/**
 * Where in the text a problem lies; null where it names no place.
 * @param {Problem} problem
 * @param {string} text
 * @returns {import("./editor.js").Flaw | null}
 */
export function flawOf(problem, text) {
  const place = PLACE.exec(problem.place);
  if (!place) return null;
  const lines = text.split("\n");
  const number = Math.min(Number(place[1]), lines.length) - 1;
  const before = lines.slice(0, number).reduce((sum, line) => sum + line.length + 1, 0);
  // The server counts characters, the browser half of some.
  const signs = [...(lines[number] ?? "")];
  const column = Number(place[2]) - 1;
  const width = /\^+\s*$/.exec(problem.advice)?.[0].trim().length ?? 1;
  const from = before + signs.slice(0, column).join("").length;
  const to = before + signs.slice(0, column + width).join("").length;
  const [advice = ""] = problem.advice.split("\n");
  const message = harmless(`${problem.message}.\n${advice}`);
  // At the end of a line nothing stands that could be underlined: the last sign before it is.
  const end = text.slice(0, to).trimEnd().length;
  return from < to ? { from, to, message } : { from: Math.max(0, end - 1), to: end, message };
}

/**
 * @param {Problem} problem
 * @param {string} [role] "alert" where nothing else is shown
 */
function boxOf({ code, message, place, advice }, role) {
  return make("div", { class: "flaw", role: role ?? false, "data-code": code },
    make("p", {}, make("strong", {}, harmless(message)), place && make("span", { class: "quiet" }, ` ${harmless(place)}`)),
    advice && make("pre", {}, harmless(advice)),
  );
}

/** @param {Problem} problem */
export function showFlaw(problem) {
  byId("answer").replaceChildren(boxOf(problem, "alert"));
}

/**
 * Below an answer of no rows: what may be the reason.
 * @param {Problem[]} hints
 */
export function showHints(hints) {
  byId("answer").append(...hints.map((hint) => boxOf(hint)));
}
