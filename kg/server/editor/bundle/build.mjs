// Makes the editor's one file, and beside it the licences of what is in it: node kg/server/editor/bundle/build.mjs
import { readFileSync, readdirSync, renameSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../../../..");
const MADE = join(HERE, "../built");

/** @param {string[]} inputs the paths of the files that went in */
function packagesOf(inputs) {
  const names = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** @param {string} name of a package */
function licenceOf(name) {
  const folder = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

const { metafile, outputFiles } = await build({
  absWorkingDir: ROOT,
  entryPoints: [join(HERE, "main.js")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  outfile: join(MADE, "editor.js"),
});
const packages = packagesOf(Object.keys(metafile.inputs));
const notice = ["The file editor.js holds these packages, each under its licence:\n", ...packages.map(licenceOf)].join(`\n${"-".repeat(80)}\n\n`);
mkdirSync(MADE, { recursive: true });
writeFileSync(join(MADE, "NOTICE"), notice);
// The new file takes the old one's place at once: a server that runs never reads half of it.
writeFileSync(join(MADE, ".editor.js"), outputFiles[0]?.contents ?? "");
renameSync(join(MADE, ".editor.js"), join(MADE, "editor.js"));
