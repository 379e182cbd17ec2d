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
 * A stretch of text from a document: its direction is its own and does not turn what stands around it.
 * @param {string} text
 * @param {string} className
 */
export function foreign(text, className = "") {
  return make("bdi", className ? { class: className } : {}, text);
}

/**
 * @param {string} path SVG path data from the page's own data
 * @param {string} family
 */
export function swatch(path, family) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "-1.45 -1.45 2.9 2.9");
  svg.setAttribute("class", `swatch family-${family}`);
  svg.setAttribute("aria-hidden", "true");
  const outline = document.createElementNS(space, "path");
  outline.setAttribute("d", path);
  svg.append(outline);
  return svg;
}

/** @param {string} text */
export function announce(text) {
  byId("announce").textContent = text;
}
