// Building the page's elements: text only ever becomes text, never markup.

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element "${id}"`);
  return found;
}

/**
 * @typedef {Node | string | null | false} Child
 * @param {string} tag
 * @param {Record<string, string | boolean | ((event: Event) => void)>} attributes a function listens to the event of its name
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

/**
 * Say something to those who hear the page.
 * @param {string} text
 */
export function announce(text) {
  byId("told").textContent = text;
}

/**
 * A number with its word: "1 row", "1,204 rows".
 * @param {number} count
 * @param {string} word
 */
export function counted(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}
