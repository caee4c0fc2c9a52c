//! `createExtractor` in Node when the engine fails: each fault rejects its call alone, and the next call works.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createExtractor } from "../../www/whosaid.js";
import { withMemory } from "../engine.mjs";

const root = new URL("../../", import.meta.url);
const wasm = readFileSync(new URL("www/pkg/whosaid_bg.wasm", root));
const model = readFileSync(new URL("www/model/en.safetensors", root));

/** Enough for the model and an article, too little for a book: 64 MB. */
const PAGES = 1024;
const ARTICLE = "Ann Okoye said on Tuesday that the ferry was safe.";
const BOOK = `${ARTICLE} `.repeat(80_000);

test("out of memory is an error of its call, and the engine starts again", async () => {
  const extractor = await createExtractor({ wasm: withMemory(wasm, PAGES), model, worker: false });
  const before = await extractor.extract(ARTICLE);
  for (let round = 0; round < 2; round += 1) {
    const [failed, queued] = await Promise.allSettled([extractor.extract(BOOK), extractor.extract(ARTICLE)]);
    assert.equal(failed.reason?.code, "worker");
    assert.match(failed.reason.message, /the next call works/);
    assert.deepEqual(queued.value, before);
  }
  extractor.dispose();
});

test("a hundred calls at once are answered each with its own result", async () => {
  const warnings = [];
  process.on("warning", ({ message }) => warnings.push(message));
  const extractor = await createExtractor({ wasm, model });
  const texts = Array.from({ length: 100 }, (_, i) => `“It was number ${i},” said Ann Okoye${"!".repeat(i % 7)}`);
  const results = await Promise.all(texts.map((text) => extractor.extract(text)));
  for (const [i, { claims, length }] of results.entries()) {
    assert.equal(length, texts[i].length);
    assert.ok(claims.some(({ content }) => content.some(({ text }) => text.includes(`number ${i},`))), texts[i]);
  }
  assert.deepEqual(warnings, []);
  extractor.dispose();
});

test("no file, no code, no model: each its own code and a sentence that says what to do", async () => {
  const failure = (options) => createExtractor({ wasm, model, worker: false, ...options }).then(() => ({}), (error) => error);
  for (const [options, code, words] of [
    [{ wasm: new URL("nowhere.wasm", root) }, "load", /nowhere\.wasm.*Check that the file is published/],
    [{ model: new URL("nowhere.safetensors", root) }, "load", /nowhere\.safetensors.*Check that the file is published/],
    [{ wasm: new TextEncoder().encode("<!doctype html>") }, "load", /not the expected WebAssembly file/],
    [{ wasm: wasm.subarray(0, wasm.length >> 1) }, "load", /not the expected WebAssembly file/],
    [{ model: new TextEncoder().encode("<!doctype html>") }, "model", /no model file.*Publish the model of the same version/],
    [{ model: model.subarray(0, model.length >> 1) }, "model", /cut short.*Publish the model of the same version/],
    [{ integrity: { wasm: "sha256-AAAA" } }, "integrity", /does not match.*Publish/],
    [{ integrity: { model: "sha256-AAAA" } }, "integrity", /does not match.*Publish/],
  ]) {
    const error = await failure(options);
    assert.equal(error.code, code, `${Object.keys(options)}: ${error.message}`);
    assert.match(error.message, words);
  }
});
