//! What must hold for any text, in Node and in Chromium alike: texts that try to break the engine,
//! and what is wrong with a result.

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FRAGMENTS = [
  "The minister said", "“", "”", '"', "'", "’", " ", "\n", "\n\n", "\r\n", "\t", ".", ",", "…", "—", "Mr. Ole Brandt",
  "according to Nadia Okoye, 43,", "denied reports that", "on Tuesday", "$3.5 million", "12 per cent", "U.S.", "(WHO)",
  "\u0000", "\ufeff", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2066", "\u0301", "\ud800", "\udfff", "\ud83d", "😀", "👩‍👩‍👧",
  "é", "e\u0301", "ﬁ", "ß", "İ", "中文", "العربية", "हिन्दी", "<b>", "&amp;", "javascript:alert(1)", "\ufffd", "\uffff",
  "𝔘", "1", "2024-05-01", "@name", "#tag", "https://example.org/a?b=c", "((((", "))))", "|", "= =", "\u2028", "\u00a0",
];

/** A text of fragments thrown together, with lone surrogates among them. */
export function generatedText(seed) {
  const next = random(seed);
  const length = 1 + Math.floor(next() * 120);
  let text = "";
  for (let i = 0; i < length; i += 1) {
    text += FRAGMENTS[Math.floor(next() * FRAGMENTS.length)];
    if (next() < 0.6) text += " ";
  }
  return text;
}

/** Texts of a size or an evenness that no writer gives them; each would take hours if any step looked further than its share. */
export const EXTREMES = {
  "a megabyte without a space": () => "a".repeat(1 << 20),
  "100,000 quotation marks": () => `${"“".repeat(25_000)}word${"”".repeat(25_000)}\n\n${'"'.repeat(50_000)}`,
  "10,000 nested parentheses": () => `${"(".repeat(10_000)}word${")".repeat(10_000)}`,
  "50,000 names of one family": () => Array.from({ length: 25_000 }, (_, i) => `Given${i} Smith met Smith. `).join(""),
  "a letter under 100,000 accents": () => `e${"\u0301".repeat(100_000)} said so.`,
  "nested marks of direction": () => `${"\u202e\u2066".repeat(20_000)}Ann Okoye said so.${"\u2069\u202c".repeat(20_000)}`,
  "20,000 NULs between words": () => "said\u0000".repeat(20_000),
  "60,000 lone surrogates": () => `${"\ud800".repeat(50_000)} Ann Okoye said so. ${"\udfff ".repeat(10_000)}`,
  "10,000 paragraphs of one word": () => "Yes\n\n".repeat(10_000),
  "one sentence of 10,000 clauses": () => "he said that ".repeat(10_000),
};

/**
 * The same module with so many pages of 64 kB of memory and no more: what needs more fails as where a device has no more.
 * @param {Uint8Array} wasm
 */
export function withMemory(wasm, pages) {
  const number = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);
  const read = (at) => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = wasm[at++];
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return [value, at];
    }
  };
  const MEMORIES = 5;
  for (let at = 8; at < wasm.length; ) {
    const [size, start] = read(at + 1);
    if (wasm[at] === MEMORIES) {
      const [least] = read(start + 2);
      const limited = [1, 1, ...number(least), ...number(pages)];
      return Uint8Array.from([...wasm.subarray(0, at), MEMORIES, ...number(limited.length), ...limited, ...wasm.subarray(start + size)]);
    }
    at = start + size;
  }
  throw new Error("the module has no memory of its own");
}

/** What is wrong with a result: spans that do not slice what they claim, lists out of order, ids without an owner. */
export function faults(text, result) {
  const found = [];
  const spans = (value, path) => {
    if (Array.isArray(value)) value.forEach((member, index) => spans(member, `${path}[${index}]`));
    else if (value && typeof value === "object") {
      if ("start" in value && text.slice(value.start, value.end) !== value.text) found.push(`${path} is not what it slices`);
      if ("start" in value && !(value.start < value.end)) found.push(`${path} is empty`);
      for (const [key, member] of Object.entries(value)) spans(member, `${path}.${key}`);
    } else if (typeof value === "number" && !Number.isFinite(value)) found.push(`${path} is not finite`);
  };
  spans(result, "result");
  if (result.length !== text.length) found.push("length is not the text's");

  const sorted = (list, start, path) => {
    if (list.some((member, index) => index > 0 && start(member) < start(list[index - 1]))) found.push(`${path} is not sorted`);
  };
  sorted(result.sentences, (span) => span.start, "sentences");
  sorted(result.times, (span) => span.start, "times");
  sorted(result.quantities, (span) => span.start, "quantities");
  for (const entity of result.entities) sorted(entity.mentions, (span) => span.start, entity.id);

  const ids = (list) => new Set(list.map(({ id }) => id));
  const [entities, claims, times, quantities] = [result.entities, result.claims, result.times, result.quantities].map(ids);
  const owned = (id, owners, path) => id !== null && !owners.has(id) && found.push(`${path} names ${id}, which is not there`);
  for (const claim of result.claims) {
    owned(claim.speaker, entities, `${claim.id}.speaker`);
    for (const id of claim.entities) owned(id, entities, `${claim.id}.entities`);
    for (const id of claim.times) owned(id, times, `${claim.id}.times`);
    for (const id of claim.quantities) owned(id, quantities, `${claim.id}.quantities`);
  }
  for (const relation of result.relations) for (const id of relation.claims) owned(id, claims, relation.id);
  return found;
}

/** The texts, of `count` generated ones, whose result is wrong, and how; each named by its seed. */
export function wrongAmongGenerated(extractor, count) {
  const wrong = [];
  for (let seed = 1; seed <= count; seed += 1) {
    const text = generatedText(seed);
    const found = faults(text, extractor.extract(text));
    if (found.length) wrong.push(`seed ${seed}: ${found.slice(0, 3).join("; ")}`);
  }
  return wrong;
}
