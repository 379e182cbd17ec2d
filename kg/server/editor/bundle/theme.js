// How the editor looks: in the colours of the page, which reach into it as custom properties, light and dark.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const words = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: tags.standard(tags.name), color: "var(--accent)" },
  { tag: tags.string, color: "var(--query-text)" },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: "var(--opinion)" },
  { tag: tags.atom, color: "var(--query-name)" },
  { tag: tags.meta, color: "var(--planned)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)", border: "1px solid var(--line)", borderRadius: "8px", fontSize: "14px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace", lineHeight: "1.6", minHeight: "11em", maxHeight: "46vh", borderRadius: "8px" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--query-chosen) !important" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none", paddingLeft: "4px" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--soft)", outline: "1px solid var(--line)" },
  ".cm-nonmatchingBracket": { color: "var(--negated) !important" },
  ".cm-placeholder": { color: "var(--quiet)" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "0 4px 16px rgb(0 0 0 / 0.18)", maxWidth: "min(34em, 92vw)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "15em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 10px", minHeight: "24px", lineHeight: "1.4" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--ink)", color: "var(--paper)" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--quiet)", marginLeft: "1em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionInfo": { padding: "8px 12px", fontFamily: "system-ui, sans-serif", fontSize: "13.5px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--negated)", fontFamily: "system-ui, sans-serif" },
  ".cm-diagnosticText": { whiteSpace: "pre-wrap" },
  ".cm-lintRange-error": { backgroundImage: "none", borderBottom: "2px solid var(--negated)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--negated)" },
  "@media (max-width: 760px)": {
    // A field with smaller letters makes a phone zoom in when it is touched.
    "&": { fontSize: "16px" },
    ".cm-gutters": { display: "none" },
  },
});

export const theme = [syntaxHighlighting(words), look];
