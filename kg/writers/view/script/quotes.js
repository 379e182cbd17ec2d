// Quotes: the words of a document in their sentence, and where they stand.
import { placeInCopy } from "./copies.js";
import { DATA } from "./data.js";
import { foreign, make } from "./elements.js";
import { say, sayWith } from "./wording.js";
import { percent, statusName } from "./words.js";

/** @param {import("./data.js").Quote} quote */
export function sourceLine(quote) {
  const source = DATA.documents[quote.document];
  if (!source) return make("span", { class: "source" }, say("quote.unknown"));
  const title = source.url
    ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title)
    : make("span", {}, source.title);
  const parts = [source.author, source.publisher, source.published].filter(Boolean);
  return make("span", { class: "source" }, make("cite", { dir: "auto" }, title), ...parts.map((part) => foreign(part, "source-part")));
}

const CUT = 40;
const LONG = 12;

/**
 * The words before and after come in so many characters; half a word at the far end helps nobody.
 * @param {string} text
 * @param {RegExp} partial
 */
function whole(text, partial) {
  if (text.length < CUT) return text;
  const words = text.replace(partial, "");
  return words.trim() ? words : text;
}

/**
 * The place of a quote in its document on the web, which browsers scroll to and mark (a text fragment).
 * @param {import("./data.js").Quote} quote
 */
function placeOnTheWeb(quote) {
  const url = DATA.documents[quote.document]?.url;
  if (!url) return null;
  /** @param {string[]} words */
  const part = (words) => encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
  const words = quote.exact.trim().split(/\s+/);
  // A long quote is named by its beginning and its end.
  const text = words.length > LONG ? `${part(words.slice(0, 5))},${part(words.slice(-5))}` : part(words);
  const href = `${url.split("#")[0]}#:~:text=${text}`;
  return make("a", { class: "place", href, rel: "noopener noreferrer", target: "_blank" }, say("quote.place"));
}

/**
 * @param {import("./data.js").Quote} quote
 * @param {boolean} context with the words before and after
 */
export function quoteBlock(quote, context) {
  const words = context
    ? [make("span", { class: "around" }, quote.prefix && `… ${whole(quote.prefix, /^\S*\s+/).trimStart()}`), make("mark", {}, quote.exact), make("span", { class: "around" }, quote.suffix && `${whole(quote.suffix, /\s+\S*$/).trimEnd()} …`)]
    : [quote.exact];
  const details = context
    ? make("p", { class: "fine" }, ...sayWith("quote.details", { status: statusName(quote.status), percent: percent(quote.confidence), start: String(quote.start), end: String(quote.end), extractor: foreign(quote.extractor) }), " ", placeInCopy(quote), " ", placeOnTheWeb(quote))
    : null;
  return make(
    "figure",
    { class: context ? "quote wide" : "quote", "data-quote": true },
    make("blockquote", { dir: "auto", lang: DATA.documents[quote.document]?.language ?? "" }, ...words),
    make("figcaption", {}, sourceLine(quote), details),
  );
}
