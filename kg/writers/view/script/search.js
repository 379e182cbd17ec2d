// The search box: as one types, what fits is lit on the map and listed below the box.
import { DATA, ENTITIES } from "./data.js";
import { byId, foreign, make, swatch } from "./elements.js";
import { found } from "./focus.js";
import { change, choose, current, listen } from "./store.js";
import { say } from "./wording.js";
import { folded, typeLabel } from "./words.js";

const MOST = 8;
let active = -1;
/** @type {string[]} */
let offered = [];

/** @returns {HTMLInputElement} */
function box() {
  return /** @type {HTMLInputElement} */ (byId("search"));
}

/**
 * @param {string} id
 * @param {number} index
 */
function option(id, index) {
  const entity = ENTITIES.get(id);
  const look = DATA.types[entity?.type ?? ""];
  const wanted = folded(current().query).trim();
  // Where an alias fits and the label does not, it is named: else the hit looks like a mistake.
  const alias = entity && !folded(entity.label).includes(wanted) ? entity.names.find((name) => folded(name).includes(wanted)) : undefined;
  return make(
    "li",
    { role: "option", id: `option-${index}`, "data-node": id, "aria-selected": String(index === active), mousedown: (event) => { event.preventDefault(); take(id); } },
    look ? swatch(look.shape, look.family) : null,
    make("span", { class: "option-name" }, foreign(entity?.label ?? id), alias ? make("span", { class: "alias" }, foreign(alias)) : null),
    make("span", { class: "option-type" }, typeLabel(entity?.type ?? "")),
  );
}

/** @param {string} id */
function take(id) {
  choose("node", id);
  box().blur();
  byId("map").focus({ preventScroll: true });
}

/** @param {boolean} open */
function list(open) {
  const element = byId("suggestions");
  const query = current().query.trim();
  const hits = query ? found(query) : [];
  offered = hits.slice(0, MOST);
  active = Math.min(active, offered.length - 1);
  const left = hits.length - offered.length;
  const rows = offered.map(option);
  if (left > 0) rows.push(make("li", { class: "remark", "aria-disabled": "true" }, say("search.more", { count: left })));
  if (query && !hits.length) rows.push(make("li", { class: "remark", id: "no-hit", "aria-disabled": "true" }, say("search.nothing")));
  element.replaceChildren(...rows);
  element.hidden = !open || !rows.length;
  box().setAttribute("aria-expanded", String(!element.hidden));
  if (active >= 0) box().setAttribute("aria-activedescendant", `option-${active}`);
  else box().removeAttribute("aria-activedescendant");
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = offered.length ? (active + step + offered.length) % offered.length : -1;
    list(true);
  } else if (event.key === "Enter") {
    const id = offered[Math.max(active, 0)];
    if (id !== undefined) take(id);
  } else if (event.key === "Escape") {
    change({ query: "" });
    byId("map").focus({ preventScroll: true });
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

export function showSearch() {
  const input = box();
  input.addEventListener("input", () => {
    active = -1;
    change({ query: input.value });
    list(true);
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("focus", () => list(true));
  input.addEventListener("blur", () => list(false));
  listen((now) => {
    if (input.value !== now.query) input.value = now.query;
    if (!now.query) list(false);
  });
}
