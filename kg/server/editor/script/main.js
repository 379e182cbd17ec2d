// The query page: what is typed, asked and answered. Without these scripts it is a form, and works as one.
import { addressOf, addressed, canBeLinked, forget, keep, kept, putAddress } from "./address.js";
import { adoptAnswer, adoptFlaw } from "./adopt.js";
import { reveal, showAnswer, showNote, showNothing, showRunning } from "./answer.js";
import { AskError, ask, check, findHints } from "./asking.js";
import { openEditor } from "./editor.js";
import { announce, byId } from "./elements.js";
import { flawOf, showFlaw, showHints } from "./flaws.js";
import { PAGE } from "./page.js";

const PAUSE = 700;
const CHECKED = 20_000;

let running = new AbortController();
let checking = new AbortController();
let pause = 0;

/**
 * @param {unknown} error
 * @param {string} sparql
 */
function showError(error, sparql) {
  if (error instanceof AskError) {
    showFlaw(error.problem);
    editor.mark(flawOf(error.problem, sparql));
  } else {
    showFlaw({ code: "", message: "The server does not answer", place: "", advice: "Is kg serve still running? Start it, and run the query again." });
  }
}

/**
 * @param {string} sparql that nothing fits
 * @param {AbortSignal} signal
 */
async function explainNothing(sparql, signal) {
  const hints = await findHints(sparql, signal);
  if (signal.aborted) return;
  showHints(hints);
  if (hints[0] && editor.text() === sparql) editor.mark(flawOf(hints[0], sparql));
}

/** @param {string} [address] that the query has beside its own */
async function run(address) {
  const sparql = editor.text();
  if (!sparql.trim()) return editor.focus();
  running.abort();
  checking.abort();
  clearTimeout(pause);
  const mine = (running = new AbortController());
  keep(sparql);
  putAddress(sparql, address);
  editor.mark(null);
  byId("stop").hidden = false;
  const waiting = showRunning();
  try {
    const answer = await ask(sparql, mine.signal);
    showAnswer(answer, sparql, (error) => showError(error, sparql));
    if (answer.kind !== "verdict" && !answer.rows.length) await explainNothing(sparql, mine.signal);
  } catch (error) {
    if (mine === running) mine.signal.aborted ? showNote("Stopped.") : showError(error, sparql);
  } finally {
    clearTimeout(waiting);
    if (mine === running) byId("stop").hidden = true;
    if (mine === running) reveal();
  }
}

/** While nobody types, the query is read by the server, and what cannot be understood is marked. */
function changed() {
  checking.abort();
  clearTimeout(pause);
  pause = setTimeout(async () => {
    const sparql = editor.text();
    if (!sparql.trim() || sparql.length > CHECKED) return;
    const { signal } = (checking = new AbortController());
    const problem = await check(sparql, signal);
    if (!signal.aborted && editor.text() === sparql) editor.mark(problem && flawOf(problem, sparql));
  }, PAUSE);
}

/** @param {string} name of a ready question, or "" */
function markQuestion(name) {
  for (const link of document.querySelectorAll("[data-question]")) {
    if (link.getAttribute("data-question") === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** @param {MouseEvent} event on the list of ready questions */
function choose(event) {
  const link = event.target instanceof Element ? event.target.closest("[data-question]") : null;
  const name = link?.getAttribute("data-question") ?? "";
  const sparql = PAGE.questions[name];
  if (!sparql || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  editor.write(sparql);
  markQuestion(name);
  if (matchMedia("(max-width: 960px)").matches) byId("ready").removeAttribute("open");
  byId("query-label").scrollIntoView({ block: "nearest" });
  void run(`/query?question=${encodeURIComponent(name)}`);
}

async function copyLink() {
  const sparql = editor.text();
  const button = byId("copy");
  try {
    if (!canBeLinked(sparql)) throw new Error("too long");
    await navigator.clipboard.writeText(new URL(addressOf(sparql), location.href).href);
    button.textContent = "Copied";
  } catch {
    button.textContent = canBeLinked(sparql) ? "Could not copy" : "Too long for a link";
  }
  announce(button.textContent);
  setTimeout(() => (button.textContent = "Copy link"), 2000);
}

/** What the back and forward buttons lead to. */
function follow() {
  running.abort();
  markQuestion(new URLSearchParams(location.search).get("question") ?? "");
  const sparql = addressed();
  if (!sparql) return showNothing();
  editor.write(sparql);
  void run();
}

const { editor, ready } = openEditor(() => void run(), changed);
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});
byId("stop").addEventListener("click", () => running.abort());
byId("copy").addEventListener("click", () => void copyLink());
byId("fresh").addEventListener("click", forget);
byId("ready").addEventListener("click", choose);
addEventListener("popstate", follow);
byId("copy").hidden = false;
byId("keys").hidden = false;
if (matchMedia("(max-width: 960px)").matches) byId("ready").removeAttribute("open");

const sparql = addressed();
const answer = adoptAnswer();
if (!location.search && kept()) editor.write(kept());
if (answer) showAnswer(answer, sparql, (error) => showError(error, sparql));
void ready.then(() => {
  const flaw = adoptFlaw();
  if (flaw) editor.mark(flawOf(flaw, sparql));
  else if (sparql && !answer && !byId("answer").querySelector(".nothing")) void run();
  document.documentElement.dataset["ready"] = "true";
});
