// The page begins here.
import { followAddress } from "./address.js";
import { showCard } from "./card.js";
import { showCopies } from "./copies.js";
import { listenToKeys } from "./keys.js";
import { showFilters } from "./filters.js";
import { showLegend } from "./legend.js";
import { showListing } from "./listing.js";
import { drawMap, frame, pointOf, shownNodes } from "./map.js";
import { showLook } from "./look.js";
import { showScope } from "./scope.js";
import { offerSaving } from "./saving.js";
import { showSearch } from "./search.js";
import { readTheme } from "./theme.js";

readTheme();
showLegend(); // before the map, which takes the room that the legend leaves
showLook();
showFilters();
drawMap();
showCard();
showCopies();
offerSaving();
showSearch();
showScope();
showListing();
listenToKeys();
followAddress();
frame();
// What the page offers to pages that embed it, and to its tests.
/** @type {any} */ (globalThis).colophon = Object.freeze({ pointOf, isShown: (/** @type {string} */ id) => shownNodes().has(id) });
document.body.dataset["ready"] = "true";
