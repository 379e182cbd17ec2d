// The card: all that the documents say of the chosen name, or of the chosen link.
import { DATA, ENTITIES, FACTS, FACTS_OF, LINES, LINES_AT } from "./data.js";
import { byId, foreign, make, swatch } from "./elements.js";
import { overview } from "./overview.js";
import { quoteBlock } from "./quotes.js";
import { addToPath } from "./route.js";
import { DEPTHS, focusOn } from "./scope.js";
import { focusNext, pathCard } from "./steps.js";
import { change, choose, current, listen } from "./store.js";
import { say, sayWith } from "./wording.js";
import { STATUSES, nameOf, percent, qualifierName, qualifierText, relationLabel, statusHelp, statusName, typeLabel } from "./words.js";

/** Qualifiers whose value says what it is the value of. */
const PLAIN = new Set(["language", "version", "stage", "polarity"]);

/** @param {string} type */
function typeMark(type) {
  const look = DATA.types[type];
  return make("span", { class: "type" }, look ? swatch(look.shape, look.family) : null, typeLabel(type));
}

/** @param {string} status */
function statusMark(status) {
  return make("span", { class: "status", "data-status": status, title: statusHelp(status) }, statusName(status));
}

/**
 * @param {import("./data.js").Fact} fact
 * @param {boolean} withWork
 */
function qualifierMarks(fact, withWork = true) {
  return fact.qualifiers.filter(([key]) => withWork || key !== "work").map(([key, value]) =>
    make("span", { class: "mark", "data-qualifier": key, title: qualifierName(key) }, PLAIN.has(key) ? null : `${qualifierName(key)} `, foreign(qualifierText(key, value))),
  );
}

/** @param {string} id */
export function nameButton(id) {
  const entity = ENTITIES.get(id);
  if (!entity) return foreign(nameOf(id));
  const look = DATA.types[entity.type];
  return make(
    "button",
    { type: "button", class: "name", "data-node": id, click: () => choose("node", id) },
    look ? swatch(look.shape, look.family) : null,
    foreign(entity.label),
  );
}

/**
 * One fact on the card of one of its ends.
 * @param {import("./data.js").Fact} fact
 * @param {string} self
 * @param {boolean} withWork whether to name the work of a role
 */
function factHead(fact, self, withWork) {
  const other = fact.subject === self ? fact.object : fact.subject;
  return make(
      "div",
      { class: "fact fact-head", "data-fact": fact.id, "data-status": fact.status },
      make("div", { class: "fact-words" }, other === undefined ? foreign(fact.value ?? "", "value") : nameButton(other),
      fact.normalised ? make("span", { class: "mark" }, foreign(fact.normalised)) : null,
      ...qualifierMarks(fact, withWork),
      fact.status === "stated" ? null : statusMark(fact.status),
      fact.against ? make("span", { class: "disputed", title: say("dispute.help") }, say("dispute.mark")) : null,
      ),
      make("button", { type: "button", class: "open", "data-open": fact.id, click: () => choose("fact", fact.id), title: say("card.evidence_help"), "aria-label": say("card.evidence", { percent: percent(fact.confidence) }) }, `${percent(fact.confidence)} ›`),
  );
}

/**
 * Facts that the same sentences carry, such as a list of the cast, with these sentences once.
 * @param {import("./data.js").Fact[]} facts
 * @param {string} self
 * @param {boolean} withWork
 */
function factItem(facts, self, withWork) {
  const [first, ...rest] = facts[0]?.quotes ?? [];
  return make(
    "li",
    {},
    ...facts.map((fact) => factHead(fact, self, withWork)),
    first ? quoteBlock(first, false) : null,
    rest.length
      ? make("details", { class: "rest" }, make("summary", {}, say("count.more_quotes", { count: rest.length })), ...rest.map((quote) => quoteBlock(quote, false)))
      : null,
  );
}

/**
 * @param {import("./data.js").Fact[]} facts
 * @returns {import("./data.js").Fact[][]}
 */
function bySentence(facts) {
  /** @type {Map<string, import("./data.js").Fact[]>} */
  const groups = new Map();
  for (const fact of facts) {
    const key = fact.quotes.map((quote) => `${quote.document}:${quote.start}:${quote.end}`).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()];
}

/**
 * Facts under the words for their relation, as seen from this end.
 * @param {import("./data.js").Fact[]} facts
 * @param {string} self
 */
function factGroups(facts, self) {
  /** @type {Map<string, import("./data.js").Fact[]>} */
  const groups = new Map();
  for (const fact of [...facts].sort(inReadingOrder)) {
    const words = DATA.relations[fact.relation];
    const heading = (fact.subject === self ? words?.label : words?.inverse) ?? fact.relation;
    groups.set(heading, [...(groups.get(heading) ?? []), fact]);
  }
  // All roles of most characters are in one work: to repeat it would only hide what differs.
  const works = new Set(facts.map((fact) => fact.qualifiers.find(([key]) => key === "work")?.[1]).filter(Boolean));
  return [...groups].map(([heading, group]) =>
    make(
      "section",
      { class: "group", "data-relation": group[0]?.relation ?? "" },
      make("h3", {}, heading, group.length > 1 ? make("span", { class: "count" }, String(group.length)) : null),
      make("ul", { class: "facts" }, ...bySentence(group.sort(bySureness)).map((same) => factItem(same, self, works.size > 1))),
    ),
  );
}

/**
 * @param {import("./data.js").Fact} a
 * @param {import("./data.js").Fact} b
 */
function bySureness(a, b) {
  return STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || b.quotes.length - a.quotes.length || b.confidence - a.confidence;
}

/**
 * @param {import("./data.js").Fact} a
 * @param {import("./data.js").Fact} b
 */
function inReadingOrder(a, b) {
  return (DATA.relations[a.relation]?.rank ?? 0) - (DATA.relations[b.relation]?.rank ?? 0);
}

/**
 * What can be done from a name: look around it, and find the path to another.
 * @param {import("./data.js").Entity} entity
 */
function nodeTools(entity) {
  const linked = LINES_AT.has(entity.id);
  const began = current().path?.from;
  return linked
    ? make(
        "p",
        { class: "node-tools" },
        make("span", { class: "depths", role: "group", "aria-label": say("focus.label") }, make("span", {}, say("focus.button")), ...DEPTHS.map((depth) => make("button", { type: "button", "data-around": String(depth), title: `${say("focus.steps", { count: depth })} (${depth})`, "aria-label": say("focus.steps", { count: depth }), click: () => focusOn(depth) }, String(depth)))),
        make("button", { type: "button", class: "tool small", id: "path-here", click: () => { addToPath(entity.id); focusNext(); } }, say(began && began !== entity.id ? "path.to_here" : "path.from_here")),
      )
    : null;
}

/** @param {import("./data.js").Entity} entity */
function nodeCard(entity) {
  const facts = FACTS_OF.get(entity.id) ?? [];
  const drawn = new Set((LINES_AT.get(entity.id) ?? []).filter((line) => !line.doubt).map((line) => line.id));
  const counts = facts.filter((fact) => drawn.has(fact.id) || fact.value !== undefined);
  const doubtful = facts.filter((fact) => !counts.includes(fact));
  return [
    make("p", { class: "kicker" }, typeMark(entity.type)),
    make("h2", { id: "card-title", dir: "auto" }, entity.label),
    entity.names.length
      ? make("p", { class: "names" }, ...sayWith("card.also", { names: make("span", {}, ...entity.names.flatMap((name, index) => [index ? ", " : "", foreign(name)])) }))
      : null,
    nodeTools(entity),
    facts.length ? null : make("p", { class: "empty" }, say("card.no_fact")),
    ...factGroups(counts, entity.id),
    doubtful.length ? make("h3", { class: "doubtful" }, say("card.doubtful")) : null,
    ...factGroups(doubtful, entity.id),
  ];
}

/**
 * What other documents say against a fact.
 * @param {import("./data.js").Fact} fact
 */
function disputes(fact) {
  if (!fact.against) return [];
  return [
    make("h3", { class: "dispute-title" }, say("dispute.title")),
    ...fact.against.map((id) => FACTS.get(id)).filter((other) => other !== undefined).map((other) =>
      make(
        "div",
        { class: "dispute", "data-fact": other.id },
        make("div", { class: "fact-words" }, make("button", { type: "button", class: "link", "data-open": other.id, click: () => choose("fact", other.id) }, other.value ?? relationLabel(other)), ...qualifierMarks(other, false), other.status === "stated" ? null : statusMark(other.status)),
        other.quotes[0] ? quoteBlock(other.quotes[0], false) : null,
      ),
    ),
  ];
}

/** @param {import("./data.js").Fact} fact */
function factCard(fact) {
  const line = LINES.get(fact.id);
  const ends = new Set([fact.subject, fact.object]);
  const others = line ? (LINES_AT.get(fact.subject) ?? []).filter((one) => one.id !== fact.id && ends.has(one.from) && ends.has(one.to)) : [];
  return [
    make("p", { class: "kicker" }, statusMark(fact.status), ` ${say("card.confidence", { percent: percent(fact.confidence) })}`),
    make(
      "h2",
      { id: "card-title", class: "sentence" },
      nameButton(fact.subject),
      make("span", { class: "relation" }, relationLabel(fact)),
      fact.object === undefined ? foreign(fact.value ?? "", "value") : nameButton(fact.object),
    ),
    fact.qualifiers.length || fact.normalised
      ? make(
          "dl",
          { class: "qualifiers" },
          ...[...fact.qualifiers, .../** @type {[string, string][]} */ (fact.normalised ? [["value", fact.normalised]] : [])].flatMap(([key, value]) => [
            make("dt", {}, qualifierName(key)),
            make("dd", { "data-qualifier": key }, ENTITIES.has(value) ? nameButton(value) : foreign(qualifierText(key, value))),
          ]),
        )
      : null,
    make("h3", {}, say("count.quotes", { count: fact.quotes.length })),
    ...fact.quotes.map((quote) => quoteBlock(quote, true)),
    ...disputes(fact),
    others.length ? make("h3", {}, say("card.between")) : null,
    others.length
      ? make(
          "ul",
          { class: "others" },
          ...others.map((one) => {
            const other = FACTS.get(one.id);
            return other ? make("li", {}, make("button", { type: "button", class: "link", "data-open": other.id, click: () => choose("fact", other.id) }, relationLabel(other)), ...qualifierMarks(other)) : null;
          }),
        )
      : null,
  ];
}

/** @param {import("./store.js").State} state */
function content(state) {
  const choice = state.choice;
  const entity = choice?.kind === "node" ? ENTITIES.get(choice.id) : undefined;
  const fact = choice?.kind === "fact" ? FACTS.get(choice.id) : undefined;
  if (entity) return nodeCard(entity);
  if (fact) return factCard(fact);
  return state.path ? pathCard(state) : null;
}

/**
 * Whether the card shows something else than before; a path depends on the filters too.
 * @param {import("./store.js").State} now
 * @param {import("./store.js").State} before
 */
function differs(now, before) {
  if (now.choice !== before.choice || now.path !== before.path) return true;
  return now.choice === null && now.path !== null && (now.filters !== before.filters || now.hiddenTypes !== before.hiddenTypes || now.hiddenStatuses !== before.hiddenStatuses || now.doubts !== before.doubts);
}

export function showCard() {
  const card = byId("card");
  byId("find-path").addEventListener("click", () => {
    change({ choice: null, query: "", path: current().path ?? { from: "", to: "" } });
    focusNext();
  });
  listen((now, before) => {
    if (!differs(now, before) && card.childElementCount) return;
    const parts = content(now);
    card.dataset["card"] = now.choice?.kind ?? (now.path ? "path" : "overview");
    card.dataset["id"] = now.choice?.id ?? "";
    const close = make("button", { type: "button", class: "close", id: "close-card", "aria-label": say("card.close"), title: say("card.close_help"), click: () => change(current().choice ? { choice: null } : { path: null }) }, "×");
    const children = parts ? [close, ...parts] : overview();
    card.replaceChildren(...children.filter((child) => child !== null));
    card.scrollTop = 0;
  });
}
