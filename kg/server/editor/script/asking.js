// Asking the server: the answer as rows of terms, or what was wrong.
import { tripleTerms } from "./term.js";

/**
 * @typedef {object} Answer
 * @property {"rows" | "triples" | "verdict"} kind
 * @property {string[]} columns
 * @property {string[][]} rows of terms as the server wrote them
 * @property {boolean} verdict
 * @property {number} milliseconds
 *
 * @typedef {{code: string, message: string, place: string, advice: string}} Problem
 */

const ACCEPTED = "text/tab-separated-values, application/n-triples, application/problem+json;q=0.1";
/** A graph that nobody has: a query about it is read, and answered at once. */
const NOWHERE = "urn:x-colophon:nothing";

/** What the server refuses, or cannot do. */
export class AskError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * @param {Record<string, string>} form
 * @param {AbortSignal} signal
 */
async function post(form, signal) {
  const response = await fetch("/sparql", { method: "POST", body: new URLSearchParams(form), headers: { Accept: ACCEPTED }, signal });
  if (!response.ok) throw new AskError(await problemOf(response));
  return response;
}

/**
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
async function problemOf(response) {
  const text = await response.text();
  try {
    const { code = "", title = text, place = "", advice = "" } = JSON.parse(text);
    return { code, message: title, place, advice };
  } catch {
    return { code: "", message: text.slice(0, 500) || `the server answered ${response.status}`, place: "", advice: "" };
  }
}

/**
 * @param {string} sparql
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
export async function ask(sparql, signal) {
  const start = performance.now();
  const response = await post({ query: sparql }, signal);
  const text = await response.text();
  const milliseconds = Math.round(performance.now() - start);
  const none = { columns: [], rows: [], verdict: false, milliseconds };
  if (/n-triples/.test(response.headers.get("Content-Type") ?? "")) {
    const rows = text.split("\n").filter(Boolean).map(tripleTerms);
    return { ...none, kind: "triples", columns: ["subject", "predicate", "object"], rows };
  }
  // A column's name begins with a question mark: these words are none.
  if (/^(?:true|false)\s*$/.test(text)) return { ...none, kind: "verdict", verdict: text.startsWith("true") };
  const [head = "", ...lines] = text.replace(/\r?\n$/, "").split("\n");
  const columns = head.split("\t").map((name) => name.replace(/^\?/, ""));
  return { ...none, kind: "rows", columns, rows: lines.map((line) => line.split("\t")) };
}

/**
 * Ask whether a query can be understood. Nothing else is told: not that the server is busy, or gone.
 * @param {string} sparql
 * @param {AbortSignal} signal
 * @returns {Promise<Problem | null>}
 */
export async function check(sparql, signal) {
  try {
    const response = await post({ query: sparql, "default-graph-uri": NOWHERE }, signal);
    await response.body?.cancel();
    return null;
  } catch (error) {
    return error instanceof AskError && error.problem.code === "bad-query" ? error.problem : null;
  }
}

/**
 * What is doubtful about the words of a query that was answered with nothing; none where the server cannot say.
 * @param {string} sparql
 * @param {AbortSignal} signal
 * @returns {Promise<Problem[]>}
 */
export async function findHints(sparql, signal) {
  try {
    const response = await fetch(`/query/hints?${new URLSearchParams({ query: sparql })}`, { signal });
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}

/**
 * @typedef {{iri: string, label: string, type: string}} Named
 * @param {string} text the beginning of a name, or a part of it
 * @param {boolean} near whether similar names will do where nothing is called so
 * @param {AbortSignal} signal
 * @returns {Promise<Named[]>} none where the server cannot say
 */
export async function findNames(text, near, signal) {
  try {
    const response = await fetch(`/query/names?${new URLSearchParams(near ? { q: text, near: "1" } : { q: text })}`, { headers: { Accept: "application/json" }, signal });
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}

/**
 * The answer in a format of files.
 * @param {string} sparql
 * @param {string} accept
 */
export async function fetchAs(sparql, accept) {
  const response = await fetch("/sparql", { method: "POST", body: new URLSearchParams({ query: sparql }), headers: { Accept: accept } });
  if (!response.ok) throw new AskError(await problemOf(response));
  return await response.blob();
}
