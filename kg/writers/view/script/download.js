// Facts as files: the same tables as `kg export` writes, made in the page without a request.
import { DATA, ENTITIES } from "./data.js";
import { make } from "./elements.js";
import { nameOf } from "./words.js";

/** @typedef {import("./data.js").Fact} Fact */

const QUALIFIERS = ["work", "language", "version", "stage", "polarity", "aspect", "critic", "platform", "region"];
const COLUMNS = ["fact", "relation", "subject", "subject_id", "object", "object_id", ...QUALIFIERS, "status", "confidence", "document", "title", "start", "end", "quote", "quote_status", "quote_confidence", "extractor"];
/** A cell that begins so is taken for a formula by spreadsheets. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** @param {string} path */
function iri(path) {
  return DATA.base + path.split("/").map(encodeURIComponent).join("/");
}

/** @param {Fact} fact */
function described(fact) {
  const qualifiers = fact.qualifiers.map(([key, value]) => [key, ENTITIES.has(value) ? nameOf(value) : value]);
  return {
    fact: iri(fact.id),
    relation: fact.relation,
    subject: nameOf(fact.subject),
    subject_id: iri(fact.subject),
    object: fact.object === undefined ? fact.normalised ?? fact.value ?? "" : nameOf(fact.object),
    object_id: fact.object === undefined ? "" : iri(fact.object),
    qualifiers: Object.fromEntries(qualifiers),
    status: fact.status,
    confidence: fact.confidence,
    quotes: fact.quotes.map((quote) => ({
      document: DATA.documents[quote.document]?.source ?? "",
      title: DATA.documents[quote.document]?.title ?? "",
      start: quote.start,
      end: quote.end,
      quote: quote.exact,
      quote_status: quote.status,
      quote_confidence: quote.confidence,
      extractor: quote.extractor,
    })),
  };
}

/** @param {unknown} value */
function cell(value) {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A line for each quote, as RFC 4180 has it.
 * @param {Fact[]} facts
 */
export function csvText(facts) {
  const rows = facts.map(described).flatMap(({ qualifiers, quotes, ...fact }) =>
    quotes.map((quote) => {
      /** @type {Record<string, unknown>} */
      const cells = { ...fact, ...qualifiers, ...quote };
      return COLUMNS.map((column) => cell(cells[column])).join(",");
    }),
  );
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

/** @param {Fact[]} facts */
export function jsonText(facts) {
  return `${JSON.stringify(facts.map(described), null, 2)}\n`;
}

/**
 * Hand a text to the person as a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
