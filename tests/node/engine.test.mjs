//! The engine's module in Node: the same results as native code, errors of the right kind, and
//! offsets that hold for any text.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { Extractor, Reading, initSync } from "../../www/pkg/whosaid.js";
import { EXTREMES, faults, wrongAmongGenerated } from "../engine.mjs";

const root = new URL("../../", import.meta.url);
const model = readFileSync(new URL("www/model/en.safetensors", root));
initSync({ module: readFileSync(new URL("www/pkg/whosaid_bg.wasm", root)) });
const extractor = new Extractor(model);

const articles = readdirSync(new URL("tests/articles/", root)).filter((name) => name.endsWith(".txt"));
const native = JSON.parse(readFileSync(new URL("target/tests/native.json", root), "utf8"));

for (const name of articles) {
  test(`the same result as native code: ${name}`, () => {
    const text = readFileSync(new URL(`tests/articles/${name}`, root), "utf8");
    const result = extractor.extract(text);
    assert.deepEqual(faults(text, result), []);
    assert.equal(JSON.stringify(result), JSON.stringify(native[name]));
  });
}

test("a result survives a structured clone and is plain", () => {
  const result = extractor.extract("Nadia Okoye said on Tuesday that 12 people had died.");
  assert.deepEqual(structuredClone(result), result);
  assert.equal(Object.getPrototypeOf(result), Object.prototype);
  assert.ok(result.entities.length > 0 && result.claims.length > 0);
});

test("offsets hold for generated texts with lone surrogates", () => {
  assert.deepEqual(wrongAmongGenerated(extractor, 500), []);
});

for (const [name, make] of Object.entries(EXTREMES)) {
  test(`offsets hold for ${name}`, () => {
    const text = make();
    assert.deepEqual(faults(text, extractor.extract(text)).slice(0, 3), []);
  });
}

test("a text beyond the limit is cut where a sentence ends, with a warning", () => {
  const [head, tail] = ["Ann Okoye said so. ", "x".repeat(9_000_000)];
  const text = `${head}${tail.slice(0, 8_388_000)}. Ole Brandt denied it. ${tail}`;
  const result = extractor.extract(text);
  assert.deepEqual(faults(text, result), []);
  assert.ok(result.warnings.some(({ code }) => code === "truncated"));
  const last = result.sentences.at(-1);
  assert.ok(last.text.endsWith("."), last.text.slice(-80));
  assert.equal(last.end, text.indexOf(" denied it. ") + " denied it.".length);
});

test("a span keeps the lone surrogates of the caller's own string", () => {
  const text = "Nadia Okoye said \ud800 the ferry was safe.\n\n“We \udc00 knew,” Ole Brandt said.";
  const { sentences } = extractor.extract(text);
  assert.ok(sentences.some((span) => span.text.includes("\ud800")));
  assert.ok(sentences.some((span) => span.text.includes("\udc00")));
});

test("in turns it finds the same, in as many more turns as the text is longer", () => {
  const article = readFileSync(new URL(`tests/articles/${articles[0]}`, root), "utf8");
  const turns = (text) => {
    const job = extractor.begin(text);
    for (let count = 1; ; count += 1) {
      const result = job.step();
      if (!result) continue;
      job.free();
      assert.equal(JSON.stringify(result), JSON.stringify(extractor.extract(text)));
      return count;
    }
  };
  const [short, long, longer] = [1, 10, 20].map((times) => turns(`${article}\n\n`.repeat(times)));
  assert.ok(long > short * 2, `${short} turns, then ${long}`);
  assert.ok(longer > long * 1.6 && longer < long * 2.4, `${long} turns, then ${longer}`);
});

test("the model is read in turns, too", () => {
  const reading = new Reading(model);
  let turns = 1;
  let read;
  while (!(read = reading.step())) turns += 1;
  assert.ok(turns > 5, `${turns} turns`);
  assert.deepEqual(read.extract("Nadia Okoye said no."), extractor.extract("Nadia Okoye said no."));
  reading.free();
  read.free();
});

test("a job that is given up leaves the extractor free, and two at a time are refused", () => {
  const text = "Nadia Okoye said on Tuesday that 12 people had died.";
  const job = extractor.begin(text);
  assert.equal(job.step(), undefined);
  assert.throws(() => extractor.extract(text), /another job/);
  job.free();
  assert.ok(extractor.extract(text).claims.length > 0);
  const done = extractor.begin("");
  while (!done.step());
  assert.equal(done.step(), undefined, "and after the last turn there is nothing more");
  assert.throws(() => extractor.begin(undefined).step(), TypeError);
});

test("a text without words gives an empty result", () => {
  for (const text of ["", " \n\t ", "\u0000", "\ud800"]) {
    const { claims, entities, length } = extractor.extract(text);
    assert.deepEqual([claims, entities, length], [[], [], text.length]);
  }
});

test("no model, half a model and a text that is none are errors that say so", () => {
  for (const bytes of [new Uint8Array(), new Uint8Array(100), model.subarray(0, model.length >> 1)]) {
    assert.throws(() => new Extractor(bytes), (error) => error instanceof Error && /^[a-z].+/.test(error.message));
  }
  assert.throws(() => extractor.extract(undefined), TypeError);
  // None of them harms what was there before.
  assert.ok(extractor.extract("Nadia Okoye said so.").entities.length > 0);
});
