//! The npm package in the hands of those who use it: bundlers, a page that loads it from another
//! origin, Node, and server rendering without a DOM. All get the same claims.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import * as esbuild from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";
import { closePage, newPage, root, serve } from "../browser/harness.mjs";

const ARTICLE = "The ferry was safe, harbour master Nadia Okoye said on Tuesday.\n\n“Nobody told us,” said Ole Brandt, a deckhand.";

const SCRIPT = `
  import { createExtractor } from "whosaid";
  const extractor = await createExtractor(globalThis.options);
  const { claims } = await extractor.extract(${JSON.stringify(ARTICLE)});
  document.body.dataset.claims = JSON.stringify(claims);
`;

/** What a careful site allows. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; connect-src 'self'";

/** A loaded machine takes its time. */
const PATIENCE_MS = 60_000;

const home = join(root, "dist/consumers");
let expected;

/** A project's folder with the package installed as npm would, and one module. */
function project(name, script = SCRIPT) {
  const folder = join(home, name);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  cpSync(join(root, "dist/package"), join(folder, "node_modules/whosaid"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  writeFileSync(join(folder, "index.html"), '<!doctype html><title>t</title><body><script type="module" src="./main.js"></script>');
  writeFileSync(join(folder, "main.js"), script);
  return folder;
}

/** The first true value that the function gives in the page; Playwright's own way to wait needs `unsafe-eval`. */
async function until(page, what) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const value = await page.evaluate(what);
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing came; ${page.problems.join("; ")}`);
}

/** The claims that a built page finds, under the careful site's policy. */
async function claimsOn({ folder, files, headers = { "Content-Security-Policy": POLICY }, init }) {
  const server = await serve({ folders: { "/": folder.slice(root.length) }, files, headers });
  const page = await newPage();
  if (init) await page.addInitScript(init);
  await page.goto(server.url);
  const claims = JSON.parse(await until(page, () => document.body.dataset.claims));
  const workers = page.workers().length;
  const problems = [...page.problems];
  await closePage(page);
  return { claims, workers, problems };
}

before(() => {
  rmSync(home, { recursive: true, force: true });
  const folder = project("node", `import { createExtractor } from "whosaid";
    const extractor = await createExtractor();
    const { claims } = await extractor.extract(${JSON.stringify(ARTICLE)});
    extractor.dispose();
    console.log(JSON.stringify(claims));`);
  expected = JSON.parse(execFileSync("node", ["main.js"], { cwd: folder, encoding: "utf8" }));
});

test("Node", () => {
  assert.deepEqual(expected.map(({ kind }) => kind).sort(), ["direct", "indirect"]);
  assert.ok(expected.every(({ source }) => source));
});

test("server rendering without a DOM imports every entry point", () => {
  const folder = project("server", `
    import { WhoSaid } from "whosaid/element";
    import { toMarkdown } from "whosaid/export";
    import "whosaid/dom";
    import "whosaid/pkg";
    console.log(typeof WhoSaid, typeof toMarkdown);`);
  assert.equal(execFileSync("node", ["main.js"], { cwd: folder, encoding: "utf8" }).trim(), "function function");
});

test("Vite", async () => {
  const folder = project("vite");
  await vite({ root: folder, logLevel: "error", configFile: false, build: { target: "esnext" }, worker: { format: "es" } });
  assert.deepEqual(await claimsOn({ folder: join(folder, "dist") }), { claims: expected, workers: 1, problems: [] });
});

test("webpack", async () => {
  const folder = project("webpack");
  const stats = await new Promise((resolve, reject) =>
    webpack(
      { mode: "production", context: folder, entry: "./main.js", experiments: { topLevelAwait: true }, output: { path: join(folder, "dist"), publicPath: "/" }, performance: false },
      (error, stats) => (error ? reject(error) : resolve(stats)),
    ),
  );
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }).errors, []);
  const files = { "/": '<!doctype html><title>t</title><body><script type="module" src="/main.js"></script>' };
  assert.deepEqual(await claimsOn({ folder: join(folder, "dist"), files }), { claims: expected, workers: 1, problems: [] });
});

test("esbuild, with the package outside of the bundle", async () => {
  const folder = project("esbuild-external");
  await esbuild.build({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, format: "esm", target: "es2022", outdir: "dist", external: ["whosaid"], alias: {} });
  cpSync(join(folder, "node_modules/whosaid"), join(folder, "dist/vendor/whosaid"), { recursive: true });
  const files = {
    "/": `<!doctype html><title>t</title><script type="importmap">{"imports":{"whosaid":"/vendor/whosaid/whosaid.js"}}</script>
      <body><script type="module" src="/main.js"></script>`,
  };
  const headers = { "Content-Security-Policy": POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") };
  assert.deepEqual(await claimsOn({ folder: join(folder, "dist"), files, headers }), { claims: expected, workers: 1, problems: [] });
});

test("esbuild, all in one file, with the addresses of code and model", async () => {
  const folder = project("esbuild");
  await esbuild.build({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, format: "esm", target: "es2022", outdir: "dist" });
  cpSync(join(folder, "node_modules/whosaid"), join(folder, "dist/vendor/whosaid"), { recursive: true });
  const { claims, problems } = await claimsOn({
    folder: join(folder, "dist"),
    files: { "/": '<!doctype html><title>t</title><body><script type="module" src="/main.js"></script>' },
    init: `globalThis.options = { worker: false, wasm: "/vendor/whosaid/pkg/whosaid_bg.wasm", model: "/vendor/whosaid/model/en.safetensors" }`,
  });
  assert.deepEqual({ claims, problems }, { claims: expected, problems: [] });
});

test("a plain module script from another origin", async () => {
  const vendor = await serve({ folders: { "/": "dist/package" }, headers: { "Access-Control-Allow-Origin": "*" } });
  const folder = project("plain", SCRIPT.replace('"whosaid"', JSON.stringify(`${vendor.url}whosaid.js`)));
  const policy = `default-src 'none'; script-src 'self' ${vendor.origin} 'wasm-unsafe-eval'; worker-src blob: ${vendor.origin}; connect-src ${vendor.origin}`;
  const result = await claimsOn({ folder, headers: { "Content-Security-Policy": policy } });
  assert.deepEqual(result, { claims: expected, workers: 1, problems: [] });
});

test("two lines in an article from the package's readme", async () => {
  const folder = project("article");
  const server = await serve({
    folders: { "/": folder.slice(root.length), "/vendor/whosaid/": "dist/package" },
    files: {
      "/": `<!doctype html><html lang="en"><title>t</title><article id="story">${ARTICLE.split("\n\n").map((p) => `<p>${p}</p>`).join("")}</article>
        <script type="module" src="/vendor/whosaid/element.js"></script>
        <who-said for="#story"></who-said>`,
    },
    headers: { "Content-Security-Policy": POLICY },
  });
  const page = await newPage();
  await page.goto(server.url);
  const button = page.locator("who-said button").first();
  await button.click();
  await until(page, () => document.querySelector("who-said").state === "ready");
  const { claims, highlights } = await page.evaluate(() => ({
    claims: document.querySelector("who-said").result.claims.length,
    highlights: [...CSS.highlights.keys()].filter((name) => name.startsWith("who-said-")).length,
  }));
  assert.equal(claims, expected.length);
  assert.ok(highlights > 0);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});
