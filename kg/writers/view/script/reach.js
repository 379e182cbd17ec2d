// What can be reached from a name along the lines: its neighbourhood, and the shortest way to another.
import { FACTS, LINES_AT } from "./data.js";

/**
 * @typedef {import("./data.js").Line} Line
 * @typedef {{start: string, end: string, lines: string[]}} Step all lines between the two, the surest first
 * @typedef {(line: Line) => boolean} Passes whether a line may be walked along
 */

/**
 * @param {string} id
 * @param {Passes} passes
 * @returns {Map<string, Line[]>} the lines to each neighbour
 */
function neighbours(id, passes) {
  /** @type {Map<string, Line[]>} */
  const found = new Map();
  for (const line of LINES_AT.get(id) ?? []) {
    const other = line.from === id ? line.to : line.from;
    if (other === id || !passes(line)) continue;
    const lines = found.get(other);
    if (lines) lines.push(line);
    else found.set(other, [line]);
  }
  return found;
}

/**
 * All that lies at most so many steps away, and the centre itself.
 * @param {string} centre
 * @param {number} depth
 * @param {Passes} passes
 * @returns {Set<string>}
 */
export function around(centre, depth, passes) {
  const reached = new Set([centre]);
  let edge = [centre];
  for (let step = 0; step < depth; step++) {
    const next = edge.flatMap((id) => [...neighbours(id, passes).keys()]).filter((id) => !reached.has(id));
    for (const id of next) reached.add(id);
    edge = next;
  }
  return reached;
}

/**
 * How unsure a fact is: from 0 for certain to 2 for an opinion of no confidence.
 * @param {string} id
 */
function doubt(id) {
  const fact = FACTS.get(id);
  return fact ? 1 - fact.confidence + (fact.status === "opinion" ? 1 : 0) : 2;
}

/**
 * A shortest chain of lines, walked in either direction; among equally short ones that of the surest facts.
 * @param {string} from
 * @param {string} to
 * @param {Passes} passes
 * @returns {Step[] | null} null where nothing links the two
 */
export function shortest(from, to, passes) {
  /** @type {Map<string, {doubt: number, step: Step | null}>} the best way to each name so far */
  const ways = new Map([[from, { doubt: 0, step: null }]]);
  let edge = [from];
  while (edge.length && !ways.has(to)) {
    /** @type {Map<string, {doubt: number, step: Step}>} */
    const next = new Map();
    for (const start of edge) {
      const soFar = ways.get(start)?.doubt ?? 0;
      for (const [end, found] of neighbours(start, passes)) {
        if (ways.has(end)) continue;
        const lines = found.map((line) => line.id).sort((a, b) => doubt(a) - doubt(b) || (a < b ? -1 : 1));
        const sum = soFar + doubt(lines[0] ?? "");
        const other = next.get(end);
        if (!other || sum < other.doubt) next.set(end, { doubt: sum, step: { start, end, lines } });
      }
    }
    for (const [end, way] of next) ways.set(end, way);
    edge = [...next.keys()];
  }
  if (!ways.has(to)) return null;
  const steps = [];
  for (let step = ways.get(to)?.step; step; step = ways.get(step.start)?.step) steps.unshift(step);
  return steps;
}
