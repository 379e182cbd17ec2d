// Colour and size of the nodes: by type and links at first, on request by group and by centrality.
import { BY_WEIGHT, DRAWN, ENTITIES } from "./data.js";
import { byId, foreign, make } from "./elements.js";
import { change, current, listen } from "./store.js";
import { GROUPS } from "./theme.js";
import { say } from "./wording.js";

const COLOURS = ["type", "group"];
const SIZES = ["links", "rank", "between"];
const [SMALLEST, SPREAD] = [8, 15.6];

/** @type {Map<string, number>} the sizes as they come with the page, by links */
const sizes = new Map(DRAWN.nodes.map((spot) => [spot.id, spot.size]));

/** @param {string} id */
function groupOf(id) {
  return ENTITIES.get(id)?.weight[2] ?? 0;
}

/**
 * The family of colours of a node, undefined where its type says it.
 * @param {string} id
 * @returns {string | undefined}
 */
export function familyOf(id) {
  if (current().colour !== "group") return undefined;
  const group = groupOf(id);
  return GROUPS[group - 1] ?? "other";
}

/** @param {string} size */
function resize(size) {
  const place = size === "rank" ? 0 : 1;
  /** @param {string} id */
  const weight = (id) => ENTITIES.get(id)?.weight[place] ?? 0;
  const most = DRAWN.nodes.reduce((sum, spot) => Math.max(sum, weight(spot.id)), 0) || 1;
  for (const spot of DRAWN.nodes)
    spot.size = SIZES.indexOf(size) > 0 ? SMALLEST + SPREAD * Math.sqrt(weight(spot.id) / most) : sizes.get(spot.id) ?? SMALLEST;
}

/**
 * @param {"colour" | "size"} name
 * @param {string[]} choices
 */
function chooser(name, choices) {
  const select = /** @type {HTMLSelectElement} */ (
    make("select", { id: `look-${name}`, change: () => change({ [name]: select.value }) }, ...choices.map((choice) => make("option", { value: choice }, say(`look.${choice}`))))
  );
  return make("label", {}, make("span", {}, say(`look.${name}`)), select);
}

/** What the colours of the groups mean: the most central name of each. */
function key() {
  /** @type {Map<number, {first: string, count: number}>} */
  const groups = new Map();
  const byRank = [...BY_WEIGHT].sort((a, b) => (ENTITIES.get(b.id)?.weight[0] ?? 0) - (ENTITIES.get(a.id)?.weight[0] ?? 0));
  for (const { id, label } of byRank) {
    const group = groupOf(id);
    if (group) groups.set(group, { first: groups.get(group)?.first ?? label, count: (groups.get(group)?.count ?? 0) + 1 });
  }
  const shown = [...groups].sort(([a], [b]) => a - b).slice(0, GROUPS.length);
  const left = groups.size - shown.length;
  return make(
    "ul",
    { id: "group-key", "aria-label": say("look.groups") },
    ...shown.map(([group, { first, count }]) => make("li", {}, make("span", { class: `dot family-group-${group}`, "aria-hidden": "true" }), foreign(first), make("span", { class: "count" }, String(count)))),
    left > 0 ? make("li", {}, make("span", { class: "dot family-other", "aria-hidden": "true" }), say("look.more_groups", { count: left })) : null,
  );
}

/** Must listen before the map, which draws what is set here. */
export function showLook() {
  byId("legend").append(make("div", { class: "look", id: "look" }, chooser("colour", COLOURS), chooser("size", SIZES)));
  listen((now, before) => {
    if (now.colour === before.colour && now.size === before.size) return;
    resize(now.size);
    /** @type {HTMLSelectElement} */ (byId("look-colour")).value = COLOURS.includes(now.colour) ? now.colour : "type";
    /** @type {HTMLSelectElement} */ (byId("look-size")).value = SIZES.includes(now.size) ? now.size : "links";
    document.getElementById("group-key")?.remove();
    if (now.colour === "group") byId("legend").append(key());
  });
}
