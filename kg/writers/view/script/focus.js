// What is lit: the chosen thing with all that it touches, or what the search finds.
import { ENTITIES, LINES, LINES_AT } from "./data.js";
import { visible } from "./visible.js";
import { folded } from "./words.js";

/**
 * @typedef {{nodes: Set<string>, lines: Set<string>, centre: string | null, plain?: boolean}} Lit
 *   `plain` where the rest needs no veil: there is none
 */

/** @type {Map<string, string[]>} */
const foldedNames = new Map();
for (const entity of ENTITIES.values()) foldedNames.set(entity.id, [entity.label, ...entity.names].map(folded));

/**
 * The entities with a name that holds the words, the best first.
 * @param {string} query
 * @returns {string[]}
 */
export function found(query) {
  const wanted = folded(query).trim();
  if (!wanted) return [];
  /** @type {{id: string, rank: number, weight: number}[]} */
  const hits = [];
  for (const [id, names] of foldedNames) {
    const rank = Math.min(...names.map((name, index) => rankOf(name, wanted) + (index ? 0.5 : 0)));
    if (rank < 4) hits.push({ id, rank, weight: LINES_AT.get(id)?.length ?? 0 });
  }
  return hits.sort((a, b) => a.rank - b.rank || b.weight - a.weight || (a.id < b.id ? -1 : 1)).map((hit) => hit.id);
}

/**
 * @param {string} name
 * @param {string} wanted
 */
function rankOf(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  return name.includes(wanted) ? 3 : 9;
}

/**
 * @param {import("./store.js").State} state
 * @returns {Lit | null} null where nothing is chosen and all is shown alike
 */
export function lit(state) {
  const { nodes, lines, route } = visible(state);
  if (state.query.trim()) return { nodes: new Set(found(state.query)), lines: new Set(), centre: null };
  if (!state.choice && state.path) return litPath(state.path, route);
  if (!state.choice) return null;
  if (state.choice.kind === "fact") {
    const line = LINES.get(state.choice.id);
    return line && lines.has(line.id) ? { nodes: new Set([line.from, line.to]), lines: new Set([line.id]), centre: line.id } : null;
  }
  const id = state.choice.id;
  if (state.focus?.id === id) return { nodes, lines, centre: id, plain: true };
  const touched = (LINES_AT.get(id) ?? []).filter((line) => lines.has(line.id));
  return { nodes: new Set([id, ...touched.flatMap((line) => [line.from, line.to])]), lines: new Set(touched.map((line) => line.id)), centre: id };
}

/**
 * @param {{from: string, to: string}} ends
 * @param {import("./reach.js").Step[] | null} route
 * @returns {Lit | null}
 */
function litPath({ from, to }, route) {
  const steps = route ?? [];
  const nodes = new Set([from, to, ...steps.flatMap((step) => [step.start, step.end])].filter(Boolean));
  if (!nodes.size) return null;
  return { nodes, lines: new Set(steps.map((step) => step.lines[0] ?? "")), centre: null };
}
