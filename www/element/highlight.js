// Paints with the CSS Custom Highlight API: nothing of the host's DOM changes. Elements on one page share the names, so each
// adds and removes only its own ranges.

import { highlightRules } from "./highlight-rules.js";
import { SharedSheet } from "./shared-sheet.js";

export const canHighlight = () => Boolean(globalThis.CSS?.highlights && globalThis.Highlight);

// What is painted later wins: a cue lies in a claim's sentence, and what a reader points at lies over everything.
const PRIORITY = { narrative: 2, indirect: 3, mixed: 3, direct: 3, disputed: 4, source: 5, cue: 6, "active-content": 10, "active-source": 11, "active-cue": 12 };
const ENTITY_PRIORITY = 1;

const PREFIX = "who-said-";

const sheet = new SharedSheet(highlightRules);

export class HighlightPainter {
  #own = new Map();
  #rules = sheet.use();

  /** @param {Map<string, Range[]>} groups replaces what this painter painted under these names */
  paint(groups) {
    for (const [name, ranges] of groups) {
      const shared = sharedHighlight(name);
      for (const range of this.#own.get(name) ?? []) shared.delete(range);
      for (const range of ranges) {
        shared.add(range);
        this.#rules.in(range.startContainer);
      }
      this.#own.set(name, ranges);
      // An empty highlight of ours is taken out, so that the page's registry is as we found it.
      if (shared.size) CSS.highlights.set(PREFIX + name, shared);
      else if (CSS.highlights.get(PREFIX + name) === shared) CSS.highlights.delete(PREFIX + name);
    }
  }

  /** Takes everything back, the style sheets too. */
  clear() {
    this.paint(new Map([...this.#own.keys()].map((name) => [name, []])));
    this.#own.clear();
    this.#rules.end();
  }
}

function sharedHighlight(name) {
  const there = CSS.highlights.get(PREFIX + name);
  if (there) return there;
  const highlight = new Highlight();
  highlight.priority = PRIORITY[name] ?? ENTITY_PRIORITY;
  return highlight;
}
