// What the page knows: reads the JSON islands and indexes them.

/**
 * @typedef {{label: string, family: string, shape: string}} Type
 * @typedef {{label: string, inverse: string, rank: number}} Relation
 * @typedef {{id: string, title: string, author: string, publisher: string, published: string, url: string, source: string, language: string}} Source
 * @typedef {{id: string, label: string, type: string, names: string[],
 *   weight: [number, number, number]}} Entity `weight`: PageRank, betweenness, number of its group (0: none)
 * @typedef {{document: number, start: number, end: number, prefix: string, exact: string, suffix: string,
 *   status: string, confidence: number, extractor: string}} Quote
 * @typedef {{id: string, relation: string, subject: string, object?: string, value?: string, normalised?: string,
 *   status: string, confidence: number, qualifiers: [string, string][], quotes: Quote[], against?: string[]}} Fact
 * @typedef {{id: string, label: string, kind: string, x: number, y: number, size: number, degree: number}} Spot
 * @typedef {{id: string, from: string, to: string, status: string, dashes?: number[], arrows?: string | {to: {enabled: boolean}}, doubt?: string}} Line `doubt`: why it is drawn on request alone
 * @typedef {{base: string, types: Record<string, Type>, relations: Record<string, Relation>, documents: Source[], entities: Entity[], facts: Fact[]}} PageData
 */

/**
 * @param {string} id
 * @returns {any}
 */
export function island(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null");
}

/** @type {PageData} */
export const DATA = island("page-data");
/** @type {{nodes: Spot[], edges: Line[]}} */
export const DRAWN = island("network-data");
/** @type {object} */
export const OPTIONS = island("network-options");

/** @type {Map<string, Entity>} */
export const ENTITIES = new Map(DATA.entities.map((entity) => [entity.id, entity]));
/** @type {Map<string, Fact>} */
export const FACTS = new Map(DATA.facts.map((fact) => [fact.id, fact]));
/** @type {Map<string, Spot>} */
export const SPOTS = new Map(DRAWN.nodes.map((spot) => [spot.id, spot]));
/** @type {Map<string, Line>} */
export const LINES = new Map(DRAWN.edges.map((line) => [line.id, line]));

/** The most connected first: the order in which labels get their room. */
export const BY_WEIGHT = [...DRAWN.nodes].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));

/** @type {Map<string, Fact[]>} all facts that an entity takes part in, as subject, object or qualifier */
export const FACTS_OF = new Map();
/** @type {Map<string, Line[]>} the lines at a node */
export const LINES_AT = new Map();

/**
 * @template T
 * @param {Map<string, T[]>} map
 * @param {string} key
 * @param {T} value
 */
function gather(map, key, value) {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}

for (const fact of DATA.facts) {
  gather(FACTS_OF, fact.subject, fact);
  if (fact.object !== undefined) gather(FACTS_OF, fact.object, fact);
}
for (const line of DRAWN.edges) {
  gather(LINES_AT, line.from, line);
  gather(LINES_AT, line.to, line);
}
