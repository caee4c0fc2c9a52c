//! The page as it is shipped, with its engine and model: what it asks for, what it keeps, that it works without a network, and
//! how a newer version comes in.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PATIENCE_MS, paste, serveShipped, tab, text, until } from "./fixtures/paste-page.mjs";
import { closePage, newPage, root } from "./harness.mjs";

const listing = () => JSON.parse(readFileSync(join(root, "www/pkg/files.js"), "utf8").replace(/^self\.whosaid = |;\s*$/g, ""));
// What the browser asks for by itself, to learn of a newer version.
const RENEWAL = ["/sw.js", "/pkg/files.js"];
const asked = ({ requests }) => requests.filter((path) => !RENEWAL.includes(path));
const kept = (page) => page.evaluate(async () => (await caches.keys()).sort());
const opened = async () => {
  const server = await serveShipped();
  const page = await newPage({ permissions: ["clipboard-read", "clipboard-write"] });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(server.url);
  return { page, server };
};

test("after the first visit it works without a network; nothing leaves the page, and nothing is stored but its files", async () => {
  const { page, server } = await opened();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await until(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), "the service worker");
  assert.deepEqual(await kept(page), [`whosaid-${listing().version}`]);

  await page.context().setOffline(true);
  const before = asked(server).length;
  await page.reload();
  await paste(page, { plain: text });
  await tab(page, /People & places/).waitFor();
  const result = await page.locator("#panel").evaluate(({ result }) => result);
  assert.ok(result.entities.some(({ name }) => name === "Callum Reid"));
  assert.ok(result.entities.every(({ mentions }) => mentions.every(({ start, end, text: span }) => text.slice(start, end) === span)));
  assert.equal(asked(server).length, before);

  const loaded = page.requested.length;
  await page.keyboard.type(" And that is all.");
  await until(() => page.locator("#panel").evaluate(({ text, state }) => state === "ready" && text.includes("that is all")), "the typed words");
  assert.equal(page.requested.length, loaded, "no request after loading");
  for (const url of page.requested) assert.ok(url.startsWith(server.url) || url.startsWith("blob:"), url);
  const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]);
  assert.deepEqual(stored, [0, 0, "", 0]);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

/** A function that waits until the browser has put the waiting service worker in the place of the active one, a second after the last page. */
async function changeOfWorkers(page) {
  const session = await page.context().newCDPSession(page);
  const statuses = new Map();
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => versions.forEach(({ versionId, status }) => statuses.set(versionId, status)));
  await session.send("ServiceWorker.enable");
  const are = (...wanted) => wanted.every((status) => [...statuses.values()].includes(status));
  await until(() => are("activated", "installed"), "a worker that waits");
  return () => until(() => are("activated") && !are("installed") && !are("activating"), "the change of workers");
}

test("a newer version is fetched beside the old one, only what changed in it, and used when no old page is open", async () => {
  const { page, server } = await opened();
  await until(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), "the service worker");
  const next = listing();
  const sample = "Another sample\n\nIt rained.\n";
  next.version = "next";
  next.files["samples/ferry.txt"] = `sha384-${createHash("sha384").update(sample).digest("base64")}`;
  Object.assign(server.files, { "/pkg/files.js": `self.whosaid = ${JSON.stringify(next)};`, "/samples/ferry.txt": sample });
  server.requests.length = 0;
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(() => {}));
  await page.getByText("A newer version of this page is ready").waitFor();
  assert.deepEqual(asked(server), ["/samples/ferry.txt"]);
  assert.equal((await kept(page)).length, 2);
  const change = await changeOfWorkers(page);
  await page.goto("about:blank");
  await change();
  await page.goto(server.url);
  assert.deepEqual(await kept(page), ["whosaid-next"]);
  assert.equal(await page.evaluate(async () => (await fetch("/samples/ferry.txt")).text()), sample);
  for (const path of ["/pkg/files.js", "/samples/ferry.txt"]) delete server.files[path];
  await closePage(page);
});
