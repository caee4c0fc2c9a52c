//! `extractText` in Chromium: what of a page is read, how it is laid out as text, and that every
//! stretch of the text leads back to the DOM range that holds it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, newPage, serve } from "./harness.mjs";

const MODULE = `
  import init, { extractText } from "/pkg/whosaid.js";
  await init();
  // For every stretch between two white spaces, and for every pair of them nearby, the range's own text.
  window.read = (root, ignore) => {
    const article = extractText(root, ignore);
    const { text } = article;
    const flat = (string) => string.replace(/\\s+/g, " ").trim();
    const starts = [...text.matchAll(/\\S+/g)].map(({ index, 0: word }) => [index, index + word.length]);
    const wrong = [];
    starts.forEach(([start], i) => {
      for (const [, end] of starts.slice(i, i + 4)) {
        const slice = flat(text.slice(start, end));
        const ranges = article.toRanges(start, end).map(String);
        if (flat(ranges.join("")).replaceAll(" ", "") !== slice.replaceAll(" ", "")) wrong.push([slice, ranges]);
      }
    });
    return { text, wrong };
  };
  window.extractText = extractText;
  window.ready = true;
`;

let server;
let page;

before(async () => {
  server = await serve({ files: { "/blank": "<!doctype html><title>t</title><body>", "/module.js": MODULE } });
  page = await newPage();
  await page.goto(server.url + "blank");
  await page.addScriptTag({ url: "/module.js", type: "module" });
  await page.waitForFunction("window.ready");
});

after(() => closePage(page));

/** The text read from this markup, after checking the way back. */
async function read(markup, { ignore, css = "" } = {}) {
  const { text, wrong } = await page.evaluate(
    ([markup, ignore, css]) => {
      document.body.innerHTML = `<style>${css}</style><div id="root"></div>`;
      document.getElementById("root").setHTMLUnsafe(markup);
      return read(document.getElementById("root"), ignore);
    },
    [markup, ignore, css],
  );
  assert.deepEqual(wrong, []);
  return text;
}

test("nested inline tags are one run of text", async () => {
  const text = await read(
    "<p>The <b>min<i>is</i>ter</b>,\n   <a href='#'>Ana <em>Ruiz</em></a>,\n said no.</p>",
  );
  assert.equal(text, "The minister, Ana Ruiz, said no.");
});

test("blocks part with blank lines, br with newlines", async () => {
  const text = await read(
    "<h1> Title </h1><div>One<br>two<br/><br>three<br></div>loose <section><p>x</p></section>end<hr>after",
  );
  assert.equal(text, "Title\n\nOne\ntwo\n\nthree\n\nloose\n\nx\n\nend\n\nafter");
});

test("the marks of q are read though they stand in no node", async () => {
  const [text, whole] = await page.evaluate(() => {
    document.body.innerHTML = "<p>said <q>no</q>.</p>";
    const article = extractText(document.body);
    return [article.text, String(article.toRange(5, 9))];
  });
  assert.deepEqual([text, whole], ["said “no”.", "no"]);
});

test("emoji and combining marks keep their places", async () => {
  assert.equal(await read("<p>😀 He <b>👩‍👩‍👧 said</b> é&nbsp;x</p>"), "😀 He 👩‍👩‍👧 said é\u00a0x");
});

test("hidden and ignored parts, code and controls are skipped", async () => {
  const text = await read(
    `<p>Seen <span style="display:none">A</span><span style="visibility:hidden">B<i style="visibility:visible">kept</i></span>
     <span hidden>C</span><span aria-hidden="true">D</span><span class="ad">E</span></p>
     <script>F</script><style>G{}</style><noscript>H</noscript><template>I</template>
     <form><label>J<input value="K"></label><textarea>L</textarea><select><option>M</select><button>N</button></form>
     <svg><text>O</text></svg><p>a link<span class="sr">(opens elsewhere)</span> here</p>
     <details><summary>More</summary>P</details><details open><summary>Open</summary>Q</details><!-- R -->`,
    { ignore: ".ad, .other", css: ".sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}" },
  );
  assert.equal(text, "Seen kept\n\na link here\n\nMore\n\nOpen\n\nQ");
});

test("what stands beside a story is no part of it: pull quotes, links to other stories, menus; a box with facts is", async () => {
  const text = await read(
    `<p>“We had no warning at all,” said Ana Ruiz, who was on the bridge when it fell.</p>
     <aside>“We had <b>no warning</b> at all”</aside><blockquote class="story-pullquote"><p>We had no warning at all</p></blockquote>
     <aside><h2>Read also</h2><ul><li><a href="#a">Mayor resigns after flood report</a></li><li><a href="#b">Bridge closed</a></li></ul></aside>
     <nav><a href="#c">News</a> and more</nav>
     <aside><h2>The bridge</h2><p>It was built in 1911 and is 240 metres long, <a href="#d">records</a> say.</p></aside>
     <blockquote><p>“Nobody told us.”</p></blockquote><p>The end.</p>`,
  );
  assert.equal(text, "“We had no warning at all,” said Ana Ruiz, who was on the bridge when it fell.\n\nThe bridge\n\nIt was built in 1911 and is 240 metres long, records say.\n\n“Nobody told us.”\n\nThe end.");
});

test("tables, lists and captions", async () => {
  const text = await read(
    `<figure><img alt="no"><figcaption>A caption</figcaption></figure>
     <table><caption>Tolls</caption><tr><th>Place</th><th>Dead</th></tr><tr><td>Ava</td><td>12</td></tr></table>
     <ul><li>one</li><li>two <b>b</b></li></ul><dl><dt>t</dt><dd>d</dd></dl>`,
  );
  assert.equal(text, "A caption\n\nTolls\n\nPlace\tDead\n\nAva\t12\n\none\n\ntwo b\n\nt\n\nd");
});

test("white space is kept where the style keeps it", async () => {
  assert.equal(await read("<pre>a  b\n c\n</pre><p class=l>d  e \n f</p>", { css: ".l{white-space:pre-line}" }),
    "a  b\n c\n\nd e\nf");
});

test("style decides what is a block, drop caps are none", async () => {
  assert.equal(
    await read(`<p><span class="cap">T</span>he end</p><span class="b">one</span><span class="b">two</span>
      <div class="flex"><span>By A</span><span>Today</span></div><p class="i">in</p><p class="i">line</p>`,
      { css: ".cap{float:left}.b{display:block}.flex{display:flex}.i{display:inline}" }),
    "The end\n\none\n\ntwo\n\nBy A\n\nToday\n\ninline",
  );
});

test("open shadow roots and slots are followed", async () => {
  const text = await read(
    `<x-story><template shadowrootmode="open"><h2><slot name="title">No title</slot></h2><p>Shadow <slot></slot></p>
     <x-inner><template shadowrootmode="open"><em><slot></slot></em></template><slot name="late">fallback</slot></x-inner></template>
     slotted <b>text</b><span slot="title">Title</span><i slot="gone">never shown</i></x-story>`,
  );
  assert.equal(text, "Title\n\nShadow slotted text\n\nfallback");
});

test("a document that is not rendered is read by its tags", async () => {
  const text = await page.evaluate(() => {
    const inert = new DOMParser().parseFromString("<p>One <b>two</b><p>three<script>x</script><pre>a\n b</pre>", "text/html");
    return extractText(inert.body).text;
  });
  assert.equal(text, "One two\n\nthree\n\na\n b");
});

test("lone surrogates come through unchanged", async () => {
  const [text, whole, parts] = await page.evaluate(() => {
    const p = document.createElement("p");
    p.append("a\ud800b ", "\udc00c");
    document.body.replaceChildren(p);
    const article = extractText(document.body);
    const units = (string) => Array.from({ length: string.length }, (_, i) => string.charCodeAt(i));
    return [units(article.text), units(String(article.toRange(0, 6))), units(String(article.toRange(4, 5)))];
  });
  const expected = [0x61, 0xd800, 0x62, 0x20, 0xdc00, 0x63];
  assert.deepEqual([text, whole, parts], [expected, expected, [0xdc00]]);
});

test("offsets are found from nodes, ranges outside the text are none", async () => {
  const found = await page.evaluate(() => {
    document.body.innerHTML = "<p id=p>  He   said</p><p hidden id=h>x</p>";
    const article = extractText(document.body);
    const node = document.getElementById("p").firstChild;
    return {
      he: article.toOffset(node, 2),
      said: article.toOffset(node, 8),
      space: article.toOffset(node, 6),
      end: article.toOffset(node, 11),
      hidden: article.toOffset(document.getElementById("h").firstChild, 0) ?? null,
      beyond: article.toRange(50, 60) ?? null,
      reversed: article.toRange(3, 1) ?? null,
      changed: ((node.data = "H"), article.toRange(3, 7) ?? null),
    };
  });
  assert.deepEqual(found, { he: 0, said: 4, space: 3, end: 7, hidden: null, beyond: null, reversed: null, changed: null });
});

test("a selector that is none is an error of its own kind", async () => {
  const name = await page.evaluate(() => {
    document.body.innerHTML = "<p>x";
    try { extractText(document.body, ":::"); } catch (error) { return error instanceof DOMException && error.name; }
  });
  assert.equal(name, "SyntaxError");
});

test("deep and wide documents are read in so many steps as they have nodes", async () => {
  const { length, ratio } = await page.evaluate(() => {
    const build = (paragraphs) => {
      const root = document.createElement("div");
      let deep = root;
      for (let i = 0; i < 3000; i += 1) deep = deep.appendChild(document.createElement("span"));
      for (let i = 0; i < paragraphs; i += 1) deep.appendChild(document.createElement("p")).append("A b ", document.createElement("b"), `c ${i}`);
      return root;
    };
    // Every look at the document counts, and for a query everything that it went through.
    let looks = 0;
    const restore = [];
    const watch = (owner, name, weight = () => 1) => {
      const described = Object.getOwnPropertyDescriptor(owner, name);
      const kind = described.get ? "get" : "value";
      const watched = function (...args) {
        looks += weight(this);
        return described[kind].apply(this, args);
      };
      Object.defineProperty(owner, name, { ...described, [kind]: watched });
      restore.push(() => Object.defineProperty(owner, name, described));
    };
    for (const name of ["nodeType", "lastChild", "firstChild", "previousSibling", "nextSibling", "parentNode", "childNodes"]) watch(Node.prototype, name);
    for (const name of ["data", "length"]) watch(CharacterData.prototype, name);
    const inside = (element) => 1 + element.getElementsByTagName("*").length;
    for (const name of ["querySelector", "querySelectorAll"]) watch(Element.prototype, name, inside);
    for (const name of ["localName", "getAttribute", "hasAttribute"]) watch(Element.prototype, name);
    watch(window, "getComputedStyle");
    const count = (root) => {
      looks = 0;
      extractText(root).free();
      return looks;
    };
    const [small, large] = [build(2_000), build(16_000)];
    const ratio = count(large) / count(small);
    for (const back of restore) back();
    return { length: extractText(large).text.length, ratio };
  });
  assert.ok(length > 16_000 * 5);
  assert.ok(ratio > 2 && ratio < 8, `eight times the paragraphs took ${ratio} times the looks`);
});
