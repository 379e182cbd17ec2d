// Copies of the documents, where the page was asked to hold them: a quote leads to its place in the text.
import { DATA, island } from "./data.js";
import { byId, foreign, make } from "./elements.js";
import { say } from "./wording.js";

/** @type {(string | null)[]} in the order of the documents */
const COPIES = island("page-copies");

/**
 * @param {import("./data.js").Quote} quote
 * @returns {HTMLElement | null} null where the page does not hold the text
 */
export function placeInCopy(quote) {
  if (typeof COPIES[quote.document] !== "string") return null;
  return make("button", { type: "button", class: "link place", "data-copy": String(quote.document), click: () => openCopy(quote) }, say("copy.open"));
}

/**
 * Show the text with the quote marked. Offsets count characters, of which JavaScript may take two units for one.
 * @param {import("./data.js").Quote} quote
 */
function openCopy(quote) {
  const source = DATA.documents[quote.document];
  const signs = [...(COPIES[quote.document] ?? "")];
  /** @type {(from: number, to?: number) => string} */
  const cut = (from, to) => signs.slice(from, to).join("");
  const marked = make("mark", { id: "copy-mark", tabindex: "-1" }, cut(quote.start, quote.end));
  byId("copy-title").replaceChildren(foreign(source?.title ?? ""));
  byId("copy-text").replaceChildren(cut(0, quote.start), marked, cut(quote.end));
  byId("copy-text").lang = source?.language ?? "";
  const dialog = /** @type {HTMLDialogElement} */ (byId("copy"));
  dialog.showModal();
  marked.scrollIntoView({ block: "center" });
  marked.focus({ preventScroll: true });
}

export function showCopies() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("copy"));
  byId("copy-close").addEventListener("click", () => dialog.close());
  // A click beside the text closes it too.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // keys of the page sleep meanwhile
}
