// schema.org: the article's claims with who makes them and where they appear; on request a ClaimReview draft for each.

import { contentText, entityOf, sourceName } from "./shared.js";

const TYPES = { person: "Person", organization: "Organization", place: "Place", group: "Organization", event: "Event", work: "CreativeWork", other: "Thing" };

/**
 * @param {import("../whosaid.js").Extraction} result
 * @param {{ url?: string, title?: string, language?: string, claimReview?: boolean }} [article] `claimReview` adds drafts, which
 *   leave the verdict to the reviewer: they hold no `reviewRating`
 */
export function toJsonLd(result, { url, title, language, claimReview = false } = {}) {
  const base = url ?? "";
  const article = { "@type": "NewsArticle", "@id": `${base}#article`, ...(url && { url }), ...(title && { headline: title }), inLanguage: language ?? result.language };
  const claims = result.claims.map((claim) => claimNode(result, claim, base));
  const reviews = claimReview
    ? claims.map((claim) => ({ "@type": "ClaimReview", "@id": `${claim["@id"]}-review`, claimReviewed: claim.text, itemReviewed: { "@id": claim["@id"] } }))
    : [];
  return { "@context": "https://schema.org", "@graph": [article, ...claims, ...reviews] };
}

function claimNode(result, claim, base) {
  const author = authorNode(result, claim);
  const about = (claim.entities ?? []).map((id) => entityOf(result, id)).filter(Boolean).map((entity) => ({ "@type": TYPES[entity.type] ?? "Thing", name: entity.name }));
  const text = contentText(claim);
  return {
    "@type": "Claim",
    "@id": `${base}#${claim.id}`,
    text,
    appearance: { "@id": `${base}#article` },
    ...author,
    ...(about.length && { about }),
  };
}

// A document is no author in schema.org's sense: a claim from one is based on it.
function authorNode(result, claim) {
  const name = sourceName(result, claim);
  if (!name) return null;
  if (claim.sourceType === "document") return { isBasedOn: { "@type": "CreativeWork", name } };
  const entity = entityOf(result, claim.speaker);
  const description = entity?.descriptions?.join("; ");
  const type = { person: "Person", organization: "Organization", group: "Organization" }[entity?.type] ?? (claim.sourceType === "unnamed" ? "Person" : "Organization");
  return { author: { "@type": type, name, ...(description && { description }) } };
}
