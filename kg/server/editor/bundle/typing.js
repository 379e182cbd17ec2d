// Typing over what is chosen.
import { EditorView } from "@codemirror/view";

/**
 * What is chosen in the page itself, which the editor may not have read yet.
 * @param {EditorView} view
 * @returns {[number, number]}
 */
function chosen(view) {
  const root = /** @type {{getSelection?: () => Selection | null}} */ (view.root);
  const { anchorNode, anchorOffset, focusNode, focusOffset } = root.getSelection?.() ?? { anchorNode: null, anchorOffset: 0, focusNode: null, focusOffset: 0 };
  const { main } = view.state.selection;
  if (!anchorNode || !focusNode || !view.contentDOM.contains(anchorNode) || !view.contentDOM.contains(focusNode)) return [main.from, main.to];
  const [one, other] = [view.posAtDOM(anchorNode, anchorOffset), view.posAtDOM(focusNode, focusOffset)];
  return [Math.min(one, other), Math.max(one, other)];
}

/**
 * Typing over a selection, done here: the browser would keep the look of what it replaces as a style in the page's
 * markup, which the policy refuses with a complaint.
 */
export const typingOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const text = event.data;
    if (event.inputType !== "insertText" || !text || view.composing || view.state.selection.ranges.length > 1) return false;
    const [from, to] = chosen(view);
    if (from === to) return false;
    const insert = () => view.state.update({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: "input.type", scrollIntoView: true });
    const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert));
    if (!handled) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
