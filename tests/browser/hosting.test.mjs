//! The element with the real engine on other people's sites: their policies, their CDN, and what they are told when something
//! is forbidden, missing or damaged.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { paragraphs } from "./fixtures/harbour.mjs";
import { closePage, newPage, root, serve } from "./harness.mjs";

const STORY = paragraphs.map((text) => `<p>${text.replaceAll("&", "&amp;")}</p>`).join("");
const host = (script, attributes = "") =>
  `<!doctype html><html lang="en"><title>Host</title><article id="story">${STORY}</article><who-said for="#story" activate="load" ${attributes}></who-said><script type="module" src="${script}"></script>`;
const SELF = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'";
const STRICT = `${SELF}; require-trusted-types-for 'script'; trusted-types whosaid`;

const sri = (file) => `sha384-${createHash("sha384").update(readFileSync(join(root, file))).digest("base64")}`;
const WASM = sri("www/pkg/whosaid_bg.wasm");
const MODEL = sri("www/model/en.safetensors");

let cdn;

before(async () => {
  cdn = await serve({ folders: { "/v/": "www" }, headers: { "Access-Control-Allow-Origin": "*" } });
});

/** Opens a host's page and waits for the element's result or error. */
async function visit({ policy, workerPolicy, script = "/v/element.js", attributes, files = {} }) {
  const server = await serve({
    folders: { "/v/": "www" },
    headers: (path) => (path === "/" ? { "Content-Security-Policy": policy } : workerPolicy && path.endsWith("worker.js") ? { "Content-Security-Policy": workerPolicy } : {}),
    files: { "/": host(script, attributes), ...files },
  });
  const page = await newPage();
  await page.addInitScript(() => {
    window.outcome = new Promise((done) => {
      addEventListener("who-said-result", ({ detail: { result } }) => done({ entities: result.entities.length }));
      addEventListener("who-said-error", ({ detail: { error } }) => done({ code: error.code, message: error.message }));
    });
    window.workers = [];
    const Native = Worker;
    window.Worker = class extends Native {
      constructor(...given) {
        super(...given);
        window.workers.push(String(given[0]));
      }
    };
  });
  await page.goto(server.url);
  const outcome = await page.evaluate(() => window.outcome);
  const highlights = await page.evaluate(() => CSS.highlights.size);
  const workers = await page.evaluate(() => window.workers);
  await closePage(page);
  return { ...outcome, highlights, workers };
}

test("self-hosted under a policy that forbids WebAssembly to the page: the worker compiles", async () => {
  const { entities, highlights, workers, message } = await visit({ policy: SELF });
  assert.ok(entities > 0, message);
  assert.ok(highlights > 0);
  assert.equal(workers.length, 1);
});

test("Trusted Types required: the worker's address comes from the policy whosaid", async () => {
  const { entities, message, workers } = await visit({ policy: STRICT });
  assert.ok(entities > 0, message);
  assert.equal(workers.length, 1);
});

test("the strict policy on the worker's file too: works with wasm-unsafe-eval there, and names it where it is missing", async () => {
  const fine = await visit({ policy: SELF, workerPolicy: SELF.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") });
  assert.ok(fine.entities > 0, fine.message);
  const refused = await visit({ policy: SELF, workerPolicy: SELF });
  assert.equal(refused.code, "csp");
  assert.match(refused.message, /'wasm-unsafe-eval'.*script-src/);
  assert.equal(refused.highlights, 0);
});

test("from a CDN on another origin through a blob worker", async () => {
  const policy = `default-src 'none'; script-src 'self' ${cdn.origin} 'wasm-unsafe-eval'; worker-src blob:; connect-src ${cdn.origin}`;
  const { entities, workers, message } = await visit({ policy, script: `${cdn.origin}/v/element.js` });
  assert.ok(entities > 0, message);
  assert.match(workers.at(-1), /^blob:/);
});

test("workers forbidden: the page's own thread does it", async () => {
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
  const { entities, message } = await visit({ policy });
  assert.ok(entities > 0, message);
});

test("a policy that forbids the connection is named with its directive", async () => {
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; connect-src 'none'`;
  const { code, message } = await visit({ policy });
  assert.equal(code, "csp");
  assert.match(message, /'self' to connect-src/);
});

test("integrity values are honoured, and a changed file is refused as such", async () => {
  const fine = await visit({ policy: SELF, attributes: `integrity="wasm=${WASM} model=${MODEL}"` });
  assert.ok(fine.entities > 0, fine.message);
  const changed = await visit({ policy: SELF, attributes: `integrity="wasm=${WASM} model=${WASM}"` });
  assert.equal(changed.code, "integrity");
  const changedCode = await visit({ policy: SELF, attributes: `integrity="wasm=${MODEL} model=${MODEL}"` });
  assert.equal(changedCode.code, "integrity");
  assert.match(changedCode.message, /whosaid_bg\.wasm does not match/);
});

test("missing files, wrong types, damaged models: each its own code and a sentence", async () => {
  const wasm = readFileSync(join(root, "www/pkg/whosaid_bg.wasm"));
  const wrongType = await visit({ policy: SELF, files: { "/v/pkg/whosaid_bg.wasm": { body: wasm, headers: { "Content-Type": "application/octet-stream" } } } });
  assert.ok(wrongType.entities > 0, wrongType.message);
  const missing = await visit({ policy: SELF, attributes: 'model-src="/nowhere"' });
  assert.equal(missing.code, "load");
  assert.match(missing.message, /nowhere.*404/);
  const noCode = await visit({ policy: SELF, attributes: 'wasm-src="/nowhere"' });
  assert.equal(noCode.code, "load");
  assert.match(noCode.message, /nowhere.*404/);
  const notWasm = await visit({ policy: SELF, files: { "/v/pkg/whosaid_bg.wasm": { body: "not found, but 200", headers: { "Content-Type": "application/wasm" } } } });
  assert.equal(notWasm.code, "load");
  const damaged = await visit({ policy: SELF, files: { "/v/model/en.safetensors": { body: readFileSync(join(root, "www/model/en.safetensors")).subarray(0, 100_000) } } });
  assert.equal(damaged.code, "model");
});
