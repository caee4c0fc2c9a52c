//! What the panel shows of a result, and where a result's words stand in another copy of its text; no browser needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { anchor } from "../../www/element/anchor.js";
import ar from "../../www/element/messages/ar.js";
import de from "../../www/element/messages/de.js";
import en from "../../www/element/messages/en.js";
import es from "../../www/element/messages/es.js";
import fr from "../../www/element/messages/fr.js";
import { makeTranslate } from "../../www/element/translate.js";
import { bySpeaker, indexResult, sourceMix, timeline } from "../../www/element/views.js";
import { result, text } from "../browser/fixtures/harbour.mjs";

const ids = (claims) => claims.map(({ id }) => id);

test("claims stand by speaker, the article's own voice last", () => {
  const groups = bySpeaker(indexResult(result), indexResult(result).claims);
  assert.deepEqual(ids(groups.find(({ entity }) => entity?.name === "Helen Marsh").claims), ["c5", "c12"]);
  assert.equal(groups.at(-1).isAuthor, true);
  assert.deepEqual(ids(groups.at(-1).claims), ["c7", "c11", "c13"]);
});

test("the timeline is in the order of the calendar and tells what was said then from what is about then", () => {
  const entries = timeline(indexResult(result), result.claims);
  assert.deepEqual(entries.map(({ value }) => value), ["2023", "2024-03", "2024-03-02", "2024-03-05", "2024-03-06", "2024-06-11", "2024-12"]);
  assert.deepEqual(ids(entries.find(({ value }) => value === "2024-03").about), ["c1"]);
  const tuesday = entries.find(({ value }) => value === "2024-06-11");
  assert.deepEqual([ids(tuesday.about), ids(tuesday.said)], [[], ["c1"]]);
  // "last year" lies in what the article says: the residents of the same sentence did not fear then.
  assert.deepEqual(ids(entries[0].said), []);
});

test("the end of a year comes after its months, and an article's own date is no event of its story", () => {
  const text = "June 3, 2022\nHe left in 2021, was seen in August 2021 and died at the end of 2021.";
  const at = (words, value, from = 0) => ({ id: words, start: text.indexOf(words, from), end: text.indexOf(words, from) + words.length, text: words, kind: "date", value, relative: false });
  const sentences = text.split("\n").map((line) => ({ start: text.indexOf(line), end: text.indexOf(line) + line.length, text: line }));
  const times = [at("June 3, 2022", "2022-06-03"), at("2021", "2021"), at("August 2021", "2021-08"), at("the end of 2021", "2021")];
  const entries = timeline(indexResult({ claims: [], entities: [], relations: [], times, sentences }), []);
  assert.deepEqual(entries.map(({ times: [{ text: words }] }) => words), ["2021", "August 2021", "the end of 2021"]);
});

test("the mix of sources adds up", () => {
  const mix = sourceMix(result.claims);
  assert.equal(mix.reduce((sum, { share }) => sum + share, 0).toFixed(6), "1.000000");
  assert.deepEqual(mix.map(({ type, claims }) => [type, claims.length]), [["named", 6], ["group", 1], ["unnamed", 2], ["document", 1], ["author", 3]]);
});

test("spans are found by offset, by other white space, and where sentences were lost not at all", () => {
  const span = result.claims[4].content[0];
  assert.deepEqual(anchor(result, text)(span), [span.start, span.end]);
  const spaced = `  Added.\n${text.replaceAll(" ", "\n\u00a0 ").replaceAll("warning", "war\u00adning")}`;
  const [start, end] = anchor(result, spaced)(span);
  assert.equal(spaced.slice(start, end).replace(/[\s\u00ad]+/g, ""), span.text.replace(/\s+/g, ""));
  assert.equal(anchor(result, text.replace("No such warning", "No warning"))(span), null);
  // Words that stand twice prove nothing once their sentence is gone.
  const he = result.claims[2].source;
  assert.equal(anchor(result, text.replace("He said he had reported", "He spoke, he had He"))(he), null);
  // Without sentences the words themselves have to do, where they stand once.
  assert.deepEqual(anchor({ length: 0, sentences: [] }, text)(span), [span.start, span.end]);
  assert.equal(anchor({ length: 0, sentences: [] }, text)(he), null);
});

test("the work for a timeline grows with the claims, not with their square", () => {
  const readsFor = (n) => {
    let reads = 0;
    const counted = (list) => new Proxy(list, { get: (target, key) => (reads++, target[key]) });
    const sentences = Array.from({ length: n }, (_, i) => ({ start: i * 20, end: i * 20 + 18, text: `Ann said it ${i % 10} yes.` }));
    const given = {
      sentences: counted(sentences), length: n * 20, entities: [], relations: [], quantities: [],
      claims: counted(sentences.map(({ start }, i) => ({ ...result.claims[1], id: `c${i}`, cue: { start: start + 4, end: start + 8, text: "said" }, times: [`t${i}`] }))),
      times: counted(sentences.map(({ start }, i) => ({ id: `t${i}`, start: start + 12, end: start + 13, text: "1", kind: "date", value: `20${10 + (i % 80)}`, relative: false }))),
    };
    timeline(indexResult(given), given.claims);
    return reads;
  };
  // Ten times the claims, and a sentence is found in a third more steps.
  const [small, large] = [readsFor(2000), readsFor(20_000)];
  assert.ok(large < small * 15, `${small} reads for 2000, ${large} for 20000`);
});

test("dates are put as exactly as they were given", () => {
  const t = makeTranslate("en", en);
  const shown = { "2024": "2024", "2024-03": "March 2024", "2024-03-02": "March 2, 2024", "2022-W02": "Week of January 10, 2022", "2021-W01": "Week of January 4, 2021", PAST_REF: null, "XXXX-WXX-2": null, "2024-SU": null };
  for (const [value, text] of Object.entries(shown)) assert.equal(t.date(value), text);
});

test("every language has every text, with the same values in it and forms for its plurals", () => {
  const values = (entry) => [...new Set([entry].flatMap((each) => (typeof each === "string" ? [each] : [each.other])).join().match(/\{\w+\}/g))].sort();
  for (const [language, table] of Object.entries({ es, fr, de, ar })) {
    assert.deepEqual(Object.keys(table), Object.keys(en), language);
    for (const [key, entry] of Object.entries(table)) {
      assert.deepEqual(values(entry), values(en[key]), `${language} ${key}`);
      assert.equal(typeof entry, typeof en[key], `${language} ${key}`);
    }
  }
  const forms = new Intl.PluralRules("ar").resolvedOptions().pluralCategories.toSorted();
  assert.deepEqual(Object.keys(ar["count.claims"]).sort(), forms);
});
