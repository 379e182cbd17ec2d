// What the card shows while nothing is chosen: how to read the page, where it comes from, where to begin.
import { BY_WEIGHT, DATA } from "./data.js";
import { foreign, make, swatch } from "./elements.js";
import { choose } from "./store.js";

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
    make("h2", { id: "card-title" }, "Every line has its source"),
    make(
      "p",
      {},
      "Each line on the map is something a document says. Click a line to read the sentences that say it, or a shape for all that is said of it.",
    ),
  ];
  if (start.length) parts.push(make("h3", {}, "Most linked"), make("ul", { class: "starts" }, ...start.map(startItem)));
  parts.push(make("h3", {}, "Documents"), make("ul", { class: "sources" }, ...DATA.documents.map(sourceItem)));
  if (!DATA.documents.length) parts.push(make("p", { class: "empty" }, "No document has been read."));
  parts.push(
    make(
      "details",
      { class: "keys" },
      make("summary", {}, "Keys"),
      make(
        "dl",
        {},
        ...[
          ["/", "find a name"],
          ["← ↑ → ↓", "go to the next name on the map"],
          ["Enter", "go into its card"],
          ["Esc", "close, back to the map"],
          ["+  −  0", "larger, smaller, all"],
        ].flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key ?? "")), make("dd", {}, does ?? "")]),
      ),
    ),
  );
  return parts;
}
