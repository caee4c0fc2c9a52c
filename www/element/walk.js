// The text nodes of an article in reading order, without the engine: for results that were made elsewhere, when nothing may
// be downloaded. Its text is only ever aligned with the result's, never extracted from, so white space stays as it is.

const SKIPPED = "audio,button,canvas,datalist,dialog,head,iframe,input,label,math,noscript,object,rp,rt,script,select,style,svg,template,textarea,title,video,who-said,[hidden],[aria-hidden=true]";

/** @returns the interface of `ArticleText` in dom.js */
export function walkText(root, { ignore } = {}) {
  const nodes = [];
  const starts = [];
  let text = "";
  const visit = (children) => {
    for (const node of children) {
      if (node.nodeType === Node.TEXT_NODE) {
        nodes.push(node);
        starts.push(text.length);
        text += node.data;
      } else if (node.nodeType === Node.ELEMENT_NODE && !skipped(node, ignore)) {
        const slotted = node.localName === "slot" ? node.assignedNodes() : [];
        visit(slotted.length ? slotted : (node.shadowRoot ?? node).childNodes);
        // A boundary that no quotation may silently run across.
        text += "\n";
      }
    }
  };
  visit((root.localName !== "who-said" && root.shadowRoot ? root.shadowRoot : root).childNodes);
  const numbers = new Map(nodes.map((node, number) => [node, number]));

  const toRanges = (start, end) => {
    const ranges = [];
    for (let i = lastAtMost(starts, start); i >= 0 && i < nodes.length && starts[i] < end; i += 1) {
      const node = nodes[i];
      const from = Math.max(start - starts[i], 0);
      const to = Math.min(end - starts[i], node.length);
      if (from >= to) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
    return ranges;
  };

  return {
    text,
    toRanges,
    toRange(start, end) {
      const ranges = toRanges(start, end);
      const last = ranges.at(-1);
      if (last) ranges[0].setEnd(last.endContainer, last.endOffset);
      return ranges[0] ?? null;
    },
    toOffset(node, offset) {
      const number = numbers.get(node);
      return number === undefined ? undefined : starts[number] + offset;
    },
    free() {},
  };
}

function skipped(element, ignore) {
  if (element.matches(SKIPPED) || (ignore && element.matches(ignore))) return true;
  return element.isConnected && getComputedStyle(element).display === "none";
}

/** The last index whose value is at most `value`, or -1. */
export function lastAtMost(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
