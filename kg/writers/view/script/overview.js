// What the card shows while nothing is chosen: how to read the page, where it comes from, where to begin.
import { BY_WEIGHT, DATA } from "./data.js";
import { foreign, make, swatch } from "./elements.js";
import { choose } from "./store.js";
import { say } from "./wording.js";

const FIRST = 6;

/** @param {import("./data.js").Source} source */
function sourceItem(source) {
  const title = source.url
    ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title)
    : make("span", {}, source.title);
  const parts = [source.author, source.publisher, source.published].filter(Boolean);
  return make("li", { dir: "auto" }, title, ...parts.map((part) => foreign(part, "source-part")));
}

/** @param {import("./data.js").Spot} spot */
function startItem(spot) {
  const look = DATA.types[spot.kind];
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "name", "data-node": spot.id, click: () => choose("node", spot.id) },
      look ? swatch(look.shape, look.family) : null,
      foreign(spot.label),
    ),
    make("span", { class: "count" }, String(spot.degree)),
  );
}

/** @returns {HTMLElement[]} */
export function overview() {
  const start = BY_WEIGHT.slice(0, FIRST).filter((spot) => spot.degree > 0);
  const parts = [
    make("h2", { id: "card-title" }, say("start.title")),
    make("p", {}, say("start.text")),
  ];
  if (start.length) parts.push(make("h3", {}, say("start.most")), make("ul", { class: "starts" }, ...start.map(startItem)));
  parts.push(make("h3", {}, say("start.documents")), make("ul", { class: "sources" }, ...DATA.documents.map(sourceItem)));
  if (!DATA.documents.length) parts.push(make("p", { class: "empty" }, say("start.no_document")));
  parts.push(
    make(
      "details",
      { class: "keys" },
      make("summary", {}, say("keys.title")),
      make(
        "dl",
        {},
        ...[
          ["/", say("keys.find")],
          ["← ↑ → ↓", say("keys.next")],
          ["Enter", say("keys.enter")],
          ["1 2 3", say("keys.around")],
          ["f", say("keys.filter")],
          ["Esc", say("keys.escape")],
          ["+  −  0", say("keys.size")],
        ].flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key ?? "")), make("dd", {}, does ?? "")]),
      ),
    ),
  );
  return parts;
}
