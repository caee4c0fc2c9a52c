// Shows the text as an article. Blocks that did not change keep their nodes, so that following a typing hand costs little.

import { toBlocks } from "./blocks.js";

const TAGS = { headline: "h2", byline: "p", subhead: "h3", paragraph: "p" };

export class StoryView {
  #article;
  #shown = [];

  constructor(article) {
    this.#article = article;
  }

  get headline() {
    const first = this.#shown.find(({ kind }) => kind === "headline");
    return first ? first.node.textContent : null;
  }

  /** @returns {boolean} whether anything is different now */
  show(text) {
    const wanted = toBlocks(text).map(({ kind, lines }) => ({ kind, lines, key: `${kind}\n${lines.join("\n")}` }));
    const old = this.#shown;
    const least = Math.min(old.length, wanted.length);
    let head = 0;
    while (head < least && old[head].key === wanted[head].key) head += 1;
    let tail = 0;
    while (tail < least - head && old.at(-1 - tail).key === wanted.at(-1 - tail).key) tail += 1;
    const made = wanted.slice(head, wanted.length - tail).map((block) => ({ ...block, node: build(block) }));
    for (const { node } of old.slice(head, old.length - tail)) node.remove();
    const after = tail ? old[old.length - tail].node : null;
    const fragment = document.createDocumentFragment();
    fragment.append(...made.map(({ node }) => node));
    this.#article.insertBefore(fragment, after);
    this.#shown = [...old.slice(0, head), ...made, ...old.slice(old.length - tail)];
    return made.length > 0 || old.length !== wanted.length;
  }
}

function build({ kind, lines }) {
  const node = document.createElement(TAGS[kind]);
  node.className = kind;
  node.append(...lines.flatMap((line, i) => (i ? [document.createElement("br"), line] : [line])));
  return node;
}
