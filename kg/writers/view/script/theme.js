// The colours of the drawing: read from the style sheet, which knows about light and dark.

/** @typedef {{paper: string, ink: string, faint: string, accent: string, outline: string, font: string, lines: Record<string, string>}} Theme */

/** Names that belong together, where the colour says so. */
export const GROUPS = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `group-${number}`);

/** @type {Theme} */
export const theme = { paper: "", ink: "", faint: "", accent: "", outline: "", font: "", lines: {} };
/** @type {Record<string, string>} */
const fills = {};

export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const value = (name) => style.getPropertyValue(name).trim();
  theme.paper = value("--map");
  theme.ink = value("--ink");
  theme.faint = value("--quiet");
  theme.accent = value("--accent");
  theme.outline = value("--outline");
  theme.font = getComputedStyle(document.body).fontFamily;
  theme.lines = { stated: value("--line") };
  for (const status of ["planned", "opinion", "rumoured", "negated"]) theme.lines[status] = value(`--${status}`);
  for (const family of ["person", "character", "screen", "print", "track", "studio", "company", "other", ...GROUPS])
    fills[family] = value(`--${family}`);
}

/** @param {string} family */
export function fill(family) {
  return fills[family] ?? fills["other"] ?? "#888";
}

/** @param {() => void} redraw */
export function followTheme(redraw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readTheme();
    redraw();
  });
}

/** @returns {boolean} */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
