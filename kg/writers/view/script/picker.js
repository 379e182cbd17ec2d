// A box that one types a name into: names and aliases that fit are offered below it and taken with the keys.
import { DATA, ENTITIES } from "./data.js";
import { foreign, make, swatch } from "./elements.js";
import { found } from "./focus.js";
import { say } from "./wording.js";
import { folded, typeLabel } from "./words.js";

const MOST = 8;

/**
 * @typedef {{take: (id: string) => void, leave: () => void, type?: (text: string) => void}} Uses
 *   what happens when a name is taken, when one leaves with Escape, and as one types
 */

/**
 * @param {string} id
 * @param {string} typed
 */
function describe(id, typed) {
  const entity = ENTITIES.get(id);
  const look = DATA.types[entity?.type ?? ""];
  const wanted = folded(typed).trim();
  // Where an alias fits and the label does not, it is named: else the hit looks like a mistake.
  const alias = entity && !folded(entity.label).includes(wanted) ? entity.names.find((name) => folded(name).includes(wanted)) : undefined;
  return [
    look ? swatch(look.shape, look.family) : null,
    make("span", { class: "option-name" }, foreign(entity?.label ?? id), alias ? make("span", { class: "alias" }, foreign(alias)) : null),
    make("span", { class: "option-type" }, typeLabel(entity?.type ?? "")),
  ];
}

/**
 * Make a box and the list below it offer names.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {Uses} uses
 * @returns {{close: () => void}}
 */
export function offerNames(input, list, { take, leave, type }) {
  let active = -1;
  /** @type {string[]} */
  let offered = [];

  /** @param {boolean} open */
  function show(open) {
    const typed = input.value.trim();
    const hits = typed ? found(typed) : [];
    offered = hits.slice(0, MOST);
    active = Math.min(active, offered.length - 1);
    const rows = offered.map((id, index) =>
      make("li", { role: "option", id: `${list.id}-${index}`, "data-node": id, "aria-selected": String(index === active), mousedown: (event) => { event.preventDefault(); take(id); } }, ...describe(id, typed)),
    );
    if (hits.length > MOST) rows.push(make("li", { class: "remark", role: "option", "aria-selected": "false", "aria-disabled": "true" }, say("search.more", { count: hits.length - MOST })));
    if (typed && !hits.length) rows.push(make("li", { class: "remark", role: "option", "aria-selected": "false", "aria-disabled": "true" }, say("search.nothing")));
    list.replaceChildren(...rows);
    list.hidden = !open || !rows.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (active >= 0 && !list.hidden) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("input", () => {
    active = -1;
    type?.(input.value);
    show(true);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1;
      active = offered.length ? (active + step + offered.length) % offered.length : -1;
      show(true);
    } else if (event.key === "Enter") {
      const id = offered[Math.max(active, 0)];
      if (id !== undefined) take(id);
    } else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("focus", () => show(true));
  input.addEventListener("blur", () => show(false));
  return { close: () => show(false) };
}
