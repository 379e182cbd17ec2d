// The terms of an answer, as the server writes them in TSV and N-Triples.

/**
 * @typedef {object} Term
 * @property {"iri" | "text" | "other"} kind other are numbers, yes and no, things without a name, and nothing
 * @property {string} value
 * @property {string} language
 * @property {string} datatype
 */

const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^<>]*)>)?$/s;
const TRIPLE = /^(\S+) (\S+) (.*) \.$/s;
const SIGNS = /** @type {Record<string, string>} */ ({ t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" });

/** @param {string} text */
function unescape(text) {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (whole, short, long, sign) => {
    if (sign !== undefined) return SIGNS[sign] ?? sign;
    const code = parseInt(short ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * @param {string} written
 * @returns {Term}
 */
export function parseTerm(written) {
  const plain = { value: written, language: "", datatype: "" };
  if (/^<[^<].*>$/s.test(written)) return { ...plain, kind: "iri", value: unescape(written.slice(1, -1)) };
  const match = LITERAL.exec(written);
  if (!match) return { ...plain, kind: "other" };
  return { kind: "text", value: unescape(match[1] ?? ""), language: match[2] ?? "", datatype: unescape(match[3] ?? "") };
}

/**
 * The three terms of a line of N-Triples.
 * @param {string} line
 * @returns {string[]}
 */
export function tripleTerms(line) {
  const match = TRIPLE.exec(line);
  return match ? match.slice(1) : [line, "", ""];
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * @param {Term} term
 * @returns {number | null} null where it is no number
 */
export function numberOf(term) {
  const numeric = term.kind === "other" || /#(?:decimal|double|float|\w*[iI]nteger|long|int|short|byte)$/.test(term.datatype);
  return numeric && NUMBER.test(term.value) ? Number(term.value) : null;
}
