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
// Chromium loads the second.
const MODULES = ["whosaid_bg.wasm", "whosaid_relaxed_bg.wasm"];
const WASM = MODULES.map((name) => `wasm=${sri(`www/pkg/${name}`)}`).join(" ");
const MODEL = sri("www/model/en.safetensors");

let cdn;

before(async () => {
  cdn = await serve({ folders: { "/v/": "www" }, headers: { "Access-Control-Allow-Origin": "*" } });
});

/**
 * Opens a host's page and waits for the element's result or error. `mode` is where the engine ran: "worker", "blob worker" or
 * "page"; `turns` how often the page's own work let others have the thread.
 */
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
    window.turns = 0;
    // Each look at the clock finds a slice used up, so that turns are counted alike on any machine.
    const SLICE_MS = 100;
    let now = 0;
    performance.now = () => (now += SLICE_MS);
    const Native = MessageChannel;
    window.MessageChannel = class extends Native {
      constructor() {
        super();
        window.turns += 1;
      }
    };
  });
  await page.goto(server.url);
  const outcome = await page.evaluate(() => window.outcome);
  const [highlights, turns] = await page.evaluate(() => [CSS.highlights.size, window.turns]);
  // What failed has no mode.
  const [worker] = page.workers();
  const mode = outcome.code ? null : !worker ? "page" : worker.url().startsWith("blob:") ? "blob worker" : "worker";
  await closePage(page);
  return { ...outcome, highlights, mode, turns };
}

/** Asserts that it works, and where the engine ran. */
async function works(mode, options) {
  const outcome = await visit(options);
  assert.equal(outcome.message, undefined);
  assert.equal(outcome.mode, mode);
  assert.ok(outcome.entities > 0 && outcome.highlights > 0);
  return outcome;
}

/** Asserts that a policy forbids it, that the message names these directives, and that the article is left alone. */
async function forbidden(directives, options) {
  const { code, message, highlights } = await visit(options);
  assert.equal(code, "csp", message);
  for (const directive of directives) assert.match(message, directive);
  assert.equal(highlights, 0);
}

const WASM_ALLOWED = SELF.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");

test("self-hosted under a policy that forbids WebAssembly to the page: the worker compiles", async () => {
  const { turns } = await works("worker", { policy: SELF });
  assert.equal(turns, 0);
});

test("Trusted Types required: the worker's address comes from the policy whosaid, which is named where it is missing", async () => {
  await works("worker", { policy: STRICT });
  await works("page", { policy: STRICT.replace("trusted-types whosaid", "trusted-types 'none'").replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") });
  await forbidden([/whosaid to trusted-types/, /'wasm-unsafe-eval' to script-src/], { policy: STRICT.replace("trusted-types whosaid", "trusted-types 'none'") });
});

test("the strict policy on the worker's file too: the worker compiles with wasm-unsafe-eval there", async () => {
  await works("worker", { policy: SELF, workerPolicy: WASM_ALLOWED });
  await works("page", { policy: WASM_ALLOWED, workerPolicy: SELF });
  await forbidden([/'wasm-unsafe-eval' to script-src/, /worker\.js/], { policy: SELF, workerPolicy: SELF });
  await forbidden([/'wasm-unsafe-eval' to script-src/, /In the worker: .*'self' to connect-src/], { policy: SELF, workerPolicy: WASM_ALLOWED.replace("connect-src 'self'", "connect-src 'none'") });
});

test("from a CDN on another origin: a blob worker, which needs blob: and that origin", async () => {
  const script = `${cdn.origin}/v/element.js`;
  const policy = `default-src 'none'; script-src 'self' ${cdn.origin} 'wasm-unsafe-eval'; worker-src blob: ${cdn.origin}; connect-src ${cdn.origin}`;
  await works("blob worker", { policy, script });
  await works("page", { policy: policy.replace(`worker-src blob: ${cdn.origin}`, "worker-src blob:"), script });
  await works("page", { policy: policy.replace(`worker-src blob: ${cdn.origin}`, `worker-src ${cdn.origin}`), script });
  await forbidden([/'wasm-unsafe-eval' to script-src/, new RegExp(`blob: ${cdn.origin} to worker-src`)], { policy: policy.replace(" 'wasm-unsafe-eval'", "").replace("worker-src blob:", "worker-src"), script });
  await forbidden([new RegExp(`${cdn.origin} to connect-src`)], { policy: policy.replace(`connect-src ${cdn.origin}`, "connect-src 'self'"), script });
});

test("workers forbidden: the page's own thread does it, in slices that let others have it", async () => {
  const policy = WASM_ALLOWED.replace("worker-src 'self'", "worker-src 'none'");
  const { turns } = await works("page", { policy });
  const longer = `<article id="story">${STORY.repeat(8)}</article><who-said for="#story" activate="load"></who-said><script type="module" src="/v/element.js"></script>`;
  const { turns: more } = await works("page", { policy, files: { "/": longer } });
  assert.ok(more > turns + 4, `${turns} turns, then ${more}`);
  await forbidden([/'wasm-unsafe-eval' to script-src/, /'self' to worker-src/], { policy: SELF.replace("worker-src 'self'", "worker-src 'none'") });
});

test("a policy that forbids the connection is named with its directive", async () => {
  await forbidden([/'self' to connect-src/], { policy: WASM_ALLOWED.replace("connect-src 'self'", "connect-src 'none'").replace("worker-src 'self'", "worker-src 'none'") });
});

test("integrity values are honoured, and a changed file is refused as such", async () => {
  const fine = await visit({ policy: SELF, attributes: `integrity="${WASM} model=${MODEL}"` });
  assert.ok(fine.entities > 0, fine.message);
  const changed = await visit({ policy: SELF, attributes: `integrity="${WASM} model=${sri("www/element.js")}"` });
  assert.equal(changed.code, "integrity");
  const changedCode = await visit({ policy: SELF, attributes: `integrity="wasm=${MODEL} model=${MODEL}"` });
  assert.equal(changedCode.code, "integrity");
  assert.match(changedCode.message, /whosaid_relaxed_bg\.wasm does not match/);
});

test("missing files, wrong types, damaged models: each its own code and a sentence", async () => {
  const instead = (answer) => Object.fromEntries(MODULES.map((name) => [`/v/pkg/${name}`, answer(readFileSync(join(root, "www/pkg", name)))]));
  const wrongType = await visit({ policy: SELF, files: instead((wasm) => ({ body: wasm, headers: { "Content-Type": "application/octet-stream" } })) });
  assert.ok(wrongType.entities > 0, wrongType.message);
  const missing = await visit({ policy: SELF, attributes: 'model-src="/nowhere"' });
  assert.equal(missing.code, "load");
  assert.match(missing.message, /nowhere.*404/);
  const noCode = await visit({ policy: SELF, attributes: 'wasm-src="/nowhere"' });
  assert.equal(noCode.code, "load");
  assert.match(noCode.message, /nowhere.*404/);
  const notWasm = await visit({ policy: SELF, files: instead(() => ({ body: "not found, but 200", headers: { "Content-Type": "application/wasm" } })) });
  assert.equal(notWasm.code, "load");
  const damaged = await visit({ policy: SELF, files: { "/v/model/en.safetensors": { body: readFileSync(join(root, "www/model/en.safetensors")).subarray(0, 100_000) } } });
  assert.equal(damaged.code, "model");
});

test("a worker that is killed while it loads is an error, and trying again works", async () => {
  const server = await serve({ folders: { "/v/": "www" }, files: { "/": host("/v/element.js") } });
  const page = await newPage();
  page.setDefaultTimeout(60_000);
  await page.addInitScript(() => {
    addEventListener("who-said-error", ({ detail: { error } }) => (window.code = error.code));
    const Native = Worker;
    window.Worker = class extends Native {
      constructor(...given) {
        super(...given);
        window.Worker = Native;
        this.addEventListener("message", () => this.terminate(), { once: true });
      }
    };
  });
  await page.goto(server.url);
  await page.getByText("The reader stopped and was restarted.").first().waitFor();
  assert.equal(await page.evaluate(() => window.code), "worker");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("tab", { name: /Claims/ }).waitFor();
  await closePage(page);
});

test("two elements on one page share one engine, and the script's own integrity is honoured", async () => {
  const script = sri("www/element.js");
  const two = (hash) => `<!doctype html><html lang="en"><title>Host</title><article id="one">${STORY}</article><article id="two">${STORY}</article>
    ${["one", "two"].map((id) => `<who-said for="#${id}" activate="load"></who-said>`).join("")}<script type="module" src="/v/element.js" integrity="${hash}"></script>`;
  const server = await serve({ folders: { "/v/": "www" }, files: { "/": two(script), "/changed": two(MODEL) }, headers: (path) => (path.startsWith("/v/") ? {} : { "Content-Security-Policy": SELF }) });
  const page = await newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.url);
  await page.getByRole("tab", { name: /Claims/ }).nth(1).waitFor();
  assert.equal(page.workers().length, 1);
  assert.equal(server.requests.filter((path) => path.endsWith(".safetensors")).length, 1);
  const painted = await page.evaluate(() => ["one", "two"].map((id) => [...CSS.highlights.get("who-said-direct")].filter((range) => document.getElementById(id).contains(range.startContainer)).length));
  assert.ok(painted[0] > 0 && painted[0] === painted[1], String(painted));
  await page.goto(`${server.url}changed`);
  assert.equal(await page.evaluate(() => Boolean(customElements.get("who-said"))), false);
  assert.equal(await page.locator("#one p").count(), 7, "and the article reads as before");
  await closePage(page);
});
