// Turns a result into what the panel shows: claims by speaker, entities, a timeline, disputes and the mix of sources. No DOM.

/** The order in which sources are shown, from the most to the least accountable. */
export const SOURCE_TYPES = ["named", "group", "unnamed", "document", "author"];
export const CLAIM_KINDS = ["direct", "mixed", "indirect", "narrative"];
export const ENTITY_TYPES = ["person", "organization", "place", "group", "event", "work", "other"];

export const contentText = (claim) => claim.content.map(({ text }) => text).join(" … ");

export const claimStart = ({ source, cue, content }) => Math.min(...[source, cue, ...content].filter(Boolean).map(({ start }) => start));

export function indexResult(result) {
  const claims = [...(result.claims ?? [])].sort((a, b) => claimStart(a) - claimStart(b));
  const entities = result.entities ?? [];
  const relations = result.relations ?? [];
  const byId = new Map([...claims, ...entities, ...relations, ...(result.times ?? []), ...(result.quantities ?? [])].map((item) => [item.id, item]));
  const relationsOf = new Map();
  for (const relation of relations) {
    for (const id of relation.claims) relationsOf.set(id, [...(relationsOf.get(id) ?? []), relation]);
  }
  const against = relations.filter(({ kind }) => kind !== "corroborates");
  const disputed = new Set(against.flatMap((relation) => relation.claims));
  const speakerOf = (claim) => byId.get(claim.speaker) ?? null;
  return { result, claims, entities, relations, times: result.times ?? [], byId, relationsOf, disputed, speakerOf };
}

/**
 * @param {{ minConfidence: number, hidden: Set<string>, query: string }} filter `hidden` holds kinds and entity types
 */
export function filterClaims(index, filter) {
  const query = filter.query.trim().toLocaleLowerCase();
  return index.claims.filter(
    (claim) =>
      claim.confidence >= filter.minConfidence &&
      !filter.hidden.has(claim.kind) &&
      (!query || claimWords(index, claim).toLocaleLowerCase().includes(query)),
  );
}

export function filterEntities(index, filter) {
  const query = filter.query.trim().toLocaleLowerCase();
  return index.entities.filter(
    (entity) =>
      !filter.hidden.has(entity.type) &&
      sureMentions(entity, filter).length > 0 &&
      (!query || [entity.name, ...(entity.aliases ?? []), ...(entity.descriptions ?? [])].join("\n").toLocaleLowerCase().includes(query)),
  );
}

export const sureMentions = (entity, filter) => entity.mentions.filter(({ confidence }) => confidence >= filter.minConfidence);

function claimWords(index, claim) {
  return [claim.source?.text, claim.cue?.text, contentText(claim), index.speakerOf(claim)?.name].filter(Boolean).join("\n");
}

/** Claims by who says them, in order of first appearance; what nobody is named for stands together under its own words. */
export function bySpeaker(index, claims) {
  const groups = new Map();
  for (const claim of claims) {
    const entity = index.speakerOf(claim);
    const isAuthor = claim.kind === "narrative" || claim.sourceType === "author";
    const words = claim.source?.text;
    const key = isAuthor ? "author" : (entity?.id ?? words?.toLocaleLowerCase() ?? "unknown");
    if (!groups.has(key)) groups.set(key, { key, entity: isAuthor ? null : entity, words: isAuthor ? null : words, isAuthor, claims: [] });
    groups.get(key).claims.push(claim);
  }
  // The article's own voice is background to what people say: it comes last.
  return [...groups.values()].sort((a, b) => a.isAuthor - b.isAuthor);
}

/** The number of claims by type of source, with each type's share; empty where the types are not known. */
export function sourceMix(claims) {
  const known = claims.filter(({ sourceType }) => sourceType);
  return SOURCE_TYPES.map((type) => {
    const of = known.filter((claim) => claim.sourceType === type);
    return { type, claims: of, share: known.length ? of.length / known.length : 0 };
  }).filter(({ claims: of }) => of.length);
}

/** Dated events and statements in order: each time with the claims that hold it or were made at it. */
export function timeline(index, claims) {
  const entries = index.times
    .filter(({ kind }) => kind === "date" || kind === "time")
    .map((time) => {
      const about = claims.filter((claim) => claim.times?.includes(time.id));
      const said = claims.filter((claim) => !about.includes(claim) && claim.cue && sameSentence(index.result, claim.cue, time));
      return { time, sort: sortKey(time.value), about, said };
    })
    .filter(({ sort }) => sort);
  const byValue = new Map();
  for (const entry of entries) {
    const there = byValue.get(entry.time.value);
    if (!there) byValue.set(entry.time.value, { value: entry.time.value, sort: entry.sort, times: [entry.time], about: entry.about, said: entry.said });
    else {
      there.times.push(entry.time);
      there.about = [...new Set([...there.about, ...entry.about])];
      there.said = [...new Set([...there.said, ...entry.said])];
    }
  }
  return [...byValue.values()].sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.times[0].start - b.times[0].start));
}

function sameSentence(result, a, b) {
  return (result.sentences ?? []).some((sentence) => inside(a, sentence) && inside(b, sentence));
}

const inside = (span, whole) => whole.start <= span.start && span.end <= whole.end;

// TIMEX3 values that name a place on the calendar; "PAST_REF" and the like have none, nor has "XXXX-WXX-1".
function sortKey(value) {
  const date = /^(\d{2,4})(?:-(\d{2}|W\d{2}|Q\d|H\d|SP|SU|FA|WI))?/.exec(value ?? "");
  if (!date) return null;
  const year = date[1].padEnd(4, "0");
  const part = date[2] ?? "";
  const month = { Q: (n) => n * 3 - 2, H: (n) => n * 6 - 5, W: (n) => Math.ceil(n / 4.35) }[part[0]]?.(Number(part.slice(1)));
  const season = { SP: 3, SU: 6, FA: 9, WI: 12 }[part];
  const rest = month || season ? `${String(month || season).padStart(2, "0")}` : part;
  return `${year}-${rest}${value.slice(date[0].length)}`;
}

/** The sentence around a span, for those who want it in its place. */
export function sentenceOf(result, span) {
  return (result.sentences ?? []).find((sentence) => inside(span, sentence)) ?? null;
}
