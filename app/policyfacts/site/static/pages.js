/*
 * What makes the pages smoother. All that they offer works without it: links filter, forms ask.
 * docs/explorer.md says on which parts of the pages it relies.
 */

import { addCopying } from "./pages/copying.js";
import { prepareDrawings, startTips } from "./pages/drawings.js";
import { spoken } from "./pages/elements.js";
import { startExplorer } from "./pages/explorer.js";
import { Suggestions } from "./pages/suggestions.js";

/** What is new in the page gets what it can have. */
function enhance() {
  document.querySelectorAll("form.search input[type=search]").forEach((it) => new Suggestions(it));
  document.querySelectorAll(".snippet").forEach(addCopying);
  prepareDrawings();
}

document.body.append(spoken);
startTips();
startExplorer(enhance);
enhance();
