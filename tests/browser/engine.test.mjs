//! The engine's module in Chromium: byte for byte the results of native code, and offsets that hold
//! for any text.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { closePage, newPage, root, serve } from "./harness.mjs";

/** Both compiled modules: the one that every browser runs, and the one with products of bytes. */
const MODULES = ["whosaid_bg.wasm", "whosaid_relaxed_bg.wasm"];

let server;
let pages;

before(async () => {
  server = await serve({
    folders: { "/": "www", "/tests/": "tests" },
    files: { "/blank": "<!doctype html><title>t</title>" },
  });
  pages = [];
  for (const module of MODULES) pages.push(await open(module));
});

async function open(module) {
  const page = await newPage();
  await page.goto(`${server.url}blank`);
  await page.evaluate(async (module) => {
    const { default: init, Extractor } = await import("/pkg/whosaid.js");
    await init({ module_or_path: `/pkg/${module}` });
    const model = await (await fetch("/model/en.safetensors")).arrayBuffer();
    window.extractor = new Extractor(new Uint8Array(model));
  }, module);
  return page;
}

after(() => Promise.all(pages.map(closePage)));

test("every article gives the same bytes as native code", async () => {
  const native = JSON.parse(readFileSync(join(root, "target/tests/native.json"), "utf8"));
  const names = readdirSync(join(root, "tests/articles")).filter((name) => name.endsWith(".txt"));
  assert.ok(names.length > 0);
  for (const name of names) {
    const text = readFileSync(join(root, "tests/articles", name), "utf8");
    for (const [index, page] of pages.entries()) {
      const result = await page.evaluate((text) => JSON.stringify(window.extractor.extract(text)), text);
      assert.equal(result, JSON.stringify(native[name]), `${name}, ${MODULES[index]}`);
    }
  }
});

test("offsets hold for generated texts with lone surrogates", async () => {
  for (const page of pages) {
    const wrong = await page.evaluate(async () => {
      const { wrongAmongGenerated } = await import("/tests/engine.mjs");
      return wrongAmongGenerated(window.extractor, 200);
    });
    assert.deepEqual(wrong, []);
  }
});
