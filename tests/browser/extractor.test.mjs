//! `createExtractor` in Chromium: its worker's life and death, cancelling, queueing, progress and sources of every kind.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { text } from "./fixtures/harbour.mjs";
import { closePage, newPage, root, serve } from "./harness.mjs";

let server;
let page;

before(async () => {
  const model = readFileSync(join(root, "www/model/en.safetensors"));
  server = await serve({ folders: { "/": "www", "/tests/": "tests" }, files: { "/blank": "<!doctype html><title>t</title>", "/slow.safetensors": { body: model, delay: 400, headers: { "Content-Type": "application/octet-stream", "Content-Length": model.length } } } });
  page = await newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}blank`);
  await page.evaluate(async (article) => {
    window.article = article;
    window.workers = [];
    const Native = Worker;
    window.Worker = class extends Native {
      constructor(...given) {
        super(...given);
        window.workers.push(this);
      }
    };
    const { createExtractor } = await import("/whosaid.js");
    window.createExtractor = createExtractor;
    window.extractor = await createExtractor();
    window.failure = (promise) => promise.then(() => "no error", ({ name, code, message }) => ({ name, code, message }));
  }, text);
});

after(() => closePage(page));

test("calls that overlap are answered each with its own result", async () => {
  const lengths = await page.evaluate(async () => {
    const texts = Array.from({ length: 100 }, (_, i) => `${i} said Ana Ruiz.${" Yes.".repeat(i % 7)}`);
    const results = await Promise.all(texts.map((text) => window.extractor.extract(text)));
    return results.map(({ length }, i) => [length, texts[i].length]);
  });
  assert.equal(lengths.length, 100);
  for (const [found, expected] of lengths) assert.equal(found, expected);
});

test("a cancelled call stops the worker; those that wait go on in another", async () => {
  const outcome = await page.evaluate(async () => {
    const before = window.workers.length;
    const long = window.article.repeat(400);
    const stop = new AbortController();
    const cancelled = window.failure(window.extractor.extract(long, { signal: stop.signal }));
    const waiting = window.extractor.extract(window.article);
    const never = new AbortController();
    const queued = window.failure(window.extractor.extract(long, { signal: never.signal }));
    await new Promise((done) => setTimeout(done, 150));
    never.abort();
    stop.abort();
    const [error, other] = [await cancelled, await queued];
    return { error, other, length: (await waiting).length, started: window.workers.length - before };
  });
  assert.equal(outcome.error.code, "aborted");
  assert.equal(outcome.other.code, "aborted");
  assert.equal(outcome.length, text.length);
  assert.equal(outcome.started, 1);
});

test("a worker that fails or is killed half-way rejects its call, and the next one works without a download", async () => {
  const fetched = () => page.requested.filter((url) => /\.wasm|safetensors/.test(url)).length;
  const before = fetched();
  assert.ok(before > 0);
  const outcome = await page.evaluate(async () => {
    const long = window.article.repeat(400);
    const failing = window.failure(window.extractor.extract(long));
    await new Promise((done) => setTimeout(done, 100));
    window.workers.at(-1).dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
    const failed = await failing;
    const after = (await window.extractor.extract(window.article)).length;
    // The system kills without an event: what is left to notice is the lock.
    const dying = window.failure(window.extractor.extract(long));
    await new Promise((done) => setTimeout(done, 100));
    window.workers.at(-1).terminate();
    const died = await dying;
    return { failed, died, after, again: (await window.extractor.extract(window.article)).length };
  });
  assert.equal(outcome.failed.code, "worker");
  assert.equal(outcome.died.code, "worker");
  assert.equal(outcome.after, text.length);
  assert.equal(outcome.again, text.length);
  assert.equal(fetched(), before);
});

test("out of memory in the worker rejects its call, and the next one works", async () => {
  const outcome = await page.evaluate(async () => {
    const { withMemory } = await import("/tests/engine.mjs");
    const wasm = new Uint8Array(await (await fetch("/pkg/whosaid_bg.wasm")).arrayBuffer());
    // 64 MB: enough for the model and an article, too little for a book.
    const extractor = await window.createExtractor({ wasm: withMemory(wasm, 1024) });
    const before = JSON.stringify(await extractor.extract(window.article));
    const started = window.workers.length;
    const [failed, after] = await Promise.all([window.failure(extractor.extract(window.article.repeat(4_000))), extractor.extract(window.article)]);
    extractor.dispose();
    return { failed, same: JSON.stringify(after) === before, started: window.workers.length - started };
  });
  assert.equal(outcome.failed.code, "worker");
  assert.match(outcome.failed.message, /the next call works/);
  assert.ok(outcome.same);
  assert.equal(outcome.started, 1);
});

test("a worker that fails or is killed while it loads rejects createExtractor, and the next one works", async () => {
  for (const way of ["terminate", "error"]) {
    const { failed, length } = await page.evaluate(async (way) => {
      const before = window.workers.length;
      const starting = window.failure(window.createExtractor({ model: "/slow.safetensors" }));
      while (window.workers.length === before) await new Promise((done) => setTimeout(done, 10));
      const worker = window.workers.at(-1);
      // It greets first; then it waits for the model.
      await new Promise((done) => worker.addEventListener("message", done, { once: true }));
      if (way === "terminate") worker.terminate();
      else worker.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
      const failed = await starting;
      const extractor = await window.createExtractor();
      const { length } = await extractor.extract(window.article);
      extractor.dispose();
      return { failed, length };
    }, way);
    assert.equal(failed.code, "worker", way);
    assert.equal(length, text.length);
  }
});

test("on the page's own thread: calls are cancelled between slices, and other work has its turn", async () => {
  const outcome = await page.evaluate(async () => {
    const extractor = await window.createExtractor({ worker: false });
    const long = window.article.repeat(200);
    const stop = new AbortController();
    const cancelled = window.failure(extractor.extract(long, { signal: stop.signal }));
    const waiting = extractor.extract(window.article);
    // The timer could not fire if the whole text were read in one go.
    setTimeout(() => stop.abort(), 50);
    const error = await cancelled;
    const { length } = await waiting;
    extractor.dispose();
    return { error, length };
  });
  assert.equal(outcome.error.code, "aborted");
  assert.equal(outcome.length, text.length);
});

test("progress counts real bytes, and is silent about what comes at once", async () => {
  const size = readFileSync(join(root, "www/model/en.safetensors")).length;
  const events = await page.evaluate(async () => {
    const events = [];
    const extractor = await window.createExtractor({ model: "/slow.safetensors", onProgress: (progress) => events.push(progress) });
    await extractor.extract("Yes.");
    extractor.dispose();
    return events;
  });
  const downloads = events.filter(({ phase }) => phase === "download");
  assert.ok(downloads.length > 0);
  assert.ok(downloads.at(-1).loaded >= size);
  assert.equal(downloads.at(-1).loaded, downloads.at(-1).total);
  assert.deepEqual([...new Set(events.map(({ phase }) => phase))], ["download", "compile", "extract"]);
});

test("every kind of source does: addresses, responses, bytes, a module, with a worker and without", async () => {
  const counts = await page.evaluate(async () => {
    const wasm = await (await fetch("/pkg/whosaid_bg.wasm")).arrayBuffer();
    const model = await (await fetch("/model/en.safetensors")).arrayBuffer();
    const module = await WebAssembly.compile(wasm);
    const sources = [
      { wasm: new URL("/pkg/whosaid_bg.wasm", location.href), model: "/model/en.safetensors" },
      { wasm: await fetch("/pkg/whosaid_bg.wasm"), model: await fetch("/model/en.safetensors") },
      { wasm, model: new Uint8Array(model), worker: false },
      { wasm: module, model, worker: false },
    ];
    const counts = [];
    for (const source of sources) {
      const extractor = await window.createExtractor(source);
      counts.push((await extractor.extract(window.article)).entities.length);
      extractor.dispose();
    }
    counts.push((await window.extractor.extract(window.article)).entities.length, model.byteLength);
    return counts;
  });
  assert.equal(new Set(counts.slice(0, 5)).size, 1);
  assert.ok(counts[0] > 0);
  assert.ok(counts[5] > 0, "the caller's buffer is not taken away");
});

test("it works in a worker of the page's own, too", async () => {
  const length = await page.evaluate(() => new Promise((done, failed) => {
    const source = `import { createExtractor } from "${location.origin}/whosaid.js";
      onmessage = async ({ data }) => { const extractor = await createExtractor(); postMessage((await extractor.extract(data)).length); extractor.dispose(); };`;
    const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), { type: "module" });
    worker.onmessage = ({ data }) => done(data);
    worker.onerror = ({ message }) => failed(new Error(message));
    worker.postMessage(window.article);
  }));
  assert.equal(length, text.length);
});

test("bytes are checked against their integrity too", async () => {
  const model = readFileSync(join(root, "www/model/en.safetensors"));
  const right = `sha512-${createHash("sha512").update(model).digest("base64")}`;
  const [fine, wrong] = await page.evaluate(async (right) => {
    const model = await (await fetch("/model/en.safetensors")).arrayBuffer();
    const make = (integrity) => window.createExtractor({ model, integrity: { model: integrity } });
    return [await make(right).then((extractor) => (extractor.dispose(), "fine")), await window.failure(make("sha256-AAAA"))];
  }, right);
  assert.equal(fine, "fine");
  assert.equal(wrong.code, "integrity");
});

test("what was disposed of, or is too long, says so", async () => {
  const [gone, long, stopped] = await page.evaluate(async () => {
    const extractor = await window.createExtractor();
    const running = window.failure(extractor.extract(window.article.repeat(100)));
    extractor.dispose();
    await running;
    const stop = AbortSignal.abort();
    return [await window.failure(extractor.extract("x")), await window.failure(window.extractor.extract("x".repeat(20_000_001))), await window.failure(window.createExtractor({ signal: stop }))];
  });
  assert.equal(gone.code, "aborted");
  assert.equal(long.code, "too-long");
  assert.match(long.message, /Split it/);
  assert.equal(stopped.code, "aborted");
});
