// The legend: what the shapes and lines mean; a click hides or shows what it names.
import { DATA, DRAWN, SPOTS } from "./data.js";
import { byId, make, swatch } from "./elements.js";
import { filtering } from "./facets.js";
import { change, current, listen } from "./store.js";
import { CORE, MANY, singles, visible } from "./visible.js";
import { say } from "./wording.js";
import { statusHelp, statusName } from "./words.js";

/** Types stand together by family, people first. */
const FAMILIES = ["person", "character", "screen", "print", "track", "studio", "company", "other"];
const LINE_STATUSES = ["stated", "planned", "opinion"];

/**
 * @param {ReadonlySet<string>} set
 * @param {string} value
 */
function toggled(set, value) {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} key
 */
function tally(items, key) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** @param {string} status */
function lineSwatch(status) {
  return make("span", { class: "stroke", "data-status": status, "aria-hidden": "true" });
}

function typeButtons() {
  const counts = tally(DRAWN.nodes, (spot) => spot.kind);
  return [...counts]
    .map(([type, count]) => ({ type, count, look: DATA.types[type] }))
    .sort((a, b) => FAMILIES.indexOf(a.look?.family ?? "other") - FAMILIES.indexOf(b.look?.family ?? "other") || b.count - a.count || (a.type < b.type ? -1 : 1))
    .map(({ type, count, look }) =>
      make(
        "button",
        { type: "button", class: "chip", "data-type": type, "aria-pressed": "true", click: () => change({ hiddenTypes: toggled(current().hiddenTypes, type) }) },
        look ? swatch(look.shape, look.family) : null,
        make("span", {}, look?.label ?? type),
        make("span", { class: "count" }, String(count)),
      ),
    );
}

function lineButtons() {
  const counts = tally(DRAWN.edges.filter((line) => !line.doubt), (line) => line.status);
  return LINE_STATUSES.filter((status) => counts.has(status)).map((status) =>
    make(
      "button",
      { type: "button", class: "chip", "data-line": status, "aria-pressed": "true", title: statusHelp(status), click: () => change({ hiddenStatuses: toggled(current().hiddenStatuses, status) }) },
      lineSwatch(status),
      make("span", {}, statusName(status)),
      make("span", { class: "count" }, String(counts.get(status))),
    ),
  );
}

/** Lines that are drawn on request alone: what is hedged, denied, or somebody's view. */
function doubtButtons() {
  const counts = tally(DRAWN.edges.filter((line) => line.doubt), (line) => line.doubt ?? "");
  return [...counts].sort().map(([doubt, count]) =>
    make(
      "button",
      { type: "button", class: "chip on-request", "data-doubt": doubt, "aria-pressed": "false", title: say(`legend.${doubt}_help`), click: () => change({ doubts: toggled(current().doubts, doubt) }) },
      lineSwatch(doubt === "view" ? "opinion" : doubt),
      make("span", {}, say(`legend.${doubt}`)),
      make("span", { class: "count" }, String(count)),
    ),
  );
}

function singleButton() {
  return make(
    "button",
    { type: "button", class: "chip", id: "singles", "aria-pressed": "false", title: say("legend.single_help"), click: () => change({ single: !current().single }) },
    make("span", {}, say("legend.single")),
    make("span", { class: "count" }, String(singles)),
  );
}

/** @param {import("./store.js").State} state */
function refresh(state) {
  for (const chip of byId("legend").querySelectorAll("button")) {
    const { type, line, doubt } = chip.dataset;
    if (type !== undefined) chip.setAttribute("aria-pressed", String(!state.hiddenTypes.has(type)));
    if (line !== undefined) chip.setAttribute("aria-pressed", String(!state.hiddenStatuses.has(line)));
    if (doubt !== undefined) chip.setAttribute("aria-pressed", String(state.doubts.has(doubt)));
    if (chip.id === "singles") chip.setAttribute("aria-pressed", String(state.single));
  }
  const { nodes, fitting, cut } = visible(state);
  byId("nothing").hidden = nodes.size > 0;
  byId("nothing-text").textContent = say(!SPOTS.size ? "map.empty" : filtering(state) ? "list.nothing" : "map.hidden");
  byId("more").hidden = fitting <= MANY || state.focus !== null;
  byId("more-text").textContent = cut ? say("map.core", { count: fitting, most: CORE }) : say("map.everything", { count: fitting });
  byId("more-button").textContent = say(cut ? "map.all" : "map.fewer");
}

export function showLegend() {
  byId("legend").replaceChildren(
    make("div", { class: "chips", role: "group", "aria-label": say("legend.types") }, ...typeButtons(), singles ? singleButton() : null),
    make("div", { class: "chips", role: "group", "aria-label": say("legend.lines") }, ...lineButtons(), ...doubtButtons()),
  );
  byId("more-button").addEventListener("click", () => change({ everything: !current().everything }));
  listen(refresh);
}
