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
  // A time inside of what somebody says is not when it was said, nor when anything beside it was.
  const eventTimes = new Set(claims.flatMap((claim) => claim.times ?? []));
  const speakerOf = (claim) => byId.get(claim.speaker) ?? null;
  return { result, claims, entities, relations, times: result.times ?? [], byId, relationsOf, disputed, eventTimes, speakerOf };
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

/** What is sure enough to be shown and counted, before a reader looks for anything in it. */
export function sureOf(index, minConfidence) {
  const filter = { minConfidence, hidden: new Set(), query: "" };
  const claims = filterClaims(index, filter);
  return { claims, entities: filterEntities(index, filter), relations: relationsAmong(index, claims, minConfidence) };
}

/** The relations with at least one of these claims. */
export function relationsAmong(index, claims, minConfidence) {
  const shown = new Set(claims.map(({ id }) => id));
  return index.relations.filter((relation) => relation.confidence >= minConfidence && relation.claims.some((id) => shown.has(id)));
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
  // Looked up rather than searched for: a long text has thousands of each.
  const about = groupBy(claims.flatMap((claim) => (claim.times ?? []).map((id) => [id, claim])));
  const said = groupBy(claims.filter(({ cue }) => cue).map((claim) => [sentenceOf(index.result, claim.cue), claim]));
  const byValue = new Map();
  for (const time of index.times) {
    const sort = time.kind === "date" || time.kind === "time" ? sortKey(time) : null;
    const around = sentenceOf(index.result, time);
    if (!sort || around?.text === time.text) continue; // a date alone on its line is the article's own, and nothing that it tells
    if (!byValue.has(sort)) byValue.set(sort, { value: time.value, sort, times: [], about: new Set(), said: new Set() });
    const entry = byValue.get(sort);
    entry.times.push(time);
    for (const claim of about.get(time.id) ?? []) entry.about.add(claim);
    const sentence = index.eventTimes.has(time.id) ? null : around;
    for (const claim of (sentence && said.get(sentence)) || []) entry.said.add(claim);
  }
  return [...byValue.values()]
    .map((entry) => ({ ...entry, about: [...entry.about], said: [...entry.said].filter((claim) => !entry.about.has(claim)) }))
    .sort((x, y) => (x.sort < y.sort ? -1 : x.sort > y.sort ? 1 : x.times[0].start - y.times[0].start));
}

function groupBy(pairs) {
  const groups = new Map();
  for (const [key, value] of pairs) groups.has(key) ? groups.get(key).push(value) : groups.set(key, [value]);
  return groups;
}

// What TIMEX3 keeps out of the value, as its modifier: "the end of 2021", "late in May". It comes after all that the year or month holds.
const END = /^(?:the )?(?:end|late|close)\b/i;

// TIMEX3 values that name a place on the calendar; "PAST_REF" and the like have none, nor has "XXXX-WXX-1".
function sortKey({ value, text }) {
  const date = /^(\d{2,4})(?:-(\d{2}|W\d{2}|Q\d|H\d|SP|SU|FA|WI))?/.exec(value ?? "");
  if (!date) return null;
  const year = date[1].padEnd(4, "0");
  const part = date[2] ?? "";
  const month = { Q: (n) => n * 3 - 2, H: (n) => n * 6 - 5, W: (n) => Math.ceil(n / 4.35) }[part[0]]?.(Number(part.slice(1)));
  const season = { SP: 3, SU: 6, FA: 9, WI: 12 }[part];
  const rest = month || season ? `${String(month || season).padStart(2, "0")}` : part;
  return `${year}-${rest}${value.slice(date[0].length)}${END.test(text) ? "~" : ""}`;
}

/** The sentence around a span, or null where it stands in none. */
export function sentenceOf(result, span) {
  const sentences = result.sentences ?? [];
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle].start <= span.start) low = middle + 1;
    else high = middle;
  }
  const sentence = sentences[low - 1];
  return sentence && span.end <= sentence.end ? sentence : null;
}
