// Names of things of the graph: within quotes as text, elsewhere as the thing itself.
import { syntaxTree } from "@codemirror/language";

/** @typedef {import("@codemirror/autocomplete").Completion} Completion */
/** @typedef {import("@codemirror/autocomplete").CompletionContext} Context */
/** @typedef {import("@codemirror/autocomplete").CompletionResult} Result */
/** @typedef {{iri: string, label: string, type: string}} Named */
/** @typedef {(text: string, near: boolean, signal: AbortSignal) => Promise<Named[]>} Finder */

const LEAST = 2;

/**
 * Says what stands at a place: text in quotes, a comment, or the query itself.
 * @param {Context} context
 * @returns {"text" | "comment" | "query"}
 */
export function surroundings(context) {
  const { name } = syntaxTree(context.state).resolveInner(context.pos, -1).type;
  if (name.startsWith("comment")) return "comment";
  return name.startsWith("string") ? "text" : "query";
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\"']/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

/**
 * @param {Context} context
 * @returns {{from: number, text: string, quoted: boolean} | null}
 */
function typedName(context) {
  if (surroundings(context) === "text") {
    const typed = context.matchBefore(/["'](?:[^"'\\\n]|\\.)*/);
    return typed && { from: typed.from + 1, text: typed.text.slice(1), quoted: true };
  }
  const typed = context.matchBefore(/(?<![?$:<\p{L}\w-])\p{L}[\p{L}\p{N}]*/u);
  // Words in capitals alone are those of the language.
  return typed && /\p{Ll}|\p{Lo}/u.test(typed.text) ? { from: typed.from, text: typed.text, quoted: false } : null;
}

/**
 * @param {Named} named
 * @param {boolean} quoted
 * @returns {Completion}
 */
function optionOf({ iri, label, type }, quoted) {
  const apply = quoted ? escaped(label) : `<${iri}>`;
  return { label, detail: type, apply, type: "name", boost: -40 };
}

/**
 * @param {Finder} find
 * @returns {(context: Context) => Promise<Result | null>}
 */
export function nameSource(find) {
  return async (context) => {
    const typed = typedName(context);
    if (!typed || typed.text.length < (typed.quoted ? LEAST : LEAST + 1)) return null;
    const ended = new AbortController();
    context.addEventListener("abort", () => ended.abort(), { onDocChange: true });
    const found = await find(typed.text, typed.quoted, ended.signal);
    if (context.aborted || !found.length) return null;
    // What the server finds it has compared already, with accents and parts of names.
    return { from: typed.from, options: found.map((named) => optionOf(named, typed.quoted)), filter: false };
  };
}
