//! What the browser tests share: a static server with chosen headers, one Chromium for a file of
//! tests, pages that record what goes wrong on them, and axe.

import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The repository's folder, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/** The headers with which `cargo xtask serve` serves the page: those of `www/_headers`. */
export const pageHeaders = Object.fromEntries(
  readFileSync(join(root, "www/_headers"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith(" "))
    .map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]),
);

const open = [];
let browser;

after(async () => {
  await browser?.close();
  await Promise.all(open.map((server) => server.close()));
});

/**
 * Serves folders and made-up files on a port of its own until the test file ends.
 *
 * - `folders`: what lies where, `{ "/": "www", "/vendor/": "dist/package" }`, relative to the repository; the longest prefix wins
 * - `files`: path to a string, a Buffer, or `{ body, headers, status, delay }` (milliseconds); these win over folders
 * - `headers`: an object, or a function from the path to one
 *
 * Returns `{ url, origin, requests, files, close }`; `requests` lists the paths asked for.
 */
export async function serve({ folders = { "/": "www" }, files = {}, headers = {} } = {}) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    if (path !== "/favicon.ico") requests.push(path);
    const own = typeof headers === "function" ? headers(path) : headers;
    for (const [name, value] of Object.entries({ "Cache-Control": "no-cache", ...own })) {
      response.setHeader(name, value);
    }
    // Browsers ask for it by themselves; a 404 would stand among the page's problems.
    const made = files[path] ?? (path === "/favicon.ico" ? { status: 204 } : undefined);
    if (made !== undefined) {
      const { body = "", headers: more = {}, status = 200, delay = 0 } =
        typeof made === "string" || Buffer.isBuffer(made) ? { body: made } : made;
      if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
      const type = TYPES[extname(path)] ?? "text/html; charset=utf-8";
      response.writeHead(status, { "Content-Type": type, ...more });
      response.end(body);
      return;
    }
    const prefix = prefixes.find((candidate) => path.startsWith(candidate));
    let file = prefix && normalize(join(root, folders[prefix], path.slice(prefix.length)));
    if (file && statSync(file, { throwIfNoEntry: false })?.isDirectory()) file = join(file, "index.html");
    const stat = file?.startsWith(root) && statSync(file, { throwIfNoEntry: false });
    if (!stat) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, {
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Length": stat.size,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  open.push({ close });
  return { url: `${origin}/`, origin, requests, files, close };
}

/** The Chromium of this file of tests. */
export async function launch() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  return browser;
}

/**
 * A page in a browsing context of its own; `options` are Playwright's for contexts.
 *
 * Its `problems` collect uncaught errors, messages at level error and CSP violations; its
 * `requested` collects the URLs of all requests, those of its workers included.
 */
export async function newPage(options = {}) {
  const context = await (await launch()).newContext(options);
  const page = await context.newPage();
  page.problems = [];
  page.requested = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  context.on("request", (request) => page.requested.push(request.url()));
  return page;
}

/** Closes the page's context, so that nothing of it reaches the next test. */
export async function closePage(page) {
  await page.context().close();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the page, one readable line a fault. */
export async function axe(page, options = {}) {
  // An isolated world is exempt from the page's policy and leaves no trace in the page.
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId: contextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: "axe",
  });
  const run = async (expression) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(`${axeSource};0`);
  const { violations } = await run(`axe.run(document, ${JSON.stringify(options)})`);
  await session.detach();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}
