// Terms as people read them: short names with a link to their page, texts as they are.
import { make } from "./elements.js";
import { PAGE } from "./page.js";
import { numberOf, parseTerm } from "./term.js";

/** @typedef {import("./term.js").Term} Term */

const SPACES = Object.entries(PAGE.prefixes).sort(([, one], [, other]) => other.length - one.length);
/** Paths that lead back to the same IRI whatever the server does with them; all others go by /resource. */
const PLAIN = /^[\p{L}\p{N}_~-][\p{L}\p{N}_.~-]*(?:\/[\p{L}\p{N}_~-][\p{L}\p{N}_.~-]*)*$/u;
/** Signs that act on the text around them; they are shown as pictures of themselves. */
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** Signs of a text that has a wide column. */
const LONG = 60;
/** A digest in an IRI, which says nothing to people: its beginning is shown. */
const DIGEST = /\b([0-9a-f]{8})[0-9a-f]{56}\b/g;

/** @param {string} text */
export function harmless(text) {
  return text.replace(ACTING, (sign) => (sign < " " ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : "\ufffd"));
}

/** @param {string} iri */
export function shortOf(iri) {
  if (iri.startsWith(PAGE.base) && iri !== PAGE.base && !iri.startsWith(PAGE.namespace)) return iri.slice(PAGE.base.length);
  const [prefix, space] = SPACES.find(([, one]) => iri.startsWith(one)) ?? ["", ""];
  const local = iri.slice(space.length);
  return space && /^[A-Za-z0-9_-]+$/.test(local) ? `${prefix}:${local}` : iri;
}

/**
 * Where an IRI leads; "" where it leads nowhere. Never anything but a page of this server or of the web.
 * @param {string} iri
 */
export function linkOf(iri) {
  const local = iri.startsWith(PAGE.namespace) ? iri.slice(PAGE.namespace.length) : "";
  if (/^\w+$/.test(local)) return `${PAGE.vocabulary}#${local}`;
  if (!iri.startsWith(PAGE.base)) return /^https?:\/\//.test(iri) ? iri : "";
  const path = iri.slice(PAGE.base.length);
  if (PAGE.root.length > 1 && PLAIN.test(path)) return PAGE.root + path.split("/").map(encodeURIComponent).join("/");
  return `/resource?${new URLSearchParams({ iri })}`;
}

/** @param {Term} term */
export function textOf(term) {
  return term.kind === "iri" ? shortOf(term.value) : term.value;
}

/**
 * @param {string} written as the server wrote it
 * @returns {HTMLElement} a cell of a table
 */
export function cellOf(written) {
  const term = parseTerm(written);
  const text = harmless(term.kind === "iri" ? textOf(term).replace(DIGEST, "$1…") : term.value);
  const link = term.kind === "iri" ? linkOf(term.value) : "";
  const wide = text.length > LONG && "long";
  if (link) return make("td", { class: wide }, make("a", { href: link, title: term.value, rel: "noreferrer", dir: "auto" }, text));
  if (numberOf(term) !== null) return make("td", { class: "number" }, text);
  const note = term.language || (term.datatype && shortOf(term.datatype));
  const small = note && make("small", { class: "quiet" }, harmless(note));
  return make("td", { class: wide }, make("bdi", {}, text), small && " ", small || false);
}
