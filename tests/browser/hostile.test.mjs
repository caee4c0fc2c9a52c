//! Texts that try to become more than text, read by the shipped engine in the page and in the element, under a policy that
//! requires Trusted Types: nothing runs, nothing is requested, nothing is violated, and every export holds them as text.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as commonmark from "commonmark";
import { HOSTILE } from "../hostile.mjs";
import { PATIENCE_MS, field, serveShipped, until } from "./fixtures/paste-page.mjs";
import { closePage, newPage, serve } from "./harness.mjs";

/** A story whose speakers, words and names are hostile. */
const STORY = [
  HOSTILE[9],
  ...HOSTILE.map((words) => `“${words},” said Ann ${words} Okoye of the ${words} ministry on Tuesday. She denied that ${words} had paid ${words} $3 million, according to ${words}.`),
].join("\n\n");
const POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types whosaid";

/** Opens an address, with every violation, dialog and mark of a script that ran noted. */
async function open(url) {
  const page = await newPage({ serviceWorkers: "block" });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("dialog", (dialog) => (page.problems.push(dialog.message()), dialog.dismiss()));
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => globalThis.violations.push(`${effectiveDirective} ${blockedURI}`), true);
  });
  await page.goto(url);
  return page;
}

/** Reads every export of an element and what stands in its shadow root, then looks for what should not have happened. */
async function assertHarmless(page, panel) {
  const { exports, stray, links, found } = await panel.evaluate(async (element) => {
    const everything = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? everything(node.shadowRoot) : [])]);
    const nodes = everything(document);
    const exports = {};
    for (const format of ["json", "jsonld", "web-annotation", "csv", "markdown"]) exports[format] = await element.export(format);
    return {
      exports,
      stray: nodes.filter((node) => node.matches("img, iframe, object, embed, base, script:not([src])") || [...node.attributes].some(({ name }) => name.startsWith("on"))).map(({ outerHTML }) => outerHTML.slice(0, 80)),
      links: nodes.map((node) => node.href).filter((href) => typeof href === "string" && !/^(https?|blob):/.test(href)),
      found: element.result.claims.length + element.result.entities.length,
    };
  });
  assert.ok(found > HOSTILE.length, `${found} found`);
  assert.deepEqual([stray, links], [[], []]);
  for (const format of ["json", "jsonld", "web-annotation"]) {
    assert.doesNotMatch(exports[format], /</, format);
    JSON.parse(exports[format]);
  }
  for (const line of exports.csv.split("\r\n")) assert.doesNotMatch(line, /^[=+@-]|,"?[=+@]/);
  const walker = new commonmark.Parser().parse(exports.markdown).walker();
  for (let step = walker.next(); step; step = walker.next()) {
    const { type, destination, literal } = step.node;
    assert.ok(!["html_inline", "html_block", "image", "code_block"].includes(type), literal);
    // The article's own address is the one link.
    if (type === "link") assert.ok(page.url().startsWith(destination), destination);
  }
  assert.deepEqual(await page.evaluate(() => [globalThis.ran, globalThis.violations]), [undefined, []]);
  for (const url of page.requested) assert.doesNotMatch(url, /evil|\/x$/);
  assert.deepEqual(page.problems, []);
}

/** Goes through all that the panel shows. */
async function visitTabs(page) {
  const tabs = page.getByRole("tab");
  for (let i = 0; i < (await tabs.count()); i += 1) {
    await tabs.nth(i).click();
    const buttons = page.getByRole("tabpanel").getByRole("button");
    if (await buttons.count()) await buttons.first().click();
  }
}

test("in the page", async () => {
  const { url } = await serveShipped();
  const page = await open(url);
  await field(page).fill(STORY);
  const panel = page.locator("#panel");
  await until(() => panel.evaluate(({ state, text }) => state === "ready" && text.includes("script")), "the result");
  await visitTabs(page);
  await assertHarmless(page, panel);
  await closePage(page);
});

test("in the element on a host's page", async () => {
  const escape = (text) => text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const paragraphs = STORY.split("\n\n").map((text) => `<p>${escape(text)}</p>`).join("\n");
  const server = await serve({
    headers: (path) => (path === "/host" ? { "Content-Security-Policy": POLICY } : {}),
    files: { "/host": `<!doctype html><html lang="en"><title>Host</title><article id="story">${paragraphs}</article><who-said for="#story" activate="load"></who-said><script type="module" src="/element.js"></script>` },
  });
  const page = await open(`${server.url}host`);
  const element = page.locator("who-said");
  await until(() => element.evaluate(({ state }) => state === "ready"), "the result");
  await visitTabs(page);
  await assertHarmless(page, element);
  await closePage(page);
});
