// A link to a claim's passage, `#:~:text=`, which browsers scroll to and mark.

// Long passages are named by their first and last words.
const WHOLE_LIMIT = 300;
const END_WORDS = 5;

/**
 * @param {import("../whosaid.js").Claim} claim
 * @param {{ text?: string }} [article] with the article's text, words before and after make the passage unmistakable
 * @returns {string} to be appended to an address without a fragment; empty where the claim has no content
 */
export function toTextFragment(claim, { text } = {}) {
  const part = claim.content[0];
  if (!part) return "";
  const body = passage(part.text);
  const isAnchored = text?.slice(part.start, part.end) === part.text;
  // Context must lie in the same block: a browser does not look across its boundary.
  const before = isAnchored ? words(text.slice(0, part.start).split(/\n\s*\n/).at(-1)).slice(-3).join(" ") : "";
  const after = isAnchored ? words(text.slice(part.end).split(/\n\s*\n/)[0]).slice(0, 3).join(" ") : "";
  return `#:~:text=${[before && `${encode(before)}-`, body, after && `-${encode(after)}`].filter(Boolean).join(",")}`;
}

function passage(text) {
  const all = words(text);
  const crossesBlocks = /\n\s*\n/.test(text);
  if ((text.length <= WHOLE_LIMIT && !crossesBlocks) || all.length < END_WORDS * 2) return encode(all.join(" "));
  return `${encode(all.slice(0, END_WORDS).join(" "))},${encode(all.slice(-END_WORDS).join(" "))}`;
}

const words = (text) => text.split(/\s+/).filter(Boolean);

// A half of a character at an edge cannot be encoded; hyphens, commas and ampersands have a meaning in the directive.
const encode = (text) => encodeURIComponent(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")).replaceAll("-", "%2D");
