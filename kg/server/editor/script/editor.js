// Where the query is written: the editor where it was bundled and can be loaded, else the plain text area.
import { findNames } from "./asking.js";
import { byId } from "./elements.js";
import { PAGE } from "./page.js";

/**
 * @typedef {{from: number, to: number, message: string}} Flaw a place in the text, in UTF-16 units
 *
 * @typedef {object} Editor
 * @property {() => string} text
 * @property {(text: string) => void} write
 * @property {(flaw: Flaw | null) => void} mark shows what is wrong at its place; null takes the mark away
 * @property {() => void} focus
 *
 * @typedef {object} Wishes what the page wants of an editor
 * @property {string} text to begin with
 * @property {string} label
 * @property {import("../bundle/terms.js").Term[]} terms
 * @property {(text: string, near: boolean, signal: AbortSignal) => Promise<import("./asking.js").Named[]>} find names of things
 * @property {() => void} run
 * @property {() => void} changed called after each change
 */

/**
 * @param {() => void} run
 * @returns {Editor}
 */
function plainEditor(run) {
  const area = /** @type {HTMLTextAreaElement} */ (byId("query"));
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  return {
    text: () => area.value,
    write: (text) => void (area.value = text),
    focus: () => area.focus(),
    mark: (flaw) => {
      area.setAttribute("aria-invalid", String(flaw !== null));
      if (flaw) area.setSelectionRange(flaw.from, flaw.to);
    },
  };
}

/**
 * @param {Editor} plain
 * @param {() => void} run
 * @param {() => void} changed
 * @returns {Promise<Editor>} the plain one where the other cannot be had
 */
async function bundledEditor(plain, run, changed) {
  if (!PAGE.bundle) return plain;
  try {
    const [{ mountEditor }, terms] = await Promise.all([import(PAGE.bundle), fetch(PAGE.terms).then((answer) => answer.json())]);
    const area = byId("query");
    const host = byId("editor");
    const label = byId("query-label").textContent ?? "";
    const editor = mountEditor(host, { text: plain.text(), label, terms, find: findNames, run, changed });
    const focused = document.activeElement === area;
    host.hidden = false;
    area.hidden = true;
    byId("query-label").addEventListener("click", () => editor.focus());
    for (const hint of document.querySelectorAll(".with-editor")) hint.removeAttribute("hidden");
    if (focused) editor.focus();
    return editor;
  } catch (error) {
    console.warn("The editor could not be loaded; the plain text area stays.", error);
    return plain;
  }
}

/**
 * An editor at once, plain first; the better one takes its place when it is there.
 * @param {() => void} run
 * @param {() => void} changed called by the better one alone: in a text area a mark moves what is chosen
 * @returns {{editor: Editor, ready: Promise<void>}}
 */
export function openEditor(run, changed) {
  let now = plainEditor(run);
  const ready = bundledEditor(now, run, changed).then((editor) => void (now = editor));
  const editor = { text: () => now.text(), write: (/** @type {string} */ text) => now.write(text), focus: () => now.focus(), mark: (/** @type {Flaw | null} */ flaw) => now.mark(flaw) };
  return { editor, ready };
}
