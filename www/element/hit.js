// Which text stands under a point of the screen. Highlights are not elements, so the caret's position has to tell.

// A caret is also found beside a line's end; a point this far from the letters is not on them.
const NEAR_PX = 3;

/** @returns {{ node: Text, offset: number } | null} */
export function textAt(x, y, shadowRoots) {
  const caret = caretAt(x, y, shadowRoots);
  if (!caret || caret.node.nodeType !== Node.TEXT_NODE) return null;
  const range = document.createRange();
  // The caret stands between two letters; the point is over one of them.
  for (const from of [caret.offset, caret.offset - 1]) {
    if (from < 0 || from >= caret.node.length) continue;
    range.setStart(caret.node, from);
    range.setEnd(caret.node, from + 1);
    for (const box of range.getClientRects()) {
      if (x >= box.left - NEAR_PX && x <= box.right + NEAR_PX && y >= box.top - NEAR_PX && y <= box.bottom + NEAR_PX) return { node: caret.node, offset: from };
    }
  }
  return null;
}

function caretAt(x, y, shadowRoots) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y, { shadowRoots });
    return position && { node: position.offsetNode, offset: position.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
