// The words of the page in its language; the file with them says how plurals and places in braces work.
import { island } from "./data.js";

/** @type {{language: string, texts: Record<string, string | Record<string, string>>}} */
const WORDING = island("page-wording");

/** The language of the page, for numbers and for names of languages. */
export const LANGUAGE = WORDING.language;

const rules = new Intl.PluralRules(LANGUAGE);

/**
 * @param {string} key
 * @param {unknown} count
 */
function form(key, count) {
  const text = WORDING.texts[key] ?? key;
  return typeof text === "string" ? text : text[rules.select(Number(count))] ?? text["other"] ?? key;
}

/**
 * A text with its values; `count` chooses the form of a plural.
 * @param {string} key
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function say(key, values = {}) {
  return form(key, values["count"]).replace(/\{(\w+)\}/g, (place, name) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString(LANGUAGE) : value ?? place;
  });
}

/**
 * As `say`, with elements at some of the places.
 * @param {string} key
 * @param {Record<string, string | number | Node | Node[]>} values
 * @returns {(string | Node)[]}
 */
export function sayWith(key, values) {
  return form(key, values["count"])
    .split(/(\{\w+\})/)
    .flatMap((part) => {
      const value = values[/^\{(\w+)\}$/.exec(part)?.[1] ?? ""];
      return typeof value === "number" ? value.toLocaleString(LANGUAGE) : value ?? part;
    });
}

/** @param {string} key */
export function known(key) {
  return key in WORDING.texts;
}
