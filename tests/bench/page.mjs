//! From navigation to the first result in Chromium, cold and cached, beside the bare instantiation of the module
//! and the extraction itself; and what a reader downloads. Run by `cargo xtask bench`.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { closePage, newPage, root, serve } from "../browser/harness.mjs";
import { spread, table } from "./figures.mjs";
import { longText } from "./texts.mjs";

const ROUNDS = 7;

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;

test("bytes", () => {
  const files = readdirSync(join(root, "www"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/samples"))
    .map((entry) => join(entry.parentPath, entry.name));
  const parts = {
    "engine (wasm)": files.filter((file) => file.endsWith(".wasm")),
    "model": files.filter((file) => file.endsWith(".safetensors")),
    "element and engine's glue (js)": files.filter((file) => /\.js$/.test(file) && !/\/page\/|sw\.js$/.test(file)),
    "page (html, css, js)": files.filter((file) => /\.(html|css)$|\/page\/.*\.js$|sw\.js$/.test(file)),
  };
  const rows = Object.entries(parts).map(([part, list]) => {
    const bytes = list.map((file) => readFileSync(file));
    return [part, bytes.reduce((sum, b) => sum + b.length, 0), bytes.reduce((sum, b) => sum + brotli(b), 0)];
  });
  rows.push(["all", rows.reduce((sum, row) => sum + row[1], 0), rows.reduce((sum, row) => sum + row[2], 0)]);
  console.log(`## Download\n\n${table(["part", "bytes", "after brotli"], rows)}\n`);
});

test("first result", async () => {
  const server = await serve({
    headers: { "Cache-Control": "max-age=600" },
    folders: { "/": "www" },
    files: { "/blank": "<!doctype html><title>t</title>" },
  });
  const text = longText(600);
  /** In the page: all from import to result, the bare instantiation, and one more extraction, in milliseconds. */
  const measure = async (text) => {
    const start = performance.now();
    const { createExtractor } = await import("/whosaid.js");
    const extractor = await createExtractor({ worker: false });
    await extractor.extract(text);
    const result = performance.now();
    await extractor.extract(text);
    const warm = performance.now();
    const bytes = await (await fetch("/pkg/whosaid_bg.wasm")).arrayBuffer();
    const bare = performance.now();
    await WebAssembly.compile(bytes);
    return { all: result - start, again: warm - result, compile: performance.now() - bare, navigation: start };
  };
  const rounds = { cold: [], cached: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await newPage();
    for (const kind of ["cold", "cached"]) {
      await page.goto(`${server.url}blank`);
      rounds[kind].push(await page.evaluate(measure, text));
    }
    await closePage(page);
  }
  const rows = Object.entries(rounds).map(([kind, list]) => [
    kind,
    spread(list.map((r) => r.navigation + r.all), 0),
    spread(list.map((r) => r.compile), 0),
    spread(list.map((r) => r.again), 0),
    spread(list.map((r) => (r.navigation + r.all) / (r.compile + r.again))),
  ]);
  const head = ["load", "navigation to first result, ms", "bare compilation, ms", "600 words again, ms", "first result / (compilation + extraction)"];
  console.log(`## First result in Chromium\n\n${table(head, rows)}\n`);
  await server.close();
});

