//! `<who-said>` with a result that was made elsewhere: what it paints, shows, tells and leaves alone.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { paragraphs, result } from "./fixtures/harbour.mjs";
import { axe, closePage, newPage, serve } from "./harness.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types whosaid";

const escape = (text) => text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
const article = `<article id="story" lang="en"><h1>${escape(paragraphs[0])}</h1>${paragraphs.slice(1).map((text) => `<p>${escape(text)}</p>`).join("\n")}</article>`;
const host = (element, body = article, lang = "en") =>
  `<!doctype html><html lang="${lang}"><head><title>Harbour inquiry</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/host.css"></head><body><main>${body}\n${element}</main></body></html>`;
const CSS = `
  :root { color-scheme: light dark; }
  body { font: 17px/1.65 Georgia, serif; margin: 1.5rem; max-width: 70rem; background: light-dark(#fff, #121212); color: light-dark(#1a1a1a, #e8e8e8); }
  main { display: grid; gap: 2.5rem; } @media (min-width: 60rem) { main { grid-template-columns: minmax(0, 38rem) minmax(0, 1fr); } }
`;

let server;

before(async () => {
  server = await serve({ headers: { "Content-Security-Policy": POLICY }, files: { "/host.css": CSS } });
});

let count = 0;

/** A host's page with the element on it, the result set and shown. */
async function open(element = '<who-said for="#story" activate="load"></who-said>', { body, lang, result: given = result, ...options } = {}) {
  const path = `/host-${(count += 1)}`;
  server.files[path] = host(element, body, lang);
  const page = await newPage(options);
  page.setDefaultTimeout(10_000);
  await page.goto(server.origin + path);
  page.before = await page.evaluate(() => document.body.innerHTML);
  await page.evaluate(async (extraction) => {
    const shown = new Promise((done) => addEventListener("who-said-result", done, { once: true }));
    for (const each of document.querySelectorAll("who-said")) each.result = extraction;
    await import("/element.js");
    if (document.querySelector("who-said").activate === "load") await shown;
  }, given);
  return page;
}

const button = (page, name, options) => page.getByRole("button", { name, ...options });

test("an idle element requests nothing but its own two scripts and shows a button", async () => {
  const page = await open('<who-said for="#story"></who-said>');
  await button(page, "Show who says what").waitFor();
  const asked = page.requested.map((url) => new URL(url).pathname).filter((path) => !path.startsWith("/host"));
  assert.deepEqual(asked.sort(), ["/element.js", "/element/idle-labels.js", "/element/who-said.js"]);
  await button(page, "Show who says what").click();
  await page.getByRole("tab", { name: /Claims/ }).waitFor();
  await closePage(page);
});

test("highlights leave the host's DOM byte for byte as it was, and other people's highlights too", async () => {
  const page = await open();
  await page.evaluate(() => CSS.highlights.set("theirs", new Highlight()));
  assert.equal(await page.evaluate(() => document.querySelector("#story").outerHTML), article);
  const names = await page.evaluate(() => [...CSS.highlights.keys()]);
  for (const name of ["direct", "indirect", "narrative", "source", "cue", "person", "organization", "place"]) assert.ok(names.includes(`who-said-${name}`), name);
  await button(page, "Close", { exact: true }).click();
  assert.deepEqual(await page.evaluate(() => [...CSS.highlights.keys()]), ["theirs"]);
  assert.equal(await page.evaluate(() => document.body.innerHTML), page.before);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("the panel passes axe in every tab, in both themes", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(undefined, { colorScheme });
    for (const tab of ["Claims", "People", "Timeline", "Disputes", "Source mix"]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("tabpanel").getByRole("button").first().click();
      assert.deepEqual(await axe(page), [], `${tab}, ${colorScheme}`);
    }
    assert.deepEqual(page.problems, []);
    await closePage(page);
  }
});
