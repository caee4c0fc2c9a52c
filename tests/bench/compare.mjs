//! What is measured and how, in Node and in a browser alike: the systems on the same texts in alternation, growth with the
//! text's length, memory after thousands of articles.

import nlp from "compromise";
import winkNLP from "wink-nlp";
import winkModel from "wink-eng-lite-web-model";

/** Milliseconds that a call takes. */
export function time(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** What each system does when asked for what it can find of names and speech: name to a function that takes a list of texts. */
export function systems(extractor) {
  const wink = winkNLP(winkModel);
  const its = wink.its;
  const each = (read) => (texts) => time(() => texts.forEach(read));
  return {
    whosaid: each((text) => extractor.extract(text)),
    compromise: each((text) => {
      const doc = nlp(text);
      return [doc.people().json(), doc.organizations().json(), doc.places().json(), doc.quotations().json()];
    }),
    "wink-nlp": each((text) => {
      const doc = wink.readDoc(text);
      return [doc.entities().out(its.detail), doc.tokens().out(its.pos)];
    }),
  };
}

/** Milliseconds by system and round; the systems take turns, so that a slower machine slows all. */
export async function alternate(competitors, texts, rounds) {
  const taken = Object.fromEntries(Object.keys(competitors).map((name) => [name, []]));
  // The first round warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(competitors)) {
      const ms = await run(texts);
      if (round >= 0) taken[name].push(ms);
    }
  }
  return taken;
}

/** The engine's own: `[text, milliseconds]` of texts of growing length, the quickest of a few times each. */
export function growth(extractor, texts) {
  return texts.map((text) => Math.min(...Array.from({ length: text.length < 300_000 ? 5 : 1 }, () => time(() => extractor.extract(text)))));
}

/** Bytes of the module's memory after five hundred articles, and after `count`. */
export function endurance(extractor, memory, articles, count) {
  let early = 0;
  for (let i = 0; i < count; i += 1) {
    if (i === 500) early = memory.buffer.byteLength;
    extractor.extract(articles[i % articles.length]);
  }
  return [early, memory.buffer.byteLength];
}
