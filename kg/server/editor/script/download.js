// Answers as files, made from what the page holds.
import { fetchAs } from "./asking.js";
import { make } from "./elements.js";
import { parseTerm } from "./term.js";

/** @typedef {import("./asking.js").Answer} Answer */

/** A cell that begins so is taken for a formula by spreadsheets. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const KINDS = { iri: "uri", text: "literal", other: "literal" };
const XSD = "http://www.w3.org/2001/XMLSchema#";

/** @param {string} written */
function csvCell(written) {
  const { kind, value } = parseTerm(written);
  const text = kind === "text" && FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Answer} answer */
export function csvText({ columns, rows }) {
  return `${[columns, ...rows.map((row) => row.map(csvCell))].map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

/**
 * The data type of what TSV writes without quotes.
 * @param {string} value
 */
function typeOf(value) {
  if (/^(?:true|false)$/.test(value)) return `${XSD}boolean`;
  if (/^[+-]?\d+$/.test(value)) return `${XSD}integer`;
  return `${XSD}${/[eE]/.test(value) ? "double" : "decimal"}`;
}

/** @param {string} written */
function binding(written) {
  const { kind, value, language, datatype } = parseTerm(written);
  if (written.startsWith("_:")) return { type: "bnode", value: written.slice(2) };
  const type = datatype || (kind === "other" ? typeOf(value) : "");
  return { type: KINDS[kind], value, ...(language && { "xml:lang": language }), ...(type && { datatype: type }) };
}

/**
 * As SPARQL 1.1 Query Results JSON has it.
 * @param {Answer} answer
 */
export function jsonText({ columns, rows }) {
  const bindings = rows.map((row) => Object.fromEntries(columns.flatMap((name, index) => (row[index] ? [[name, binding(row[index])]] : []))));
  return `${JSON.stringify({ head: { vars: columns }, results: { bindings } }, null, 1)}\n`;
}

/**
 * Hand something to the person as a file.
 * @param {string} name
 * @param {Blob} content
 */
function save(name, content) {
  const url = URL.createObjectURL(content);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * The buttons that save an answer.
 * @param {Answer} answer
 * @param {string} sparql
 * @param {(error: unknown) => void} failed
 */
export function files(answer, sparql, failed) {
  /** @type {(label: string, press: () => void) => HTMLElement} */
  const button = (label, press) => make("button", { type: "button", class: "button", title: `Save the answer as ${label}`, click: press }, label);
  const csv = button("CSV", () => save("answer.csv", new Blob([csvText(answer)], { type: "text/csv" })));
  const json = button("JSON", () => save("answer.json", new Blob([jsonText(answer)], { type: "application/sparql-results+json" })));
  const turtle = button("Turtle", () => void fetchAs(sparql, "text/turtle").then((blob) => save("answer.ttl", blob), failed));
  return make("p", { class: "files" }, ...(answer.kind === "triples" ? [csv, turtle] : [csv, json]));
}
