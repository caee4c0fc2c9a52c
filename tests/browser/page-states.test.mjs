//! The states of the paste page: starting, cancelled, nothing found, not English, and every way to fail, each in plain words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { textsBelow } from "./fixtures/contrast.mjs";
import { button, calls, field, openPage, panel, paste, pasteKnown, tab, until } from "./fixtures/paste-page.mjs";
import { axe, closePage } from "./harness.mjs";

test("the start shows phases and real bytes, can be cancelled, and started again", async () => {
  const start = [{ phase: "download", loaded: 1_250_000, total: 3_900_000 }, { phase: "compile" }];
  const page = await openPage({ steer: { start, held: "download" } });
  await paste(page, { plain: "A text." });
  await page.getByText("Downloading the reader, once: 1.3 MB of 3.9 MB").waitFor();
  assert.equal(await page.locator("#loading progress").evaluate(({ value, max }) => value / max), 1_250_000 / 3_900_000);
  await page.evaluate(() => (globalThis.standIn.held = "compile"));
  await page.locator("#loading").getByText("Starting the reader").waitFor();
  assert.deepEqual(await axe(page), []);
  await button(panel(page), "Cancel").click();
  await page.getByRole("heading", { name: "Stopped" }).waitFor();
  assert.equal(await field(page).inputValue(), "A text.");
  await page.evaluate(() => (globalThis.standIn = {}));
  await button(panel(page), "Try again").click();
  await until(async () => (await calls(page)).length, "an extraction");
  await closePage(page);
});

test("a start from the cache never says that something is downloaded", async () => {
  const page = await openPage({ steer: { start: [{ phase: "download", loaded: 3_900_000, total: 3_900_000 }] } });
  await page.evaluate(async () => (await caches.open("whosaid-test")).put("/model/en.safetensors", new Response("kept")));
  await page.reload();
  const said = page.evaluate(() => new Promise((done) => {
    const words = document.querySelector("#loading p");
    const seen = [];
    new MutationObserver(() => seen.push(words.textContent)).observe(words, { childList: true });
    document.querySelector("#panel").addEventListener("who-said-result", () => done(seen), { once: true });
  }));
  await paste(page, { plain: "A text." });
  assert.doesNotMatch((await said).join("\n"), /download/i);
  await closePage(page);
});

test("a long reading says so, and can be cancelled without losing the text", async () => {
  const page = await openPage();
  await pasteKnown(page);
  await page.evaluate(() => (globalThis.standIn = { takes: 60_000 }));
  await field(page).press("ControlOrMeta+End");
  await page.keyboard.type(" More.");
  await page.locator("#busy").waitFor();
  await button(page, "Cancel").click();
  await page.locator("#busy").waitFor({ state: "hidden" });
  assert.match(await field(page).inputValue(), / More\.$/);
  await closePage(page);
});

test("nothing found, and not English, are said", async () => {
  const page = await openPage({ steer: { warnings: [{ code: "not-english", message: "This is not English." }] } });
  await paste(page, { plain: "Der Minister sagte nichts." });
  await page.getByText("No claims found").waitFor();
  await page.getByText("This text does not seem to be English.").first().waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await textsBelow(page, 4.5), []);
  await closePage(page);
});

const FAILURES = [
  { at: "start", code: "csp", message: "Add 'wasm-unsafe-eval' to script-src.", title: "This browser may not run the reader", detail: /wasm-unsafe-eval/ },
  { at: "start", code: "model", message: "The model file cannot be used: it ends early.", title: "The language model could not be used", detail: /ends early/ },
  { at: "start", code: "load", message: "/x could not be loaded (the server answered 404).", title: "The reader could not be loaded", detail: /404/ },
  { at: "start", code: "integrity", message: "/x does not match its integrity value.", title: "A file was changed on its way", detail: /integrity/ },
  { at: "start", code: "load", message: "/x", offline: true, title: "No network, and the reader is not on this device yet" },
  { at: "extract", code: "worker", message: "The extraction stopped unexpectedly.", title: "The reader stopped and was started again", detail: /unexpectedly/ },
  { at: "extract", code: "too-long", message: "The text has 20000001 characters.", title: "This text is too long to be read at once", detail: /20000001/ },
];

test("each failure has its own words, keeps the text, and trying again works", async () => {
  const page = await openPage();
  for (const { offline = false, title, detail, ...fail } of FAILURES) {
    await page.reload();
    await page.evaluate((fail) => (globalThis.standIn = { fail }), fail);
    await page.context().setOffline(false);
    // The page's own scripts are there before the network goes.
    await page.evaluate(() => Promise.all([import("/element/session.js"), import("/dom.js"), import("/whosaid.js"), import("/export.js"), import("/element/messages/en.js")]));
    await page.context().setOffline(offline);
    await paste(page, { plain: "Kept text." });
    await page.getByRole("heading", { name: title }).waitFor();
    if (detail) assert.match(await page.locator("#failure .detail").innerText(), detail);
    assert.deepEqual(await textsBelow(page, 4.5), [], title);
    assert.equal(await field(page).inputValue(), "Kept text.");
    await page.context().setOffline(false);
    await page.evaluate(() => delete globalThis.standIn);
    await button(panel(page), "Try again").click();
    await tab(page, /Claims/).or(page.getByText("No claims found")).first().waitFor();
  }
  assert.deepEqual(await axe(page), []);
  await closePage(page);
});
