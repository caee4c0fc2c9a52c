//! `<who-said>` on a site made with React, which draws the article anew while it is highlighted: by a change elsewhere, by other
//! words, by another key, by taking it away. Highlights follow, or the element says what it lost; React never notices.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { paragraphs, result } from "./fixtures/harbour.mjs";
import { reactHost } from "./fixtures/react-host.mjs";
import { closePage, newPage, serve } from "./harness.mjs";

let server;
let page;

before(async () => {
  server = await serve({ files: { "/": '<!doctype html><html lang="en"><title>Site</title><div id="root"></div><script type="module" src="/site.js"></script>', "/site.js": await reactHost() } });
});

beforeEach(async () => {
  if (page) await closePage(page);
  page = await newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.url);
  await page.waitForFunction(() => window.site?.render);
  await page.evaluate(async ([paragraphs, result]) => {
    window.precomputed = result;
    window.lost = [];
    addEventListener("who-said-anchor-lost", ({ detail }) => window.lost.push(...detail.ids));
    await import("/element.js");
    const shown = new Promise((done) => addEventListener("who-said-result", done, { once: true }));
    window.site.render(paragraphs);
    await shown;
  }, [paragraphs, result]);
});

after(() => closePage(page));

const change = (what) => page.evaluate((source) => window.site.set(new Function("before", `return ${source}`)), what);

/** What is painted under each name, where it is seen: a range in nodes that are gone paints nothing. */
const painted = () =>
  page.evaluate(() => {
    const groups = {};
    for (const [name, ranges] of CSS.highlights) groups[name] = [...ranges].filter((range) => !range.collapsed && range.startContainer.isConnected).map(String).sort();
    return groups;
  });

/** Waits until the same is painted as this, and says what differs where it never is. */
async function paints(expected) {
  let found;
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((done) => setTimeout(done, 100))) {
    found = await painted();
    try {
      assert.deepEqual(found, expected);
      return;
    } catch {}
  }
  assert.deepEqual(found, expected);
}

test("a change elsewhere in the state: everything stays painted, and React goes on", async () => {
  const first = await painted();
  assert.ok(first["who-said-direct"].length === 2 && first["who-said-person"].length > 0);
  await page.getByRole("button", { name: "0 likes" }).click();
  await page.getByRole("button", { name: "1 likes" }).waitFor();
  await paints(first);
  assert.deepEqual([await page.evaluate(() => window.lost), page.problems], [[], []]);
});

test("another word in a paragraph: what still stands is painted, what is gone is told", async () => {
  const first = await painted();
  await change('({ paragraphs: before.paragraphs.map((text) => text.replace("No such warning", "No warning at all")) })');
  await page.waitForFunction(() => window.lost.includes("c5"));
  assert.deepEqual(await page.evaluate(() => window.lost.filter((id) => id.startsWith("c"))), ["c5"]);
  const without = (name, word) => first[name].filter((text) => !text.includes(word));
  const now = await painted();
  assert.deepEqual(now["who-said-direct"], without("who-said-direct", "No such warning"));
  assert.deepEqual(now["who-said-indirect"], first["who-said-indirect"]);
  // Put back, it is found again.
  await change('({ paragraphs: before.paragraphs.map((text) => text.replace("No warning at all", "No such warning")) })');
  await paints(first);
  assert.deepEqual(page.problems, []);
});

test("another key, so that every node of the article is a new one: everything is painted there", async () => {
  const first = await painted();
  await page.evaluate(() => (window.old = document.querySelector("#story")));
  await change("({ edition: before.edition + 1 })");
  assert.equal(await page.evaluate(() => window.old === document.querySelector("#story")), false);
  await paints(first);
  assert.deepEqual([await page.evaluate(() => window.lost), page.problems], [[], []]);
});

test("the article taken away: all of it is told as lost, and it is painted when it comes back", async () => {
  const first = await painted();
  await change("({ isOpen: false })");
  await page.waitForFunction((count) => window.lost.filter((id) => id.startsWith("c")).length === count, result.claims.length);
  assert.deepEqual(await painted(), {});
  await change("({ isOpen: true })");
  await paints(first);
  assert.deepEqual(page.problems, []);
});

test("the element taken away: nothing of it stays, and the article is React's as before", async () => {
  await change("({ isRead: false })");
  await paints({});
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  await change('({ paragraphs: [...before.paragraphs, "One more."] })');
  assert.equal(await page.locator("#story p").last().innerText(), "One more.");
  await change("({ isRead: true })");
  await page.waitForFunction(() => CSS.highlights.get("who-said-direct")?.size === 2);
  assert.deepEqual(page.problems, []);
});

test("with <mark> in place of highlights React still finds its own nodes", async () => {
  await page.evaluate(() => document.querySelector("who-said").setAttribute("highlight", "mark"));
  const marked = () => page.locator('mark[data-who-said~="direct"]').allInnerTexts();
  await page.waitForFunction(() => document.querySelectorAll('mark[data-who-said~="direct"]').length >= 2);
  const first = (await marked()).join("");
  await change('({ likes: 1, paragraphs: before.paragraphs.map((text) => text.replace("Two dockers", "Three dockers")) })');
  await page.waitForFunction(() => window.lost.includes("c7"));
  assert.equal((await marked()).join(""), first);
  assert.match(await page.locator("#story").innerText(), /Three dockers were killed/);
  assert.deepEqual(page.problems, []);
});
