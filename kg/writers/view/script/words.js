// The words of the page: numbers, names of languages, qualifiers, statuses.
import { DATA, ENTITIES } from "./data.js";

/** @type {Record<string, string>} */
export const STATUS_HELP = {
  stated: "said as a fact",
  planned: "announced, yet to come",
  opinion: "what the critic thinks",
  rumoured: "hedged: not certain",
  negated: "denied",
};

/** Statuses in the order in which they are shown. */
export const STATUSES = ["stated", "planned", "opinion", "rumoured", "negated"];

const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

/** @param {string} tag */
function language(tag) {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag; // not a language tag
  }
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
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
  return value;
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
  return `${Math.round(confidence * 100)} %`;
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
