// What several formats say about a claim.

export const contentText = (claim) => claim.content.map(({ text }) => text).join(" … ");

export const spansOf = (claim) => [claim.source, claim.cue, ...claim.content].filter(Boolean).sort((a, b) => a.start - b.start);

export function entityOf(result, id) {
  return result.entities.find((entity) => entity.id === id) ?? null;
}

/** Who speaks, as the article names them most fully; null where the article itself asserts. */
export function sourceName(result, claim) {
  if (claim.kind === "narrative" || claim.sourceType === "author") return null;
  return entityOf(result, claim.speaker)?.name ?? claim.source?.text ?? null;
}
