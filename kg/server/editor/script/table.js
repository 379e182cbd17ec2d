// The table of an answer: sorted, filtered, and drawn a stretch at a time, so that long ones do not freeze the page.
import { make } from "./elements.js";
import { cellOf, textOf } from "./show.js";
import { numberOf, parseTerm } from "./term.js";

/** @typedef {import("./asking.js").Answer} Answer */

const STRETCH = 200;
const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/**
 * @param {string} one
 * @param {string} other terms; nothing comes last
 */
function compare(one, other) {
  if (!one || !other) return Number(!one) - Number(!other);
  const [left, right] = [parseTerm(one), parseTerm(other)];
  const [low, high] = [numberOf(left), numberOf(right)];
  if (low !== null && high !== null) return low - high;
  return ORDER.compare(textOf(left), textOf(right));
}

/**
 * @param {string[][]} rows
 * @param {{column: number, down: boolean} | null} sorting
 */
function sorted(rows, sorting) {
  if (!sorting) return rows;
  const { column, down } = sorting;
  return [...rows].sort((one, other) => (down ? -1 : 1) * compare(one[column] ?? "", other[column] ?? ""));
}

/**
 * @param {Answer} answer
 * @param {(shown: number) => void} told called with the number of rows after each change of the filter
 */
export function tableOf(answer, told) {
  const body = make("tbody");
  const more = make("button", { type: "button", class: "button", click: () => grow() });
  const rest = make("p", { class: "more", hidden: true }, more);
  /** @type {{column: number, down: boolean} | null} */
  let sorting = null;
  let wanted = "";
  let rows = answer.rows;
  let drawn = 0;
  /** @type {Map<string[], string>} */
  const texts = new Map();
  /** @param {string[]} row */
  const textIn = (row) => {
    const known = texts.get(row) ?? row.map((written) => textOf(parseTerm(written))).join("\n").toLocaleLowerCase();
    texts.set(row, known);
    return known;
  };
  const grow = () => {
    const next = rows.slice(drawn, drawn + STRETCH);
    body.append(...next.map((row) => make("tr", {}, ...row.map(cellOf))));
    drawn += next.length;
    rest.hidden = drawn >= rows.length;
    more.textContent = `Show ${Math.min(STRETCH, rows.length - drawn).toLocaleString("en")} more of ${rows.length.toLocaleString("en")} rows`;
  };
  const redraw = () => {
    rows = sorted(wanted ? answer.rows.filter((row) => textIn(row).includes(wanted)) : answer.rows, sorting);
    drawn = 0;
    body.replaceChildren();
    grow();
    told(rows.length);
  };
  const heads = answer.columns.map((name, column) => {
    const sort = () => {
      sorting = { column, down: sorting?.column === column && !sorting.down };
      for (const head of heads) head.removeAttribute("aria-sort");
      heads[column]?.setAttribute("aria-sort", sorting.down ? "descending" : "ascending");
      redraw();
    };
    return make("th", { scope: "col" }, make("button", { type: "button", title: "Sort by this column", click: sort }, name));
  });
  const table = make("table", { class: "answer" }, make("thead", {}, make("tr", {}, ...heads)), body);
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of the answer" }, table);
  scroll.addEventListener("scroll", () => {
    if (drawn < rows.length && scroll.scrollTop + scroll.clientHeight > scroll.scrollHeight - 600) grow();
  });
  grow();
  return { elements: [scroll, rest], filter: (/** @type {string} */ text) => {
    wanted = text.trim().toLocaleLowerCase();
    redraw();
  } };
}
