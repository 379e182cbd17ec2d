// The editor: CodeMirror in a shadow root. There its styles are sheets that script makes, which a strict policy allows.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, bracketMatching } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { nameSource, surroundings } from "./names.js";
import { termSource } from "./terms.js";
import { theme } from "./theme.js";
import { typingOver } from "./typing.js";

/** @typedef {import("../script/editor.js").Editor} Editor */
/** @typedef {import("../script/editor.js").Wishes} Wishes */

/** @param {Wishes} wishes */
function completion(wishes) {
  const terms = termSource(wishes.terms);
  return autocompletion({
    activateOnTypingDelay: 120,
    icons: false,
    override: [(context) => (surroundings(context) === "query" ? terms(context) : null), nameSource(wishes.find)],
  });
}

/** @param {Wishes} wishes */
function extensions(wishes) {
  const run = () => {
    wishes.run();
    return true;
  };
  return [
    // Before all other keys: CodeMirror breaks the line there.
    keymap.of([{ key: "Mod-Enter", run }]),
    lineNumbers(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    StreamLanguage.define(sparql),
    bracketMatching(),
    closeBrackets(),
    completion(wishes),
    EditorView.lineWrapping,
    typingOver,
    EditorView.contentAttributes.of({ "aria-label": wishes.label, tabindex: "0", autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
    EditorView.updateListener.of((update) => update.docChanged && wishes.changed()),
    // Tab is not taken: it leads on to the next thing of the page.
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
    theme,
  ];
}

/**
 * @param {HTMLElement} host an empty element
 * @param {Wishes} wishes
 * @returns {Editor}
 */
export function mountEditor(host, wishes) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open", delegatesFocus: true });
  const view = new EditorView({ parent: root, root, doc: wishes.text, extensions: extensions(wishes) });
  return {
    text: () => view.state.doc.toString(),
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
    mark: (flaw) => {
      const length = view.state.doc.length;
      const found = flaw ? [{ from: Math.min(flaw.from, length), to: Math.min(flaw.to, length), severity: /** @type {const} */ ("error"), message: flaw.message }] : [];
      view.dispatch(setDiagnostics(view.state, found));
    },
  };
}
