// What is drawn over the article without being in it: the line that joins source, cue and content, and small type labels above
// names. It lies in the element's own shadow root, lets every click through and is hidden from screen readers.

import { h, svg } from "./h.js";

// Below this much room between two lines a label would lie on letters, or on the line under those above it; above a block's first
// line there is more.
const LABEL_ROOM_PX = 11;
const FIRST_LINE_ROOM_PX = 7;
const LABEL_HEIGHT_PX = 9;
// Distance of the joining line from the letters and, between lines, from the column's edge.
const LINE_DROP_PX = 2;
const GUTTER_PX = 8;
// Labels of a text this long would cost more than they tell.
const MAX_LABELS = 400;

export class Overlay {
  #root = h("div", { class: "overlay", "aria-hidden": "true" });
  #labels = h("div", null);
  #line = svg("svg", { class: "join", part: "line" });
  #article = null;
  #joined = [];
  #labelled = [];
  #observer = new ResizeObserver(() => this.#schedule());
  // What stands between the article and the element may grow or shrink.
  #around = new ResizeObserver(() => this.#moved());
  #frame = 0;
  #listen = new AbortController();

  constructor(shadowRoot) {
    this.#root.append(this.#labels, this.#line);
    // Before the panel, whose height changes with every tab and card.
    shadowRoot.prepend(this.#root);
    this.#around.observe(document.body);
    const { signal } = this.#listen;
    for (const event of ["resize", "scroll"]) addEventListener(event, () => this.#moved(), { signal, passive: true, capture: true });
    document.fonts?.addEventListener?.("loadingdone", () => this.#schedule(), { signal });
  }

  over(article) {
    this.#observer.disconnect();
    this.#article = article;
    this.#observer.observe(article);
  }

  /** @param {() => Range[][]} parts of the claim in reading order, each asked for anew when things move */
  join(parts) {
    this.#joined = parts;
    this.#drawLine();
  }

  /** @param {{ range: Range, text: string, type: string }[]} labels */
  label(labels) {
    this.#labelled = labels.slice(0, MAX_LABELS);
    this.#drawLabels();
  }

  end() {
    this.#listen.abort();
    this.#observer.disconnect();
    this.#around.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#root.remove();
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#drawLabels();
      this.#drawLine();
    });
  }

  // Article and overlay mostly move alike, when the page is scrolled too: only where they do not is anything drawn again.
  #moved() {
    if (!this.#article) return;
    const [from, to] = [this.#root.getBoundingClientRect(), this.#article.getBoundingClientRect()];
    const distance = `${Math.round(to.left - from.left)},${Math.round(to.top - from.top)},${Math.round(to.width)}`;
    if (distance !== this.#distance) this.#schedule();
    this.#distance = distance;
  }

  #distance = "";

  #drawLabels() {
    const origin = this.#root.getBoundingClientRect();
    // A headline has other lines than a paragraph, a caption others again.
    const blocks = new Map();
    const boxes = this.#labelled.map(({ range }) => {
      const around = range.startContainer.parentElement ?? this.#article;
      if (!blocks.has(around)) blocks.set(around, { room: lineRoom(around), top: blockAround(around).getBoundingClientRect().top });
      const { room, top } = blocks.get(around);
      const box = range.getClientRects()[0];
      return box && room >= (box.top - top < box.height ? FIRST_LINE_ROOM_PX : LABEL_ROOM_PX) ? box : null;
    });
    // All measuring before all writing, so that the browser lays out once.
    this.#labels.replaceChildren(
      ...this.#labelled.flatMap(({ text, type }, i) => {
        const box = boxes[i];
        if (!box?.width) return [];
        const label = h("span", { class: "label", part: "label", "data-type": type }, text);
        label.style.left = `${box.left - origin.left}px`;
        label.style.top = `${box.top - origin.top - LABEL_HEIGHT_PX}px`;
        return [label];
      }),
    );
  }

  #drawLine() {
    const boxes = this.#joined.map((ranges) => [...ranges.flatMap((range) => [...range.getClientRects()])]).filter((part) => part.length);
    if (boxes.length < 2) return this.#line.replaceChildren();
    const origin = this.#root.getBoundingClientRect();
    const edge = this.#article.getBoundingClientRect();
    const rtl = getComputedStyle(this.#article).direction === "rtl";
    const gutter = rtl ? edge.right + GUTTER_PX - origin.left : Math.max(edge.left - GUTTER_PX, 2) - origin.left;
    let path = "";
    for (let i = 0; i + 1 < boxes.length; i += 1) path += connect(boxes[i].at(-1), boxes[i + 1][0], gutter, origin, rtl);
    const first = boxes[0][0];
    const dot = svg("circle", { cx: (rtl ? first.right : first.left) - origin.left, cy: first.bottom - origin.top + LINE_DROP_PX, r: 2 });
    this.#line.replaceChildren(svg("path", { d: path }), dot);
  }
}

// On one line straight across the gap, else down the margin.
function connect(from, to, gutter, origin, rtl) {
  const [x1, x2] = rtl ? [from.left - origin.left, to.right - origin.left] : [from.right - origin.left, to.left - origin.left];
  const [y1, y2] = [from.bottom - origin.top + LINE_DROP_PX, to.bottom - origin.top + LINE_DROP_PX];
  if (Math.abs(y1 - y2) < from.height / 2) return `M${x1} ${y1}L${x2} ${y1}`;
  const start = rtl ? from.right - origin.left : from.left - origin.left;
  return `M${start} ${y1}L${gutter} ${y1}L${gutter} ${y2}L${x2} ${y2}`;
}

function blockAround(element) {
  let block = element;
  while (block.parentElement && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  return block;
}

// Free height between the letters of two lines.
function lineRoom(element) {
  const style = getComputedStyle(element);
  const size = Number.parseFloat(style.fontSize);
  const height = style.lineHeight === "normal" ? size * 1.2 : Number.parseFloat(style.lineHeight);
  return height - size * 1.15;
}
