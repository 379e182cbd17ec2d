// What can be completed without asking anybody: terms of the vocabulary, keywords, and the variables of the query.

/** @typedef {import("@codemirror/autocomplete").Completion} Completion */
/** @typedef {import("@codemirror/autocomplete").CompletionContext} Context */
/** @typedef {import("@codemirror/autocomplete").CompletionResult} Result */
/** @typedef {{name: string, kind: "class" | "property" | "value" | "prefix", label: string, definition: string}} Term */

const KEYWORDS = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND GRAPH ORDER BY GROUP BY HAVING LIMIT OFFSET ASK CONSTRUCT DESCRIBE ASC DESC COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT CONTAINS STRSTARTS STRENDS LCASE UCASE REGEX REPLACE STR LANG DATATYPE BOUND COALESCE IF EXISTS NOT".split(" ");
const TYPES = { class: "class", property: "property", value: "constant", prefix: "namespace" };
const WORD = /[\p{L}\w-]*(?::[\p{L}\w-]*)?$/u;
/** What stands before a class. */
const OF_KIND = /(?:^|\s)(?:a|rdf:type)\s+[\w:-]*$/;

/**
 * @param {Term} term
 * @returns {Completion}
 */
function optionOf({ name, kind, label, definition }) {
  return { label: name, detail: label === name ? "" : label, info: definition, type: TYPES[kind] };
}

/** @param {Context} context */
function variables(context) {
  const typed = context.matchBefore(/[?$]\w*/);
  if (!typed) return null;
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
  found.delete(typed.text);
  return { from: typed.from, options: [...found].map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
}

/**
 * @param {Term[]} terms
 * @returns {(context: Context) => Result | null}
 */
export function termSource(terms) {
  const named = terms.map(optionOf);
  const kinds = named.filter((option) => option.type === "class").map((option) => ({ ...option, boost: 60 }));
  const others = named.filter((option) => option.type !== "class");
  const keywords = [...new Set(KEYWORDS)].map((label) => ({ label, type: "keyword", boost: -20 }));
  return (context) => {
    const found = variables(context);
    if (found) return found;
    const typed = context.matchBefore(WORD);
    if (!typed || (typed.text.length < 2 && !context.explicit)) return null;
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const options = OF_KIND.test(before) ? [...kinds, ...others] : [...named, ...keywords];
    return { from: typed.from, options, validFor: /^[\p{L}\w-]*(?::[\p{L}\w-]*)?$/u };
  };
}
