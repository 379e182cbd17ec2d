// The focus: a name with all that lies up to three steps around it, and the note on the map that says so.
import { byId, foreign, make } from "./elements.js";
import { change, current, listen } from "./store.js";
import { say } from "./wording.js";
import { nameOf } from "./words.js";

export const DEPTHS = [1, 2, 3];

/**
 * Show what lies so many steps around the chosen name, else around the one in focus.
 * @param {number} depth
 */
export function focusOn(depth) {
  const { choice, focus } = current();
  const id = choice?.kind === "node" ? choice.id : focus?.id;
  if (id !== undefined) change({ focus: { id, depth }, query: "" });
}

export function leaveFocus() {
  change({ focus: null });
}

/** @param {{id: string, depth: number}} focus */
function note({ id, depth }) {
  return [
    make("span", {}, say("focus.around"), " ", foreign(nameOf(id), "focus-name")),
    make(
      "span",
      { class: "depths" },
      ...DEPTHS.map((one) => make("button", { type: "button", "data-depth": String(one), "aria-pressed": String(one === depth), title: say("focus.steps", { count: one }), "aria-label": say("focus.steps", { count: one }), click: () => change({ focus: { id, depth: one } }) }, String(one))),
    ),
    make("button", { type: "button", id: "leave-focus", "aria-label": say("focus.leave"), title: `${say("focus.leave")} (Esc)`, click: leaveFocus }, "×"),
  ];
}

export function showScope() {
  listen((now, before) => {
    const place = byId("focus-note");
    place.hidden = now.focus === null;
    if (now.focus === before.focus) return;
    const depth = document.activeElement instanceof HTMLElement && place.contains(document.activeElement) ? document.activeElement.dataset["depth"] : undefined;
    place.replaceChildren(...(now.focus ? note(now.focus) : []));
    if (depth) /** @type {HTMLElement | null} */ (place.querySelector(`[data-depth="${depth}"]`))?.focus();
  });
}
