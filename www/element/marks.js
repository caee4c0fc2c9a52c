// Paints with <mark> elements, where the Custom Highlight API is missing or where the host asks for it. The original text nodes
// are set aside and put back unchanged, so that a framework that holds on to them finds them again.

import { markRules } from "./highlight-rules.js";
import { SharedSheet } from "./shared-sheet.js";

const sheet = new SharedSheet(markRules);

export class MarkPainter {
  #groups = new Map();
  #replaced = [];
  #rules = sheet.use();

  /** @param {Map<string, Range[]>} groups */
  paint(groups) {
    for (const [name, ranges] of groups) {
      // Ranges live on nodes that marks replace, so plain positions in the original nodes are kept.
      this.#groups.set(name, ranges.map(({ startContainer, startOffset, endOffset }) => this.#original(startContainer, startOffset, endOffset)));
    }
    this.#restore();
    const byNode = new Map();
    for (const [name, places] of this.#groups) {
      for (const { node, start, end } of places) byNode.set(node, [...(byNode.get(node) ?? []), { name, start, end }]);
    }
    for (const [node, places] of byNode) this.#mark(node, places);
  }

  /** Takes everything back, the style sheets too. */
  clear() {
    this.#groups.clear();
    this.#restore();
    this.#rules.end();
  }

  /** The range over what is shown now, for measuring, of a range in the original nodes. */
  visible(range) {
    const entry = this.#replaced.find(({ original }) => original === range.startContainer);
    if (!entry) return range;
    const covered = entry.pieces.filter(({ start, end }) => start < range.endOffset && end > range.startOffset);
    const [first, last] = [covered[0], covered.at(-1)];
    const visible = document.createRange();
    visible.setStart(first.text, Math.max(range.startOffset - first.start, 0));
    visible.setEnd(last.text, Math.min(range.endOffset, last.end) - last.start);
    return visible;
  }

  /** The original node and offset of a place in a piece that is shown. */
  origin(node, offset) {
    const { node: original, start } = this.#original(node, offset, offset);
    return { node: original, offset: start };
  }

  #original(node, start, end) {
    for (const { original, pieces } of this.#replaced) {
      const piece = pieces.find(({ text }) => text === node);
      if (piece) return { node: original, start: start + piece.start, end: end + piece.start };
    }
    return { node, start, end };
  }

  #mark(original, places) {
    if (!original.parentNode) return;
    this.#rules.in(original);
    const cuts = [...new Set([0, original.length, ...places.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      const names = places.filter((place) => place.start < end && place.end > start).map(({ name }) => name);
      const text = document.createTextNode(original.data.slice(start, end));
      let shown = text;
      if (names.length) {
        shown = document.createElement("mark");
        shown.dataset.whoSaid = [...new Set(names)].join(" ");
        shown.append(text);
      }
      pieces.push({ start, end, text, shown });
    }
    original.replaceWith(...pieces.map(({ shown }) => shown));
    this.#replaced.push({ original, pieces });
  }

  #restore() {
    for (const { original, pieces } of this.#replaced) {
      const first = pieces.find(({ shown }) => shown.parentNode);
      first?.shown.before(original);
      for (const { shown } of pieces) shown.remove();
    }
    this.#replaced = [];
  }
}
