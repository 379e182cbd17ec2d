// Quotes: the words of a document in their sentence, and where they stand.
import { DATA } from "./data.js";
import { foreign, make } from "./elements.js";
import { percent } from "./words.js";

/** @param {import("./data.js").Quote} quote */
export function sourceLine(quote) {
  const source = DATA.documents[quote.document];
  if (!source) return make("span", { class: "source" }, "unknown document");
  const title = source.url
    ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title)
    : make("span", {}, source.title);
  const parts = [source.author, source.publisher, source.published].filter(Boolean);
  return make("span", { class: "source" }, make("cite", { dir: "auto" }, title), ...parts.map((part) => foreign(part, "source-part")));
}

/**
 * @param {import("./data.js").Quote} quote
 * @param {boolean} context with the words before and after
 */
export function quoteBlock(quote, context) {
  const words = context
    ? [make("span", { class: "around" }, quote.prefix && `…${quote.prefix}`), make("mark", {}, quote.exact), make("span", { class: "around" }, quote.suffix && `${quote.suffix}…`)]
    : [quote.exact];
  const details = context
    ? make("p", { class: "fine" }, `${quote.status}, confidence ${percent(quote.confidence)}, characters ${quote.start} to ${quote.end}, read by `, foreign(quote.extractor))
    : null;
  return make(
    "figure",
    { class: context ? "quote wide" : "quote", "data-quote": true },
    make("blockquote", { dir: "auto" }, ...words),
    make("figcaption", {}, sourceLine(quote), details),
  );
}
