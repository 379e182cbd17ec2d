// Names that fit what is typed into the search box. Without this script the box sends its form.

const WAIT = 120; // milliseconds after the last key
const LEAST = 2; // letters from which names are looked up

/** @typedef {{label: string, alias: string, kind: string, href: string}} Suggestion */

/** @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children */
function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {HTMLInputElement} box */
function suggest(box) {
  const list = make("ul", { id: "suggestions", role: "listbox", "aria-label": "Names", hidden: "" });
  box.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": "false" })) box.setAttribute(name, value);
  /** @type {AbortController | undefined} */
  let running;
  let timer = 0;
  let chosen = -1;

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  /** @param {number} number */
  const choose = (number) => {
    const all = options();
    chosen = all.length ? (number + all.length) % all.length : -1;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    const option = all[chosen];
    if (!option) return;
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  /** @param {Suggestion[]} found */
  const show = (found) => {
    list.replaceChildren(
      ...found.map((one, index) => {
        const name = make("span", { class: "option-name", dir: "auto" }, one.label);
        if (one.alias) name.append(make("span", { class: "alias" }, one.alias));
        const option = make("li", { id: `suggestion-${index}`, role: "option", "aria-selected": "false", "data-href": one.href }, name, make("span", { class: "option-type" }, one.kind));
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); location.assign(one.href); });
        return option;
      }),
    );
    chosen = -1;
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
  };

  const look = async () => {
    running?.abort();
    const text = box.value.trim();
    if (text.length < LEAST) { close(); return; }
    running = new AbortController();
    try {
      const parts = new URLSearchParams({ q: text, format: "json" });
      const answer = await fetch(`/search?${parts}`, { signal: running.signal });
      if (answer.ok && document.activeElement === box) show(await answer.json());
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) close();
    }
  };

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, WAIT); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      choose(chosen < 0 ? (event.key === "ArrowDown" ? 0 : -1) : chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      const address = options()[chosen]?.dataset["href"];
      if (address) { event.preventDefault(); location.assign(address); }
    }
  });
}

// A mark that crosses another is broken in two; both light up.
function light() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const note = target instanceof HTMLElement ? target.dataset["note"] : undefined;
  for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
  if (note) for (const mark of document.querySelectorAll(`mark[data-note="${note}"]`)) mark.classList.add("lit");
}

const box = document.getElementById("q");
if (box instanceof HTMLInputElement) suggest(box);
if (document.querySelector(".text")) {
  addEventListener("hashchange", light);
  light();
}
