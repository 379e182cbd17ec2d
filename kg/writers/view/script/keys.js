// The keyboard: from name to name with the arrow keys, into the card, back.
import { BY_WEIGHT, ENTITIES, FACTS_OF } from "./data.js";
import { announce, byId } from "./elements.js";
import { placeOf, showAll, shownNodes, zoom } from "./map.js";
import { DEPTHS, focusOn, leaveFocus } from "./scope.js";
import { showPanel } from "./filters.js";
import { change, choose, current } from "./store.js";
import { say } from "./wording.js";
import { typeLabel } from "./words.js";

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The nearest visible node in a direction; what lies aside counts as further away.
 * @param {string} from
 * @param {[number, number]} direction
 */
function neighbour(from, [dx, dy]) {
  const start = placeOf(from);
  let best = null;
  let least = Infinity;
  for (const id of shownNodes()) {
    const place = placeOf(id);
    const along = (place.x - start.x) * dx + (place.y - start.y) * dy;
    const aside = Math.abs((place.x - start.x) * dy) + Math.abs((place.y - start.y) * dx);
    const cost = along + aside * 2;
    if (id !== from && along > aside * 0.3 && cost < least) [best, least] = [id, cost];
  }
  return best;
}

/** @param {string} id */
function go(id) {
  choose("node", id);
  const entity = ENTITIES.get(id);
  if (entity) announce(say("map.told", { name: entity.label, type: typeLabel(entity.type), facts: say("count.facts", { count: FACTS_OF.get(id)?.length ?? 0 }) }));
}

/** @param {KeyboardEvent} event */
function onMapKey(event) {
  const direction = DIRECTIONS[event.key];
  const choice = current().choice;
  if (direction) {
    const from = choice?.kind === "node" && shownNodes().has(choice.id) ? choice.id : null;
    const next = from === null ? BY_WEIGHT.find((spot) => shownNodes().has(spot.id))?.id : neighbour(from, direction);
    if (next !== undefined && next !== null) go(next);
  } else if (event.key === "Enter" && choice) byId("card").focus();
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") showAll();
  else if (DEPTHS.includes(Number(event.key))) focusOn(Number(event.key));
  else return;
  event.preventDefault();
}

/** @param {KeyboardEvent} event */
function onPageKey(event) {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    byId("search").focus();
    event.preventDefault();
  } else if (event.key === "f" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    showPanel(!current().panel);
  } else if (event.key === "Escape" && !typing) {
    if (current().focus) leaveFocus();
    else if (current().choice ?? current().query) change({ choice: null, query: "" });
    else change({ path: null });
    byId(current().view === "list" ? "list" : "map").focus({ preventScroll: true });
  }
}

export function listenToKeys() {
  // The library's own frame would be one more stop on the way through the page, with nothing to do there.
  byId("map").querySelector(".vis-network")?.removeAttribute("tabindex");
  byId("map").addEventListener("keydown", onMapKey);
  document.addEventListener("keydown", onPageKey);
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(0.8));
  byId("zoom-all").addEventListener("click", showAll);
}
