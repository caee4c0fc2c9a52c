//! Words a second, beside what a user would pick instead, on the same texts in alternation; latency of one
//! article; growth with the text's length; memory after thousands of articles. Run by `cargo xtask bench`.

import { readFileSync } from "node:fs";
import nlp from "compromise";
import winkNLP from "wink-nlp";
import winkModel from "wink-eng-lite-web-model";
import { Extractor, initSync } from "../../www/pkg/whosaid.js";
import { median, spread, table } from "./figures.mjs";
import { articles, longText, words } from "./texts.mjs";

const ROUNDS = 7;
const wasm = readFileSync(new URL("../../www/pkg/whosaid_bg.wasm", import.meta.url));
const model = readFileSync(new URL("../../www/model/en.safetensors", import.meta.url));

const { memory } = initSync({ module: wasm });
const extractor = new Extractor(new Uint8Array(model));
const wink = winkNLP(winkModel);
const its = wink.its;

/** What each system does when asked for what it can find of names and speech. */
const systems = {
  whosaid: (text) => extractor.extract(text),
  compromise: (text) => {
    const doc = nlp(text);
    return [doc.people().json(), doc.organizations().json(), doc.places().json(), doc.quotations().json()];
  },
  "wink-nlp": (text) => {
    const doc = wink.readDoc(text);
    return [doc.entities().out(its.detail), doc.tokens().out(its.pos)];
  },
};

/** Milliseconds that a call takes. */
function time(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** Milliseconds by system and round; the systems take turns, so that a slower machine slows all. */
function alternate(texts) {
  const taken = Object.fromEntries(Object.keys(systems).map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [name, run] of Object.entries(systems)) {
      const ms = time(() => texts.forEach(run));
      if (round >= 0) taken[name].push(ms);
    }
  }
  return taken;
}

const report = { rows: [], heading: ["text", "system", "words a second, median (range)", "time, as multiples of whosaid's"] };
function compare(label, texts) {
  const total = texts.reduce((sum, text) => sum + words(text), 0);
  const taken = alternate(texts);
  for (const [name, ms] of Object.entries(taken)) {
    const ratios = ms.map((value, round) => value / taken.whosaid[round]);
    report.rows.push([label, name, spread(ms.map((value) => (total / value) * 1000), 0), spread(ratios)]);
  }
  return taken;
}

compare(`${articles.length} articles of about 3 kB`, articles);
const six = longText(600);
compare("one article of 600 words", [six]);
compare("one text of 1 MB", [longText(165_000)]);
console.log(`## Speed in Node ${process.version}\n\n${table(report.heading, report.rows)}\n`);

const growth = [1_000, 10_000, 100_000, 1_000_000].map((count) => {
  const text = longText(count);
  const ms = median(Array.from({ length: count < 50_000 ? 5 : 1 }, () => time(() => extractor.extract(text))));
  return [count.toLocaleString("en"), ms.toFixed(0), ((ms * 1000) / words(text)).toFixed(1)];
});
console.log(`## Growth\n\n${table(["words", "ms", "µs a word"], growth)}\n`);

const fresh = new Extractor(new Uint8Array(model));
for (let i = 0; i < 500; i += 1) fresh.extract(articles[i % articles.length]);
const before = memory.buffer.byteLength;
for (let i = 500; i < 10_000; i += 1) fresh.extract(articles[i % articles.length]);
const after = memory.buffer.byteLength;
console.log(`## Memory\n\nThe module's memory after 500 articles: ${(before / 1e6).toFixed(1)} MB; after 10,000: ${(after / 1e6).toFixed(1)} MB.\n`);
