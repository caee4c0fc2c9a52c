//! Three news pages that were built differently, and an empty page, with nothing of ours but the two lines of the package's
//! README: what a reader sees after pressing the button, with the real engine.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { axe, closePage, newPage, root, serve } from "./harness.mjs";

const readme = readFileSync(join(root, "xtask/npm/README.md"), "utf8");
const LINES = /```html\n(<script type="module"[^\n]*\n<who-said[^\n]*\n)```/.exec(readme)[1];

const read = (name) => readFileSync(join(root, "tests/browser/fixtures/news", name), "utf8");

/** Serves a page with the two lines, whose selector alone is the page's own, and presses the button. */
async function open(html, { selector = "#story", policy, files = {}, ...options } = {}) {
  const server = await serve({
    folders: { "/vendor/whosaid/": "www" },
    files: { "/": { body: html.replace("<!-- element -->", LINES.replace("#story", selector)), headers: policy ? { "Content-Security-Policy": policy } : {} }, ...files },
  });
  const page = await newPage(options);
  page.setDefaultTimeout(90_000);
  await page.addInitScript(() => addEventListener("who-said-error", ({ detail }) => console.error(detail.error.message)));
  await page.goto(server.url);
  const article = () => page.evaluate((selector) => document.querySelector(selector).outerHTML, selector);
  const before = await article();
  const button = page.getByRole("button", { name: "Show who says what" });
  await button.waitFor();
  assert.ok(page.requested.every((url) => !/wasm|safetensors/.test(url)), "nothing is downloaded before");
  await button.click();
  await page.getByRole("tab", { name: /Claims [1-9]/ }).waitFor();
  assert.equal(await article(), before, "the article is as it was");
  return page;
}

/** What the element read and found, and what is painted. */
const seen = (page) =>
  page.evaluate(() => {
    const { text, result } = document.querySelector("who-said");
    const claims = result.claims.map(({ source, content, kind }) => ({ kind, source: source?.text, content: content.map((part) => part.text).join(" ") }));
    const painted = Object.fromEntries([...CSS.highlights].map(([name, ranges]) => [name.replace("who-said-", ""), [...ranges].map(String).join("|")]));
    return { text, claims, painted, names: result.entities.map(({ name }) => name), times: result.times.map(({ value }) => value) };
  });

/** Asserts that somebody is the source of a claim with these words, and that both are painted. */
function said({ claims, painted }, source, words) {
  const claim = claims.find((each) => each.source?.includes(source) && each.content.includes(words));
  assert.ok(claim, `${source}: ${words}\n${claims.map((each) => `${each.source}: ${each.content}`).join("\n")}`);
  const flat = (text) => text.replace(/[\s|\u00ad]+/g, "");
  assert.ok(flat(painted.source).includes(flat(claim.source)), claim.source);
  assert.ok(flat(painted[claim.kind]).includes(flat(words)), words);
}

const isInside = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

test("a semantic page under a strict policy", async () => {
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'; base-uri 'none'";
  const page = await open(read("semantic.html"), { policy, files: { "/semantic.css": read("semantic.css") } });
  const found = await seen(page);
  said(found, "Moira Standish", "no danger");
  said(found, "Tom Akroyd", "water has been seeping");
  assert.ok(found.names.includes("Calder Water Board"), found.names.join());
  assert.ok(found.times.includes("2024-10-16"), `Wednesday, from the page's date: ${found.times}`);
  // What hides from screen readers repeats the article; the button is no prose.
  assert.equal(found.text.split("no danger to anyone").length, 2);
  assert.doesNotMatch(found.text, /Share|Lucy Farrow/);
  const own = (lines) => lines.filter((line) => line.includes("who-said"));
  assert.deepEqual(own(await axe(page)), []);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("a page of nested boxes, floats and line breaks, with styles for everything", async () => {
  const page = await open(read("div-soup.html"), { selector: ".art" });
  const found = await seen(page);
  said(found, "Denise Okafor", "We lost a third of our fleet");
  said(found, "he", "We do not know the cause");
  assert.match(found.text, /said at the gate\.\s+“People will have to walk/);
  assert.doesNotMatch(found.text, /call Iglesias again|Skip to comments|Like/);
  assert.doesNotMatch(found.text, /Jo Lindqvist/, "what stands beside the article is not read");
  assert.ok(found.times.includes("2023-03-07"), `Tuesday, from the page's meta data: ${found.times}`);
  // The site's reset of all margins and buttons stays outside of the panel.
  const size = await page.getByRole("tab", { name: /Claims/ }).evaluate((tab) => [getComputedStyle(tab).color, tab.getBoundingClientRect().height]);
  assert.notEqual(size[0], "rgb(255, 255, 255)");
  assert.ok(size[1] >= 24, `a tab is ${size[1]} px high`);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("a page of unknown elements on a phone, dark, with soft hyphens", async () => {
  const page = await open(read("amp-like.html"), { selector: ".amp-body", viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const found = await seen(page);
  said(found, "Henrietta Voss", "without a warrant");
  said(found, "Femi Adeyemi", "the judge has made a mistake");
  said(found, "Prado", "My clients never touched a ticket");
  assert.ok(found.times.includes("2022-11-30"), `Wednesday, from the page's meta data: ${found.times}`);
  assert.doesNotMatch(found.text, /Image not available|Politics|Sponsored|Share by email/);
  assert.equal(await isInside(page), true, "nothing is wider than the phone");
  assert.deepEqual(page.problems.filter((problem) => !problem.includes("court.jpg")), []);
  await closePage(page);
});

test("an empty page on another server, following the package's README to the letter", async () => {
  const vendor = await serve({ folders: { "/vendor/whosaid/": "www" }, headers: { "Access-Control-Allow-Origin": "*" } });
  const article = "<p>The bridge is safe, engineer Ida Holm said on Tuesday.</p><p>“Nobody asked us,” said Ole Brandt, a ferryman.</p>";
  const server = await serve({
    folders: {},
    files: {
      "/": `<!doctype html><title>Empty</title><article id="story">${article}</article>\n${LINES.replace("/vendor/", `${vendor.url}vendor/`)}`,
    },
  });
  const page = await newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(server.url);
  await page.getByRole("button", { name: "Show who says what" }).click();
  await page.getByRole("tab", { name: /Claims 2/ }).waitFor();
  said(await seen(page), "Ole Brandt", "Nobody asked us");
  await page.getByRole("button", { name: /Nobody asked us/ }).click();
  await page.getByRole("group", { name: "Ole Brandt" }).getByText("a ferryman").first().waitFor();
  assert.deepEqual(page.problems, []);
  await closePage(page);
});
