// Saving and printing the map.
import { byId } from "./elements.js";
import { asSvg } from "./picture.js";
import { readTheme } from "./theme.js";

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

/** On paper the map stands above the list as a drawing, in the colours of daylight. */
function drawForPaper() {
  if (byId("map-part").hidden) return;
  document.documentElement.classList.add("printing");
  readTheme();
  const drawn = new DOMParser().parseFromString(asSvg().svg, "image/svg+xml").documentElement;
  byId("paper").replaceChildren(document.adoptNode(drawn));
  document.documentElement.classList.remove("printing");
  readTheme();
}

export function offerSaving() {
  addEventListener("beforeprint", drawForPaper);
  addEventListener("afterprint", () => byId("paper").replaceChildren());
  byId("save-svg").addEventListener("click", saveSvg);
  byId("save-png").addEventListener("click", () => void savePng());
}
