//! `<who-said>` with a result that was made elsewhere: what it paints, shows, tells and leaves alone.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { highlightPairs, textsBelow } from "./fixtures/contrast.mjs";
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
  page.setDefaultTimeout(30_000);
  await page.goto(server.origin + path);
  page.before = await page.evaluate(() => document.body.innerHTML);
  await page.evaluate(async (extraction) => {
    const shown = new Promise((done) => addEventListener("who-said-result", done, { once: true }));
    for (const each of extraction ? document.querySelectorAll("who-said") : []) each.result = extraction;
    await import("/element.js");
    if (extraction && document.querySelector("who-said")?.activate === "load") await shown;
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
  const gap = await page.evaluate(() => {
    const element = document.querySelector("who-said");
    return element.shadowRoot.querySelector("[part=panel]").getBoundingClientRect().top - element.getBoundingClientRect().top;
  });
  assert.equal(gap, 0, "and no empty place before the panel");
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

const highlighted = (page, name) => page.evaluate((name) => [...(CSS.highlights.get(`who-said-${name}`) ?? [])].map(String), name);
const words = (ranges) => ranges.join(" ").replace(/\s+/g, " ");

/** Where some words of the article's nth paragraph stand on the screen, in shadow roots too. */
const middleOf = (page, nth, words) =>
  page.locator("#story p").nth(nth).evaluate(({ firstChild }, words) => {
    const range = document.createRange();
    range.setStart(firstChild, firstChild.data.indexOf(words));
    range.setEnd(firstChild, firstChild.data.indexOf(words) + words.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, words);

test("a pointer over a claim lights source, cue and content together and joins them; a click selects it", async () => {
  const page = await open();
  const box = await middleOf(page, 2, "such");
  await page.mouse.move(box.x, box.y);
  await page.waitForFunction(() => CSS.highlights.has("who-said-active-content"));
  assert.deepEqual(await highlighted(page, "active-content"), ["“No such warning was ever received,”"]);
  assert.deepEqual(await highlighted(page, "active-cue"), ["said"]);
  assert.deepEqual(await highlighted(page, "active-source"), ["Helen Marsh, the company’s operations director"]);
  assert.equal(await page.locator("who-said .join path").count(), 1);
  await page.mouse.click(box.x, box.y);
  const card = page.getByRole("tabpanel").getByRole("group", { name: "Helen Marsh" });
  await card.waitFor();
  const said = await card.innerText();
  for (const part of ["the company’s operations director", "Named", "denies", "84%", "Disputed in this article", "I told them it would come down", "One denies what the other says."]) assert.ok(said.includes(part), part);
  await page.mouse.move(5, 5);
  assert.deepEqual(await highlighted(page, "active-cue"), ["said"], "the selected claim stays lit");
  await page.keyboard.press("Escape");
  await closePage(page);
});

test("who-said-select can be prevented, and tells the ranges", async () => {
  const page = await open();
  const seen = await page.evaluate(() => {
    const element = document.querySelector("who-said");
    const told = [];
    element.addEventListener("who-said-select", (event) => {
      told.push(event.detail.id, event.detail.ranges.map(String).join("|"));
      if (event.detail.id === "c5") event.preventDefault();
    });
    return [element.select("c8"), element.select("c5"), element.select("nothing"), told];
  });
  assert.equal(seen[0], true);
  assert.equal(seen[1], false);
  assert.equal(seen[2], false);
  assert.match(seen[3][1], /A safety official, who asked not to be named .*seven people were hurt/);
  await closePage(page);
});

test("keys go through the claims, find, explain and let go, only inside the element unless the page wants them", async () => {
  const page = await open();
  const current = () => page.evaluate(() => document.querySelector("who-said").shadowRoot.activeElement?.dataset?.id ?? null);
  await page.keyboard.press("j");
  assert.equal(await current(), null, "a host's own keys stay the host's");
  await page.getByRole("tab", { name: /Claims/ }).focus();
  for (const [key, id] of [["j", "c1"], ["j", "c2"], ["j", "c3"], ["k", "c2"], ["ArrowDown", "c3"]]) {
    await page.keyboard.press(key);
    assert.equal(await current(), id, key);
  }
  await page.keyboard.press("/");
  await page.keyboard.type("ban on night");
  assert.match(await page.getByRole("status").first().innerText(), /1 claim shown/);
  assert.equal(await page.locator("who-said [data-id]").count(), 1);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /Claims/ }).focus();
  await page.keyboard.press("?");
  await page.getByText("Next claim").waitFor();
  await page.getByLabel("Use these keys").uncheck();
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: /Claims/ }).focus();
  const before = await current();
  await page.keyboard.press("j");
  assert.equal(await current(), before, "switched off");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { selected: true }).innerText(), "People & places 7");
  await page.evaluate(() => document.querySelector("who-said").setAttribute("shortcuts", "page"));
  await closePage(page);
});

test("the legend and the slider hide and show, in the article and in the panel", async () => {
  const page = await open();
  await button(page, /^Quoted/).click();
  assert.deepEqual(await highlighted(page, "direct"), []);
  assert.equal(await page.locator("who-said [data-kind=direct]").count(), 0);
  assert.equal(await button(page, /^Quoted/).getAttribute("aria-pressed"), "false");
  await button(page, /^Quoted/).click();
  assert.equal((await highlighted(page, "direct")).length, 2);
  await button(page, /^People 3/).click();
  assert.deepEqual(await highlighted(page, "person"), []);
  await page.getByLabel("Least confidence").fill("0.9");
  const left = await page.locator("who-said [data-kind]").count();
  assert.ok(left < 8);
  assert.equal(await page.getByRole("tab", { name: /Claims/ }).innerText(), `Claims ${left}`);
  assert.deepEqual(await highlighted(page, "narrative"), []);
  await closePage(page);
});

test("a host that renders again keeps its highlights; what it drops is reported", async () => {
  const page = await open();
  const before = words(await highlighted(page, "indirect"));
  await page.evaluate(() => {
    window.lost = [];
    addEventListener("who-said-anchor-lost", ({ detail }) => window.lost.push(...detail.ids));
    const story = document.querySelector("#story");
    story.replaceChildren(...[...story.children].map((child) => Object.assign(document.createElement(child.localName), { textContent: child.textContent })));
  });
  await page.waitForFunction((count) => CSS.highlights.get("who-said-indirect")?.size >= count && [...CSS.highlights.get("who-said-indirect")].every((range) => !range.collapsed), 8);
  assert.equal(words(await highlighted(page, "indirect")), before);
  // Another paragraph in front, other white space, one sentence gone.
  await page.evaluate(() => {
    const story = document.querySelector("#story");
    story.prepend(Object.assign(document.createElement("p"), { textContent: "Updated at noon." }));
    const paragraph = story.querySelectorAll("p")[3];
    paragraph.textContent = paragraph.textContent.replace(" “No such warning was ever received,” said Helen Marsh, the company’s operations director.", "\n   ");
  });
  await page.waitForFunction(() => window.lost.length > 0);
  assert.deepEqual(await page.evaluate(() => window.lost.filter((id) => id.startsWith("c"))), ["c5"]);
  assert.ok(words(await highlighted(page, "indirect")).includes("the bolt was inspected on 6 March and found to be sound"));
  assert.equal((await highlighted(page, "direct")).length, 1);
  await closePage(page);
});

test("an article that comes late is waited for, and one in a shadow root is found by its neighbour", async () => {
  const page = await open('<who-said for="#late" activate="visible"></who-said>', { body: "" });
  await page.locator("who-said .phase", { hasText: "Waiting for the article" }).waitFor();
  await page.evaluate((html) => {
    const late = document.createElement("div");
    late.id = "late";
    for (const text of html) late.append(Object.assign(document.createElement("p"), { textContent: text }));
    document.querySelector("main").prepend(late);
  }, paragraphs);
  await page.getByRole("tab", { name: /Claims 13/ }).waitFor();
  assert.equal((await highlighted(page, "direct")).length, 2);
  await page.evaluate(async ([texts, extraction]) => {
    const outer = document.createElement("section");
    document.body.append(outer);
    const root = outer.attachShadow({ mode: "open" });
    const story = document.createElement("div");
    story.id = "inner";
    for (const text of texts) story.append(Object.assign(document.createElement("p"), { textContent: text }));
    const element = document.createElement("who-said");
    element.setAttribute("for", "#inner");
    element.setAttribute("activate", "load");
    element.result = extraction;
    const shown = new Promise((done) => element.addEventListener("who-said-result", done));
    root.append(story, element);
    await shown;
    window.adopted = root.adoptedStyleSheets.length;
  }, [paragraphs, result]);
  assert.equal((await highlighted(page, "direct")).length, 4, "two elements share the names");
  assert.equal(await page.evaluate(() => window.adopted), 1);
  await page.evaluate(() => document.querySelector("section").shadowRoot.querySelector("who-said").clear());
  assert.equal((await highlighted(page, "direct")).length, 2, "one took only its own away");
  await closePage(page);
});

test("with <mark> the same is painted, and the host's nodes come back as they were", async () => {
  const page = await open('<who-said for="#story" activate="load" highlight="mark"></who-said>');
  const marked = (name) => page.locator(`mark[data-who-said~="${name}"]`).allInnerTexts();
  assert.equal((await marked("direct")).join(""), "“I told them it would come down, and they told me to keep lifting,”“No such warning was ever received,”");
  await page.getByRole("button", { name: /No such warning/ }).focus();
  assert.equal((await marked("active-cue")).join(""), "said");
  await page.evaluate(() => (window.first = document.querySelector("#story p")));
  await button(page, "Close", { exact: true }).click();
  assert.equal(await page.evaluate(() => document.querySelector("#story").outerHTML), article);
  assert.equal(await page.evaluate(() => window.first === document.querySelector("#story p") && window.first.childNodes.length), 1);
  await closePage(page);
});

test("slotted text, emoji, line breaks and nested tags are highlighted where they stand", async () => {
  const body = `<who-said activate="load"><p>👩‍🚀 “It <em>will <b>hold</b></em>,”<br>said <a href="#x">Ana Ruiz</a>.</p></who-said>`;
  const text = "👩‍🚀 “It will hold,”\nsaid Ana Ruiz.";
  const at = (part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length, text: part });
  const given = {
    ...result, length: text.length, sentences: [{ start: 0, end: text.length, text }], times: [], quantities: [], relations: [],
    entities: [{ id: "e1", type: "person", name: "Ana Ruiz", aliases: [], descriptions: [], mentions: [{ ...at("Ana Ruiz"), kind: "name", confidence: 0.9 }] }],
    claims: [{ ...result.claims[1], id: "c1", source: at("Ana Ruiz"), cue: at("said"), content: [at("“It will hold,”")], speaker: "e1" }],
  };
  const page = await open("", { body, result: given });
  assert.deepEqual(await highlighted(page, "direct"), ["“It ", "will ", "hold", ",”"]);
  assert.deepEqual(await highlighted(page, "person"), ["Ana Ruiz"]);
  await closePage(page);
});

test("hostile text stays text everywhere", async () => {
  const evil = '<img src=x onerror=alert(1)>"><script>alert(2)</script> javascript:alert(3)';
  const paragraph = `“${evil},” said Eve ${evil}.`;
  const at = (part) => ({ start: paragraph.indexOf(part), end: paragraph.indexOf(part) + part.length, text: part });
  const given = {
    ...result, length: paragraph.length, sentences: [{ start: 0, end: paragraph.length, text: paragraph }], times: [], quantities: [], relations: [],
    entities: [{ id: "e1", type: "person", name: `Eve ${evil}`, aliases: [evil], descriptions: [evil], mentions: [{ ...at("Eve"), kind: "name", confidence: 0.9 }] }],
    claims: [{ ...result.claims[1], id: "c1", source: at("Eve"), cue: at("said"), content: [at(`“${evil},”`)], speaker: "e1" }],
  };
  const page = await open('<who-said for="#story" activate="load"></who-said>', { body: `<article id="story"><p>${escape(paragraph)}</p></article>`, result: given });
  for (const tab of ["Claims", "People", "Source mix"]) {
    await page.getByRole("tab", { name: tab }).click();
    await page.getByRole("tabpanel").getByRole("button").first().click();
  }
  assert.equal(await page.evaluate(() => document.querySelector("who-said").shadowRoot.querySelectorAll("img,script").length), 0);
  assert.deepEqual(page.problems, []);
  await closePage(page);
});

test("the panel speaks the page's language, from right to left where that is read so", async () => {
  const page = await open(undefined, { lang: "ar" });
  await page.getByRole("tab", { name: /الأقوال/ }).waitFor();
  assert.equal(await page.locator("who-said section[part=panel]").getAttribute("dir"), "rtl");
  await page.evaluate(() => (document.querySelector("who-said").lang = "de"));
  await page.getByRole("tab", { name: /Aussagen/ }).waitFor();
  await page.evaluate(() => (document.querySelector("who-said").messages = { "tab.claims": "Zitate" }));
  await page.getByRole("tab", { name: /Zitate/ }).waitFor();
  await closePage(page);
});

test("on a phone a tapped claim's card comes to the reader", async () => {
  const page = await open(undefined, { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
  await page.locator("#story p").nth(1).scrollIntoViewIfNeeded();
  const box = await middleOf(page, 1, "told");
  await page.touchscreen.tap(box.x, box.y);
  const sheet = page.getByRole("dialog");
  await sheet.getByText("Callum Reid").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is wider than the phone");
  await sheet.getByRole("button", { name: "Close" }).click();
  assert.equal(await sheet.count(), 0);
  await closePage(page);
});

test("a precomputed result downloads neither engine nor model, and no request follows the display", async () => {
  const page = await open();
  assert.deepEqual(page.requested.filter((url) => /wasm|safetensors|worker|pkg/.test(url)), []);
  const count = page.requested.length;
  for (const tab of ["People", "Timeline", "Disputes", "Source mix", "Claims"]) await page.getByRole("tab", { name: tab }).click();
  await button(page, /No such warning/).click();
  const csv = await page.evaluate(() => document.querySelector("who-said").export("csv"));
  assert.match(csv, /No such warning/);
  assert.equal(page.requested.length, count);
  await closePage(page);
});

test("printed, the panel is notes without controls", async () => {
  const page = await open();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("tablist").isVisible(), false);
  assert.equal(await button(page, "Close", { exact: true }).isVisible(), false);
  assert.equal(await page.getByText("he had reported the crack").last().isVisible(), true);
  await closePage(page);
});

test("every colour pair is readable: text on tints, on lit passages, quiet text, lines", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(undefined, { colorScheme });
    await button(page, /No such warning/).click();
    const { low } = await highlightPairs(page, "#story p");
    assert.deepEqual(low, [], colorScheme);
    assert.deepEqual(await textsBelow(page, 4.5), [], colorScheme);
    await closePage(page);
  }
});

test("in forced colours only what is pointed at is painted, unless the host keeps its colours", async () => {
  const page = await open(undefined, { forcedColors: "active" });
  assert.deepEqual(await highlighted(page, "direct"), []);
  await page.evaluate(() => document.querySelector("who-said").select("c5"));
  assert.deepEqual(await highlighted(page, "active-cue"), ["said"]);
  await page.emulateMedia({ forcedColors: "none" });
  await page.waitForFunction(() => CSS.highlights.get("who-said-direct")?.size === 2);
  await closePage(page);
});

test("attributes, states, slots and parts are a host's to use", async () => {
  const page = await open('<who-said for="#story" activate="load" show="entities times" min-confidence="0.9"><h2 slot="heading">Ours</h2><p slot="footer">More about this</p></who-said>');
  await page.getByRole("heading", { name: "Ours" }).waitFor();
  await page.getByText("More about this").waitFor();
  assert.deepEqual((await page.getByRole("tab").allInnerTexts()).map((name) => name.replace(/ \d+/, "")), ["People & places", "Timeline"]);
  assert.deepEqual(await highlighted(page, "direct"), []);
  assert.ok((await highlighted(page, "person")).length > 0);
  const seen = await page.evaluate(() => {
    const element = document.querySelector("who-said");
    const before = [element.matches(":state(ready)"), element.state, element.minConfidence];
    element.show = "claims";
    element.layout = "inline";
    element.minConfidence = "";
    return [...before, element.getAttribute("show"), element.hasAttribute("min-confidence")];
  });
  assert.deepEqual(seen, [true, "ready", "0.9", "claims", false]);
  await page.waitForFunction(() => CSS.highlights.get("who-said-direct")?.size === 2 && !CSS.highlights.has("who-said-person"));
  await closePage(page);
});

test("parts, properties and states let a host restyle everything", async () => {
  const page = await open();
  await page.evaluate(() => {
    const rules = new CSSStyleSheet();
    const parts = ["panel", "toolbar", "filter", "claim", "source", "cue", "content", "entity", "timeline", "relation", "button", "status"];
    rules.replaceSync(`${parts.map((part) => `who-said::part(${part}) { outline-width: 7px; }`).join("")}
      who-said { --who-said-accent: rgb(1, 2, 3); --who-said-person: rgb(4, 5, 6); --who-said-font-size: 21px; --who-said-background: rgb(7, 8, 9); }
      who-said:state(ready) { opacity: 0.5; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  });
  const restyled = () => page.evaluate(() => {
    const root = document.querySelector("who-said").shadowRoot;
    return [...root.querySelectorAll("[part]")].filter((node) => getComputedStyle(node).outlineWidth === "7px").flatMap((node) => [...node.part]);
  });
  const seen = new Set();
  for (const name of ["Claims", "People", "Timeline", "Disputes"]) {
    await page.getByRole("tab", { name }).click();
    for (const part of await restyled()) seen.add(part);
  }
  assert.deepEqual([...seen].sort(), ["button", "claim", "content", "cue", "entity", "filter", "panel", "relation", "source", "status", "timeline", "toolbar"]);
  const found = await page.evaluate(() => {
    const element = document.querySelector("who-said");
    const panel = getComputedStyle(element.shadowRoot.querySelector("[part=panel]"));
    const paragraph = document.querySelector("#story p");
    // The article takes the colours from where it stands.
    document.documentElement.style.setProperty("--who-said-person", "rgb(4, 5, 6)");
    return [panel.fontSize, panel.backgroundColor, getComputedStyle(paragraph, "::highlight(who-said-person)").backgroundColor, getComputedStyle(element).opacity];
  });
  assert.deepEqual(found, ["21px", "rgb(7, 8, 9)", "rgb(4, 5, 6)", "0.5"]);
  await closePage(page);
});

test("events leave every shadow root, the state follows them, and each state has a slot of the host's", async () => {
  const slots = ["loading", "error", "empty"].map((name) => `<p slot="${name}">Our ${name}</p>`).join("");
  const page = await open(`<who-said for="#story" wasm-src="/late-and-missing.wasm">${slots}</who-said>`, { result: null });
  server.files["/late-and-missing.wasm"] = { status: 404, delay: 2000 };
  await page.evaluate(() => {
    window.told = [];
    for (const name of ["progress", "result", "error", "select"]) {
      addEventListener(`who-said-${name}`, ({ target, bubbles, composed, cancelable, detail }) => window.told.push([name, target.state, target.matches(`:state(${target.state})`), bubbles, composed, cancelable, Object.keys(detail).sort().join()]));
    }
  });
  const element = page.locator("who-said");
  assert.equal(await element.evaluate(({ state }) => state), "idle");
  const failed = element.evaluate((element) => element.extract().catch(({ name, code }) => [name, code]));
  await page.getByText("Our loading").waitFor();
  assert.deepEqual(await failed, ["WhoSaidError", "load"]);
  await page.getByText("Our error").waitFor();
  assert.equal(await element.evaluate((element) => element.export("csv").catch(({ code }) => code)), "load");
  await element.evaluate((element, given) => (element.result = given), { ...result, claims: [], relations: [] });
  await page.getByText("Our empty").waitFor();
  await element.evaluate((element) => element.select("e1"));
  const told = await page.evaluate(() => window.told);
  const last = (name) => told.findLast(([each]) => each === name).slice(1);
  assert.deepEqual(last("error"), ["error", true, true, true, false, "error"]);
  assert.deepEqual(last("result"), ["ready", true, true, true, false, "result"]);
  assert.deepEqual(last("select"), ["ready", true, true, true, true, "id,item,ranges"]);
  await element.evaluate((element) => element.clear());
  assert.deepEqual(await element.evaluate((element) => [element.state, element.matches(":state(ready)")]), ["idle", false]);
  await button(page, "Show who says what").waitFor();
  await closePage(page);
});

test("a script that is missing is an error that says so, and the button stays", async () => {
  const page = await open('<who-said for="#story"></who-said>', { result: null });
  await page.route("**/element/session.js", (route) => route.abort());
  const told = page.evaluate(() => new Promise((done) => addEventListener("who-said-error", ({ detail: { error } }) => done([error.name, error.code, error.message]))));
  await button(page, "Show who says what").click();
  const [name, code, message] = await told;
  assert.deepEqual([name, code], ["WhoSaidError", "load"]);
  assert.match(message, /beside element\.js/);
  await button(page, "Show who says what").waitFor();
  assert.equal(await page.evaluate(() => document.querySelector("#story").outerHTML), article);
  await closePage(page);
});

test("an article that draws itself into shadow roots is painted, pointed at and followed there", async () => {
  const page = await open("", { body: '<x-story id="story"></x-story>', result: null });
  await page.evaluate(async ([texts, extraction]) => {
    const put = (root, texts) => root.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    const story = document.querySelector("#story");
    const inner = document.createElement("x-inner");
    story.attachShadow({ mode: "open" }).append(inner);
    window.draw = () => put(inner.shadowRoot ?? inner.attachShadow({ mode: "open" }), texts);
    window.draw();
    const element = Object.assign(document.createElement("who-said"), { result: extraction });
    element.setAttribute("for", "#story");
    element.setAttribute("activate", "load");
    const shown = new Promise((done) => element.addEventListener("who-said-result", done));
    document.querySelector("main").append(element);
    await shown;
  }, [paragraphs, result]);
  assert.equal((await highlighted(page, "direct")).length, 2);
  const inner = (what) => page.evaluate((what) => new Function("root", `return ${what}`)(document.querySelector("#story").shadowRoot.querySelector("x-inner").shadowRoot), what);
  assert.match(await inner('getComputedStyle(root.querySelector("p"), "::highlight(who-said-direct)").textDecorationLine'), /underline/);
  const box = await middleOf(page, 3, "such");
  await page.mouse.click(box.x, box.y);
  await page.getByRole("tabpanel").getByRole("group", { name: "Helen Marsh" }).waitFor();
  await page.evaluate(() => window.draw());
  await page.waitForFunction(() => [...(CSS.highlights.get("who-said-direct") ?? [])].filter((range) => range.startContainer.isConnected && !range.collapsed).length === 2);
  await page.evaluate(() => document.querySelector("who-said").clear());
  assert.deepEqual([await inner("root.adoptedStyleSheets.length"), await page.evaluate(() => document.adoptedStyleSheets.length)], [0, 0]);
  await closePage(page);
});

test("around its own article the panel stands beside it where there is room, and below it where there is not", async () => {
  const page = await open("", { body: `<who-said activate="load"><h2>Above</h2>${article}<p>Below</p></who-said>`, viewport: { width: 1400, height: 900 } });
  await page.evaluate(() => (document.querySelector("main").style.display = "block"));
  const isBeside = () => page.evaluate(() => {
    const [panel, story] = [document.querySelector("who-said").shadowRoot.querySelector("[part=panel]"), document.querySelector("#story")].map((node) => node.getBoundingClientRect());
    const around = [...document.querySelectorAll("who-said > *")].map((node) => node.getBoundingClientRect());
    if (!around.every(({ left, top }, i) => left === story.left && (!i || top >= around[i - 1].bottom))) throw new Error("the article is torn apart");
    return panel.left >= story.right;
  });
  assert.equal(await isBeside(), true);
  // The element's own width decides, not the screen's.
  await page.evaluate(() => (document.querySelector("main").style.width = "30rem"));
  assert.equal(await isBeside(), false);
  await closePage(page);
});

test("what lies over what, and that nothing is painted or shown where the host wants none", async () => {
  const page = await open('<who-said for="#story" activate="load" layout="none"></who-said>');
  await page.evaluate(() => document.querySelector("who-said").select("c5"));
  const names = ["narrative", "direct", "disputed", "source", "cue", "active-content", "active-source", "active-cue"];
  const priorities = await page.evaluate((names) => ["person", ...names].map((name) => CSS.highlights.get(`who-said-${name}`).priority), names);
  assert.deepEqual(priorities, [...new Set(priorities)].sort((a, b) => a - b));
  assert.equal(await page.locator("who-said [part=panel]").count(), 0);
  await page.evaluate(() => (document.querySelector("who-said").highlight = "none"));
  await page.waitForFunction(() => CSS.highlights.size === 0);
  await page.evaluate(() => Object.assign(document.querySelector("who-said"), { layout: "panel", highlight: "" }));
  await page.getByRole("tab", { name: /Claims 13/ }).waitFor();
  assert.equal((await highlighted(page, "direct")).length, 2);
  await closePage(page);
});

test("text that is set becomes paragraphs of the element, and is what is read", async () => {
  const page = await open("", { body: '<who-said activate="load"></who-said>', result: null });
  await page.evaluate(([text, extraction]) => Object.assign(document.querySelector("who-said"), { text, result: extraction }), [paragraphs.join("\n\n"), result]);
  await page.getByRole("tab", { name: /Claims 13/ }).waitFor();
  assert.deepEqual(await page.locator("who-said > p").allInnerTexts(), paragraphs);
  assert.ok((await page.locator("who-said").evaluate(({ text }) => text)).includes(paragraphs[2]));
  assert.equal((await highlighted(page, "direct")).length, 2);
  await closePage(page);
});
