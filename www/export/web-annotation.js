// W3C Web Annotations: one a claim, its passages selected by position in code points and by quotation.

import { contentText, entityOf, sourceName } from "./shared.js";

const CONTEXT = 32;

/**
 * @param {import("../whosaid.js").Extraction} result
 * @param {{ text: string, url?: string }} article the text that was extracted from, for positions and the words around
 */
export function toWebAnnotations(result, { text = "", url } = {}) {
  const points = codePoints(text);
  const source = url ?? "urn:whosaid:article";
  const targets = (claim) => claim.content.map((span) => ({ type: "SpecificResource", source, selector: [positionOf(span, points), quoteOf(span, text)] }));
  const items = result.claims.map((claim) => ({
    id: `${source}#${claim.id}`,
    type: "Annotation",
    motivation: "identifying",
    body: [
      { type: "TextualBody", purpose: "describing", format: "text/plain", language: "en", value: describe(result, claim) },
      ...[claim.act, claim.kind, claim.sourceType].filter(Boolean).map((value) => ({ type: "TextualBody", purpose: "tagging", format: "text/plain", value })),
    ],
    target: targets(claim).length === 1 ? targets(claim)[0] : targets(claim),
  }));
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `${source}#claims`,
    type: "AnnotationCollection",
    label: "Claims",
    total: items.length,
    first: { id: `${source}#claims-1`, type: "AnnotationPage", startIndex: 0, items },
  };
}

function positionOf({ start, end }, points) {
  return { type: "TextPositionSelector", start: points(start), end: points(end) };
}

function quoteOf({ start, end, text: exact }, text) {
  const isThere = text.slice(start, end) === exact;
  return { type: "TextQuoteSelector", exact, ...(isThere && { prefix: text.slice(Math.max(0, start - CONTEXT), start), suffix: text.slice(end, end + CONTEXT) }) };
}

function describe(result, claim) {
  const name = sourceName(result, claim) ?? "The article itself";
  const capacity = entityOf(result, claim.speaker)?.descriptions?.[0];
  return `${name}${capacity ? ` (${capacity})` : ""}: ${contentText(claim)}`;
}

// The model counts code points, JavaScript code units: the difference at each offset is the number of pairs before it.
function codePoints(text) {
  const pairs = [];
  for (let i = 0; i + 1 < text.length; i += 1) {
    if (text.codePointAt(i) > 0xffff) pairs.push(i++);
  }
  return (offset) => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return offset - low;
  };
}
