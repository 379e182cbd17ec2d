// The search box: as one types, what fits is lit on the map and listed below the box.
import { byId } from "./elements.js";
import { offerNames } from "./picker.js";
import { change, choose, listen } from "./store.js";

export function showSearch() {
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  const toMap = () => byId("map").focus({ preventScroll: true });
  const picker = offerNames(input, byId("suggestions"), {
    take: (id) => {
      choose("node", id);
      input.blur();
      toMap();
    },
    leave: () => {
      change({ query: "" });
      toMap();
    },
    type: (text) => change({ query: text }),
  });
  listen((now) => {
    if (input.value !== now.query) input.value = now.query;
    if (!now.query) picker.close();
  });
}
