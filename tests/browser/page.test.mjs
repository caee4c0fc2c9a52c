//! The paste page, handled as a person would: typing, pasting, dropping, opening, sharing, keys.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { button, calls, drop, field, openPage, panel, paste, pasteKnown, story, tab, text, until } from "./fixtures/paste-page.mjs";
import { closePage } from "./harness.mjs";

// Longer than the page waits for a typist to go on.
const PAUSE_MS = 1_000;

const blocks = (page) => story(page).evaluate((article) => [...article.children].map(({ className, textContent }) => [className, textContent]));

test("pasted HTML keeps its paragraphs and leaves the caret where typing goes on", async () => {
  const page = await openPage();
  const html = `<article><h1>Bridge closed</h1><p>By Ann Lee</p><p>The bridge is <b>shut</b>,
    the mayor&nbsp;said.<br>It opens in May.</p><nav>Home</nav><ul><li>One</li><li>Two</li></ul></article>`;
  await paste(page, { plain: "flat", html });
  assert.equal(await field(page).inputValue(), "Bridge closed\n\nBy Ann Lee\n\nThe bridge is shut, the mayor\u00a0said.\nIt opens in May.\n\n• One\n• Two");
  await page.keyboard.type("!");
  assert.match(await field(page).inputValue(), /• Two!$/);
  await until(async () => (await blocks(page)).at(-1)?.[1].endsWith("!"), "the typed letter");
  assert.deepEqual((await blocks(page)).slice(0, 2), [["headline", "Bridge closed"], ["byline", "By Ann Lee"]]);
  assert.equal(await page.title(), "Bridge closed – Who said what");
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("results follow typing; focus, caret and undo stay with the typist", async () => {
  const page = await openPage();
  await field(page).click();
  await page.keyboard.type("Rain fell. ", { delay: 5 });
  await page.keyboard.type("“It was wet,” she said.", { delay: 5 });
  await until(async () => (await calls(page)).length, "an extraction");
  const made = await calls(page);
  assert.equal(made.at(-1).text, "Rain fell. “It was wet,” she said.");
  assert.ok(made.length < 6, `${made.length} extractions for 34 keys`);
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("softly ");
  assert.equal(await field(page).inputValue(), "Rain fell. “It was wet,” she softly said.");
  await until(async () => (await calls(page)).at(-1).text.includes("softly"), "the second extraction");
  assert.ok(await field(page).evaluate((area) => area === document.activeElement && area.selectionStart === 36));
  await page.keyboard.press("ControlOrMeta+Z");
  assert.doesNotMatch(await field(page).inputValue(), /softly s/);
  await closePage(page);
});

test("a changed paragraph is shown without touching the others", async () => {
  const page = await openPage();
  await pasteKnown(page);
  await story(page).evaluate((article) => [...article.children].forEach((child, i) => (child.number = i)));
  await field(page).press("ControlOrMeta+End");
  await page.keyboard.type(" Nobody was there.");
  await until(() => story(page).evaluate((article) => article.lastChild.textContent.endsWith("Nobody was there.")), "the new sentence");
  assert.deepEqual(await story(page).evaluate((article) => [...article.children].map(({ number }) => number ?? null)), [0, 1, 2, 3, 4, 5, null]);
  await closePage(page);
});

test("the article is marked and listed: speakers, claims, disputes", async () => {
  const page = await openPage();
  await pasteKnown(page);
  assert.equal((await calls(page))[0].text, text);
  const names = await page.evaluate(() => [...CSS.highlights.keys()].sort());
  for (const name of ["direct", "indirect", "narrative", "source", "cue", "person", "place"]) assert.ok(names.includes(`who-said-${name}`), name);
  await button(panel(page), /he had reported the crack/).click();
  await panel(page).getByText("Callum Reid (“He”)").waitFor();
  await tab(page, /Disputes/).click();
  assert.equal(await panel(page).locator(".dispute").count(), 3);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("files and HTML are opened and dropped, nothing in them runs or loads; others are refused in words", async () => {
  const page = await openPage();
  await page.locator("#file").setInputFiles({ name: "a.md", mimeType: "", buffer: Buffer.from("# Title of it\n\nThe *mayor* [said](http://x.example/) no.\n\n> Quoted **words** here.\n") });
  await until(async () => (await field(page).inputValue()) === "Title of it\n\nThe mayor said no.\n\nQuoted words here.", "the Markdown file");
  const saved = `<html><head><title>T</title><meta property="article:published_time" content="2021-05-04T10:00Z"></head><body><nav>Menu</nav><h1>Port strike ends</h1><article><p>${"Workers went back on Monday. ".repeat(10)}</p></article><footer>Imprint</footer></body></html>`;
  await drop(page, { file: { name: "page.html", type: "text/html", bytes: [...Buffer.from(saved)] } });
  await until(async () => (await field(page).inputValue()).startsWith("Port strike ends\n\nWorkers"), "the page");
  assert.doesNotMatch(await field(page).inputValue(), /Menu|Imprint/);
  assert.equal(await page.getByLabel("Published").inputValue(), "2021-05-04");
  await drop(page, { file: { name: "old.txt", type: "text/plain", bytes: [...Buffer.from("caf\xe9 talks", "latin1")] } });
  await until(async () => (await field(page).inputValue()) === "café talks", "the old file");
  await drop(page, { data: { "text/plain": "plain", "text/html": "<p>One</p><p>Two</p>" } });
  await until(async () => (await field(page).inputValue()) === "One\n\nTwo", "the dropped text");
  await drop(page, { data: { "text/html": "<script>globalThis.ran = 1</script><p onclick='1'>Three<img src=/x onerror='globalThis.ran = 2'></p><iframe src=/y></iframe><style>p{}</style>" } });
  await until(async () => (await field(page).inputValue()) === "Three", "the dropped HTML");
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  for (const url of page.requested) assert.doesNotMatch(url, /\/[xy]$/);
  await drop(page, { file: { name: "photo.jpg", type: "image/jpeg", bytes: [255, 216] } });
  await page.getByText("“photo.jpg” is no text file.").waitFor();
  assert.equal(await field(page).inputValue(), "Three");
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("each sample opens with its date, which is used, and can be set by hand", async () => {
  const page = await openPage();
  assert.equal(await page.locator(".samples li").count(), 5);
  await button(page, /Ferry capsizes/).click();
  await page.getByText("found in the text").waitFor();
  assert.equal(await page.getByLabel("Published").inputValue(), "2023-06-14");
  await until(async () => (await calls(page)).at(-1)?.referenceDate === "2023-06-14", "the date");
  await page.getByLabel("Published").fill("2023-06-20");
  await page.getByLabel("Published").blur();
  await until(async () => (await calls(page)).at(-1).referenceDate === "2023-06-20", "the other date");
  await field(page).press("ControlOrMeta+End");
  await page.keyboard.type(" More.");
  await until(async () => (await calls(page)).at(-1).text.endsWith("More."), "the typed word");
  assert.equal(await page.getByLabel("Published").inputValue(), "2023-06-20");
  await button(page, "Clear").click();
  await page.getByText("Or start with one of these").waitFor();
  assert.equal(await page.getByLabel("Published").inputValue(), "");
  assert.ok(await field(page).evaluate((area) => area === document.activeElement));
  for (const name of [/Union and rail/, /Minister denies/, /Asteroid/, /A loaf/]) {
    await button(page, name).click();
    await story(page).getByRole("heading", { name }).waitFor();
    await button(page, "Clear").click();
  }
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("a link carries text and date in its fragment, and a passage; none of it reaches a server", async () => {
  const page = await openPage();
  await pasteKnown(page);
  await page.getByLabel("Published").fill("2024-06-12");
  await page.getByLabel("Published").blur();
  await until(async () => (await calls(page)).at(-1).referenceDate === "2024-06-12", "the date");
  await button(page, "Link to this text").click();
  await page.getByText(/^Copied\./).waitFor();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]+&d=2024-06-12$/);
  assert.ok(link.length < text.length);
  await button(panel(page), /I told them it would come down/).click();
  const passage = await page.getByRole("link", { name: "Link to this passage" }).getAttribute("href");

  const other = await openPage({ hash: new URL(passage).hash });
  assert.equal(await field(other).inputValue(), text);
  assert.equal(await other.getByLabel("Published").inputValue(), "2024-06-12");
  await other.getByRole("link", { name: "Link to this passage" }).waitFor();
  assert.equal(await other.locator("button[aria-expanded=true][data-id=c2]").count(), 1);
  for (const url of [...page.requested, ...other.requested]) assert.doesNotMatch(url, /[?]|t=/);
  await closePage(page);
  await closePage(other);
});

test("a text too long for a link and a broken link are said in words", async () => {
  const page = await openPage({ hash: "#t=bm90LWRlZmxhdGVk" });
  await page.getByText("The text in this link could not be read").waitFor();
  const noise = Array.from({ length: 9000 }, (_, i) => ((i * 2654435761) >>> 0).toString(36)).join(" ");
  await drop(page, { data: { "text/plain": noise } });
  await button(page, "Link to this text").click();
  await page.getByText(/^This text is too long for a link/).waitFor();
  assert.equal(await page.getByLabel("Link", { exact: true }).isVisible(), false);
  await closePage(page);
});

test("a journey by keyboard alone: next, previous, filter, escape, help, off", async () => {
  const page = await openPage();
  await pasteKnown(page);
  await page.keyboard.press("j");
  assert.match(await field(page).inputValue(), /j/, "letters typed into the field are letters");
  await page.keyboard.press("ControlOrMeta+Z");
  await page.waitForTimeout(PAUSE_MS);
  await until(async () => (await calls(page)).at(-1).text === text && (await page.locator("#panel").evaluate(({ state }) => state)) === "ready", "the text as it was");
  await page.evaluate(() => document.activeElement.blur());
  const selected = () => page.evaluate(() => document.querySelector("#panel").shadowRoot.querySelector("[aria-expanded=true][data-id]")?.dataset.id ?? null);
  await page.keyboard.press("j");
  assert.equal(await selected(), "c1");
  await page.keyboard.press("j");
  assert.equal(await selected(), "c2");
  await panel(page).getByRole("status").getByText("2 of 13: Callum Reid").waitFor();
  await page.keyboard.press("k");
  assert.equal(await selected(), "c1");
  await page.keyboard.press("Escape");
  assert.equal(await selected(), null);
  await page.keyboard.press("/");
  await page.keyboard.type("Marsh");
  await panel(page).getByText(/claims shown/).waitFor();
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.querySelector("#panel").shadowRoot.activeElement.blur());
  await page.keyboard.press("?");
  await page.getByText("Next claim").waitFor();
  await page.getByLabel("Use these keys").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  assert.equal(await selected(), null);
  await closePage(page);
});

test("every format is saved as a file, and one claim is copied with who said it and where", async () => {
  const page = await openPage();
  await pasteKnown(page);
  for (const [name, file, holds] of [["JSON", "who-said.json", /"schemaVersion": 1/], ["CSV table", "who-said.csv", /Callum Reid/], ["JSON-LD", "who-said.jsonld", /schema\.org/], ["Web Annotation", "who-said.annotations.jsonld", /TextQuoteSelector/], ["Markdown", "who-said.md", /## Callum Reid/]]) {
    await panel(page).getByText("Export", { exact: true }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, name, { exact: true }).click()]);
    assert.equal(download.suggestedFilename(), file);
    assert.match(await readFile(await download.path(), "utf8"), holds);
  }
  await button(panel(page), /I told them it would come down/).click();
  await button(page, "Copy with attribution").click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^“I told them .*”\n— Callum Reid, 43, Harbour inquiry hears rival accounts of night crane fell – Who said what, http/);
  await closePage(page);
});

test("a panel that was closed stays closed while the text changes, until it is asked for", async () => {
  const page = await openPage();
  await pasteKnown(page);
  const before = (await calls(page)).length;
  await button(panel(page), "Close", { exact: true }).click();
  assert.deepEqual(await page.evaluate(() => [...CSS.highlights.keys()]), []);
  await field(page).press("ControlOrMeta+End");
  await page.keyboard.type(" The end.");
  await until(() => story(page).evaluate((article) => article.textContent.endsWith("The end.")), "the typed words");
  assert.equal((await calls(page)).length, before);
  await button(page, "Show who says what").click();
  await until(async () => (await calls(page)).length > before, "an extraction");
  await closePage(page);
});

test("an article that holds markup and scripts stays text", async () => {
  const page = await openPage();
  const hostile = "<img src=x onerror=globalThis.ran=1> Title here\n\n<script>globalThis.ran=2</script> said the [link](javascript:globalThis.ran=3).\n\n\u202eevil\u0000 \ud83d\ude00 text";
  await paste(page, { plain: hostile });
  await until(async () => (await calls(page)).length, "an extraction");
  assert.equal(await story(page).evaluate((article) => article.querySelectorAll("*:not(p, h2, h3, br)").length), 0);
  assert.match(await story(page).innerText(), /<script>globalThis.ran=2<\/script>/);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});
