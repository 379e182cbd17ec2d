// Asks with Comunica what stands on standard input, and prints its answers: both are JSON.
import { text } from "node:stream/consumers";
import { QueryEngine } from "@comunica/query-sparql";

/** @type {Record<string, (engine: QueryEngine, query: string, sources: unknown[]) => Promise<unknown>>} */
const KINDS = {
  rows: async (engine, query, sources) => {
    const rows = await (await engine.queryBindings(query, { sources })).toArray();
    return rows.map((row) => Object.fromEntries([...row].map(([variable, term]) => [variable.value, term.value])));
  },
  truth: (engine, query, sources) => engine.queryBoolean(query, { sources }),
  triples: async (engine, query, sources) => {
    const triples = await (await engine.queryQuads(query, { sources })).toArray();
    return triples.map(({ subject, predicate, object }) => [subject.value, predicate.value, object.value]);
  },
};

const answers = [];
for (const { kind, query, sources } of JSON.parse(await text(process.stdin))) {
  // A new engine each time: what one found out of a source is not known to the next.
  answers.push(await KINDS[kind](new QueryEngine(), query, sources).catch((error) => ({ error: error.message })));
}
console.log(JSON.stringify(answers));
