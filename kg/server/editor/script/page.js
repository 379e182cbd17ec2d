// What the server tells the scripts of the page.
import { byId } from "./elements.js";

/**
 * @typedef {object} PageData
 * @property {string} base the IRI that the things of the graph stand below
 * @property {string} root the path that their pages stand below; "" where they have none
 * @property {string} namespace of the vocabulary
 * @property {string} vocabulary the address of its page
 * @property {Record<string, string>} prefixes
 * @property {string} terms the address of the terms to complete
 * @property {string} bundle the address of the editor; "" where it was not bundled
 * @property {Record<string, string>} questions ready questions by name, as queries
 */

/** @type {PageData} */
export const PAGE = JSON.parse(byId("page-data").textContent ?? "{}");
