// The words of the page: numbers, names of languages, qualifiers, statuses.
import { DATA, ENTITIES } from "./data.js";
import { LANGUAGE, known, say } from "./wording.js";

/** Statuses in the order in which they are shown. */
export const STATUSES = ["stated", "planned", "opinion", "rumoured", "negated"];

const languages = new Intl.DisplayNames([LANGUAGE], { type: "language", fallback: "code" });

/** @param {string} tag */
function language(tag) {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag; // not a language tag
  }
}

/**
 * A word that the page has a text for, else as it stands.
 * @param {string} section
 * @param {string} word
 */
function worded(section, word) {
  return known(`${section}.${word}`) ? say(`${section}.${word}`) : word;
}

/** @param {string} status */
export function statusName(status) {
  return worded("status", status);
}

/** @param {string} status */
export function statusHelp(status) {
  return known(`status_help.${status}`) ? say(`status_help.${status}`) : "";
}

/** @param {string} key */
export function qualifierName(key) {
  return worded("qualifier", key);
}

/** @param {string} type */
export function typeLabel(type) {
  return DATA.types[type]?.label ?? type;
}

/** @param {string} id */
export function nameOf(id) {
  return ENTITIES.get(id)?.label ?? DATA.documents.find((source) => source.id === id)?.title ?? id;
}

/** @param {import("./data.js").Fact} fact */
export function relationLabel(fact) {
  return DATA.relations[fact.relation]?.label ?? fact.relation;
}

/**
 * @param {string} key
 * @param {string} value
 */
export function qualifierText(key, value) {
  if (key === "language") return language(value);
  if (key === "work" || key === "platform") return nameOf(value);
  return key === "version" || key === "stage" || key === "polarity" ? worded("value", value) : value;
}

/**
 * What tells one line from another at a glance: language, stage, polarity.
 * @param {import("./data.js").Fact} fact
 */
export function shortQualifiers(fact) {
  const shown = fact.qualifiers.filter(([key]) => ["language", "stage", "polarity"].includes(key));
  return shown.map(([key, value]) => qualifierText(key, value));
}

/** @param {number} confidence */
export function percent(confidence) {
  return say("page.percent", { number: Math.round(confidence * 100) });
}

/**
 * Lower case without accents, to compare what people type with what is printed.
 * @param {string} text
 */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’'`]/g, "");
}

/**
 * @param {string} text
 * @param {number} most
 */
export function shortened(text, most) {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join("").trimEnd()}…`;
}
