// The path on the card: two names to be picked, and each step between them with its quote.
import { DATA, ENTITIES, FACTS } from "./data.js";
import { foreign, make, swatch } from "./elements.js";
import { offerNames } from "./picker.js";
import { quoteBlock } from "./quotes.js";
import { change, choose, current } from "./store.js";
import { visible } from "./visible.js";
import { say } from "./wording.js";
import { nameOf, relationLabel } from "./words.js";

/** @typedef {"from" | "to"} End */

/**
 * @param {End} end
 * @param {string} id
 */
function endBox(end, id) {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "text", id: `path-${end}`, role: "combobox", value: id ? nameOf(id) : "", placeholder: say("path.pick"), "aria-controls": `path-${end}-names`, "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" }));
  const list = make("ul", { id: `path-${end}-names`, role: "listbox", "aria-label": say("search.names"), hidden: true });
  offerNames(input, list, {
    take: (taken) => {
      change({ path: { from: "", to: "", ...current().path, [end]: taken } });
      focusNext();
    },
    leave: () => {
      input.value = id ? nameOf(id) : "";
      input.blur();
      document.getElementById("card")?.focus();
    },
  });
  input.addEventListener("focus", () => input.select());
  return make("div", { class: "search path-end" }, make("label", { for: `path-${end}` }, say(`path.${end}`)), input, list);
}

/** Where an end is missing its box comes next, else the steps. */
export function focusNext() {
  const path = current().path;
  const next = !path ? null : !path.from ? "path-from" : !path.to ? "path-to" : "card";
  if (next) document.getElementById(next)?.focus();
}

/** @param {string} id */
function stop(id) {
  const look = DATA.types[ENTITIES.get(id)?.type ?? ""];
  return make("li", { class: "stop" }, make("button", { type: "button", class: "name", "data-node": id, click: () => choose("node", id) }, look ? swatch(look.shape, look.family) : null, foreign(nameOf(id))));
}

/** @param {import("./reach.js").Step} step */
function stepItems(step) {
  const fact = FACTS.get(step.lines[0] ?? "");
  if (!fact) return [];
  const words = fact.subject === step.start ? relationLabel(fact) : DATA.relations[fact.relation]?.inverse ?? fact.relation;
  const [quote] = fact.quotes;
  const others = step.lines.length - 1;
  return [
    make(
      "li",
      { class: "step", "data-fact": fact.id, "data-status": fact.status },
      make("button", { type: "button", class: "link", "data-open": fact.id, click: () => choose("fact", fact.id) }, words),
      others ? make("span", { class: "count" }, say("path.others", { count: others })) : null,
      quote ? quoteBlock(quote, false) : null,
    ),
    stop(step.end),
  ];
}

/** @param {import("./store.js").State} state */
function answer(state) {
  const { from, to } = state.path ?? { from: "", to: "" };
  const { route } = visible(state);
  if (!from || !to) return [make("p", { class: "empty" }, say("path.how"))];
  if (from === to) return [make("p", { class: "empty" }, say("path.same"))];
  if (!route) return [make("p", { class: "empty", id: "no-path" }, say("path.none"))];
  return [
    make("h3", {}, say("path.steps", { count: route.length })),
    make("ol", { class: "route" }, stop(from), ...route.flatMap(stepItems)),
  ];
}

/**
 * @param {import("./store.js").State} state
 * @returns {HTMLElement[]}
 */
export function pathCard(state) {
  const { from, to } = state.path ?? { from: "", to: "" };
  return [
    make("h2", { id: "card-title" }, say("path.title")),
    make("div", { class: "path-ends" }, endBox("from", from), endBox("to", to)),
    from && to ? make("button", { type: "button", class: "link", id: "turn-path", click: () => change({ path: { from: to, to: from } }) }, say("path.turn")) : make("span", {}),
    ...answer(state),
  ];
}
