//! How the paste page looks and what a screen reader finds: axe, contrast of every pair of colours, ARIA trees, phone, paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { highlightPairs, textsBelow } from "./fixtures/contrast.mjs";
import { button, field, openPage, panel, pasteKnown, story, tab, until } from "./fixtures/paste-page.mjs";
import { axe, closePage } from "./harness.mjs";

const TABS = [/Claims/, /People & places/, "Timeline", /Disputes/, "Source mix"];

for (const colorScheme of ["light", "dark"]) {
  test(`${colorScheme}: axe finds nothing, and every text stands out from what is behind it`, async () => {
    const page = await openPage({ colorScheme });
    assert.deepEqual(await axe(page), [], "empty");
    assert.deepEqual(await textsBelow(page, 4.5), [], "empty");
    await pasteKnown(page);
    for (const name of TABS) {
      await tab(page, name).click();
      await panel(page).getByRole("tabpanel").getByRole("button").first().click();
      assert.deepEqual(await textsBelow(page, 4.5), [], String(name));
    }
    assert.deepEqual(await axe(page), [], "result");
    const { low, tints } = await highlightPairs(page, "#story p:not(.byline)");
    assert.deepEqual(low, []);
    assert.equal(new Set(tints).size, tints.length, `every kind has its own tint: ${tints}`);
    assert.deepEqual(page.problems, []);
    await closePage(page);
  });
}

test("the contrast test sees what is too pale", async () => {
  const page = await openPage();
  await page.evaluate(() => (document.querySelector(".samples > .hint").style.color = "#999"));
  assert.equal((await textsBelow(page, 4.5)).length, 1);
  await closePage(page);
});

test("a screen reader finds the field, its helpers and the samples, then the article and the panel", async () => {
  const page = await openPage();
  assert.equal(await page.locator("body").ariaSnapshot(), EMPTY);
  await pasteKnown(page);
  const tree = await page.locator("#reading").ariaSnapshot();
  for (const part of ['- region "The article, marked up":', '- heading "Harbour inquiry hears rival accounts of night crane fell" [level=2]', '- region "Who says what in this article":', '- heading "Who says what" [level=2]', "- status: 13 claims and 7 names found", '- button "Quoted 2" [pressed]', '- tab "Claims 13" [selected]', '- heading "Callum Reid 2 disputed" [level=3]']) {
    assert.ok(tree.includes(part), `${part} in\n${tree}`);
  }
  await closePage(page);
});

const EMPTY = `- link "To the article":
  - /url: "#story"
- banner:
  - heading "Who said what" [level=1]
  - paragraph: "For editors, reporters and readers: the people, the claims and the sources of a news article, side by side."
- main:
  - region "Text":
    - text: Paste or type an article
    - textbox "Paste or type an article"
    - button "Open a file"
    - text: Published
    - textbox "Published"
    - paragraph: The text stays on this device. This page’s security policy lets it contact no other server.
    - status
  - region "Or start with one of these":
    - heading "Or start with one of these" [level=2]
    - list:
      - listitem:
        - button "Ferry capsizes off Lomboa coast, at least 12 dead"
        - text: Two counts of the dead, and an owner who rejects what survivors say
      - listitem:
        - button "Union and rail bosses at odds over strike turnout"
        - text: An offer that one side made and the other never saw
      - listitem:
        - button "Minister denies ordering cuts to flood defences"
        - text: A leaked document, unnamed officials, a denial
      - listitem:
        - button "Asteroid the size of a bus slipped past Earth unseen"
        - text: Figures, forecasts and doubts from science
      - listitem:
        - button "A loaf for slow weekends"
        - text: "A recipe: nobody is quoted, nothing is claimed"
    - paragraph: Written for this page. The places, people and events are invented.
- contentinfo:
  - paragraph: "It finds who is said to say what, in English. It does not judge what is true, and it makes mistakes: check against the article before you rely on it."
  - paragraph: No account, no upload, no tracking. After the first visit it works without a network.`;

test("on a phone nothing is wider than the screen, and a tap on the article opens the claim", async () => {
  const page = await openPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(await width(), 360);
  await pasteKnown(page);
  // Small letters above a name: they stay there while the panel below grows and shrinks.
  const top = async (place) => (await place.boundingBox()).y;
  const label = page.locator("who-said .label").first();
  const above = async () => Math.round((await top(label)) - (await top(story(page))));
  const height = await above();
  for (const name of TABS) {
    await tab(page, name).tap();
    assert.ok((await width()) <= 360, String(name));
    assert.equal(await above(), height, String(name));
  }
  // Lines too narrow for labels, a caption's, go without them; the others keep theirs.
  const labels = () => page.locator("who-said .label").count();
  const all = await labels();
  await story(page).locator("p").first().evaluate((caption) => (caption.style.lineHeight = "1.1"));
  await until(async () => (await labels()) < all && (await labels()) > 0, "labels where there is room");
  const passage = story(page).getByText("I told them it would come down");
  await passage.scrollIntoViewIfNeeded();
  const box = await passage.boundingBox();
  await page.touchscreen.tap(box.x + 40, box.y + 12);
  await page.getByRole("dialog").getByRole("button", { name: "Copy with attribution" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await closePage(page);
});

test("on paper: the article with a note under each paragraph, no tools; then as before", async () => {
  const page = await openPage();
  await pasteKnown(page);
  await page.emulateMedia({ media: "print" });
  const before = await story(page).innerHTML();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const notes = await story(page).locator(".note li").allInnerTexts();
  assert.equal(notes.length, 13);
  assert.equal(notes[1], "Callum Reid, accusation (quoted): “I told them it would come down …; disputed by Helen Marsh");
  assert.ok(await story(page).locator(".note").first().isVisible());
  for (const hidden of [field(page), page.locator("#panel"), button(page, "Clear")]) assert.equal(await hidden.isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await story(page).innerHTML(), before);
  await closePage(page);
});

test("in forced colours only what is pointed at has the colours of a selection; motion is left out where it is unwanted", async () => {
  const page = await openPage({ forcedColors: "active", reducedMotion: "reduce" });
  await pasteKnown(page);
  const tints = await story(page).locator("p").first().evaluate((paragraph) => ["person", "direct", "disputed", "active-content"].map((name) => getComputedStyle(paragraph, `::highlight(who-said-${name})`).backgroundColor));
  assert.equal(new Set(tints.slice(0, 3)).size, 1);
  assert.notEqual(tints[0], tints[3]);
  assert.equal(await button(panel(page), /I told them/).evaluate((claim) => getComputedStyle(claim).transitionDuration), "0s");
  await closePage(page);
});
