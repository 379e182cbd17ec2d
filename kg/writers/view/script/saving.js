// Saving and printing the map.
import { byId } from "./elements.js";
import { asSvg } from "./picture.js";

const SHARPNESS = 2;

/**
 * Hand a file to whoever reads the page.
 * @param {string} name
 * @param {Blob} blob
 */
export function saveFile(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The page's title as the name of a file. */
export function fileName() {
  return document.title.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60).toLowerCase() || "graph";
}

function saveSvg() {
  saveFile(`${fileName()}.svg`, new Blob([asSvg().svg], { type: "image/svg+xml" }));
}

async function savePng() {
  const { svg, width, height } = asSvg();
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * SHARPNESS);
  canvas.height = Math.round(height * SHARPNESS);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (blob) saveFile(`${fileName()}.png`, blob);
}

export function offerSaving() {
  byId("save-svg").addEventListener("click", saveSvg);
  byId("save-png").addEventListener("click", () => void savePng());
}
