//! What a reader's browser does, in headless Chromium: words a second beside other libraries, where the time goes and how near
//! the kernels come to the machine's peak, growth, memory, and the time from navigation to the first result. Prints what matters
//! of it and of the figures from Node in one table at the end. Run by `cargo xtask bench`.

import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { closePage, launch, newPage, root, serve } from "../browser/harness.mjs";
import { comparison, median, ratios, spread, table } from "./figures.mjs";
import { kernel, macs } from "./kernel.mjs";
import { picture } from "./picture.mjs";
import { articles, longText, plan, roundsOf, sets, words } from "./texts.mjs";

// What Chromium loads; and the same as a user gets it, without the names of functions that the profile needs.
const MODULE = "pkg/whosaid_relaxed_bg.wasm";
const SHRUNKEN = "dist/whosaid_relaxed_bg.wasm";
const MODEL = "model/en.safetensors";
const [ARTICLES, ARTICLE] = Object.keys(sets);
/** Iterations of the kernel in one of its ten measurements: some milliseconds. */
const KERNEL_TIMES = 1_000_000;
const MB = 1e6;
const SETTLED_MS = 700;

const node = JSON.parse(readFileSync(join(root, "target/bench/node.json"), "utf8"));
/** Rows of the table at the end: what, measured, wanted. */
const bars = [];

test("benchmarks", async () => {
  const server = await serve({
    headers: { "Cache-Control": "max-age=600" },
    folders: { "/": "www" },
    files: { "/blank": "<!doctype html><title>t</title>", "/bench.js": await bundle() },
  });
  const published = await serve({
    headers: { "Cache-Control": "max-age=600" },
    folders: { "/": "www" },
    files: { "/blank": "<!doctype html><title>t</title>", [`/${MODULE}`]: readFileSync(join(root, SHRUNKEN)) },
  });
  const browser = (await launch()).version();
  const compared = await compare(server, browser);
  const { peak } = await kernels(server);
  await lasting(server);
  await firstResult(published);
  download();

  const all = { ...node.figures[ARTICLES], ...compared[ARTICLES] };
  const speed = (taken) => median(taken.map((ms) => (sets[ARTICLES].reduce((sum, text) => sum + words(text), 0) / ms) * 1000));
  const caption = `Articles of 3 kB, one thread; names and speech; Chromium ${browser.split(".")[0]}${all.spaCy ? ", spaCy in Python" : ""}`;
  if (!process.env.BENCH_QUICK) writeFileSync(join(root, "tests/bench/speed.svg"), picture(Object.entries(all).map(([name, taken]) => [name, speed(taken)]), caption));
  bars.push(["ms of the longest turn, in Node: " + Object.keys(node.turns).join(", "), Object.values(node.turns).map(({ ms }) => ms.toFixed(0)).join(", "), "< 50"]);
  bars.push([`the machine's peak of that instruction, billion MAC/s`, peak.toFixed(0), ""]);
  console.log(`## All in all: Chromium ${browser}, Node ${node.node}${node.spacy ? `, ${node.spacy}` : ", without spaCy"}\n\n${table(["what", "measured", "wanted"], bars)}\n`);
  await server.close();
  await published.close();
});

async function bundle() {
  const { outputFiles } = await build({ entryPoints: [join(root, "tests/bench/browser.mjs")], bundle: true, format: "esm", write: false, logLevel: "error" });
  return outputFiles[0].text;
}

/** A page with the engine loaded and nothing else done. */
async function loaded(server) {
  const page = await newPage();
  page.setDefaultTimeout(0);
  await page.goto(`${server.url}blank`);
  await page.evaluate(async ([module, model]) => {
    await import("/bench.js");
    await window.bench.load(module, model);
  }, [`/${MODULE}`, `/${MODEL}`]);
  return page;
}

async function compare(server, browser) {
  const page = await loaded(server);
  const figures = {};
  // The long one takes minutes and is compared in Node.
  for (const label of [ARTICLES, ARTICLE]) {
    figures[label] = await page.evaluate(([texts, rounds]) => window.bench.compare(texts, rounds), [sets[label], roundsOf(sets[label])]);
  }
  await closePage(page);
  console.log(`## Speed in Chromium ${browser}\n\n${comparison(figures, sets)}\n`);
  const speed = figures[ARTICLES].whosaid.map((ms) => (sets[ARTICLES].reduce((sum, text) => sum + words(text), 0) / ms) * 1000);
  bars.push(["words a second, articles of 3 kB, Chromium", spread(speed, 0), ""]);
  bars.push(["… as multiples of compromise's", spread(ratios(figures[ARTICLES], "compromise")), "≥ 3"]);
  bars.push(["… of wink-nlp's", spread(ratios(figures[ARTICLES], "wink-nlp")), ""]);
  if (node.figures[ARTICLES].spaCy) {
    const spacy = median(node.figures[ARTICLES].spaCy) / median(figures[ARTICLES].whosaid);
    bars.push(["… of spaCy's small pipeline's (Python)", spacy.toFixed(2), "≥ 15"]);
  }
  const part = figures[ARTICLE].whosaid.map((ms, round) => ms / figures[ARTICLE].compromise[round]);
  bars.push(["600 words warm, as a part of compromise's time", spread(part), "≤ 0.25"]);
  return figures;
}

/** Stages by the beginning of a function's name; the first that fits counts. */
const STAGES = [
  ["products and gates of the encoder", /whosaid::encoder::(product|lstm::Direction::(run|advance))/],
  ["rest of the encoder", /whosaid::encoder/],
  ["text and features", /whosaid::(text|features|scan)/],
  ["decoding", /whosaid::(decode|math)/],
  ["entities", /whosaid::entities/],
  ["times and quantities", /whosaid::(times|quantities|numbers)/],
  ["claims and relations", /whosaid::(claims|relations)/],
  ["result and everything else", /./],
];

async function kernels(server) {
  const page = await loaded(server);
  const texts = sets[ARTICLES];
  const times = Math.max(2, plan.rounds);
  const instruction = kernel(true);
  await page.evaluate(([texts]) => window.bench.extract(texts, 3), [texts]);
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 200 });
  const before = await page.evaluate(([k, n]) => window.bench.peak(k, n), [instruction, KERNEL_TIMES]);
  await session.send("Profiler.start");
  await page.evaluate(([texts, times]) => window.bench.extract(texts, times), [texts, times]);
  const { profile } = await session.send("Profiler.stop");
  const after = await page.evaluate(([k, n]) => window.bench.peak(k, n), [instruction, KERNEL_TIMES]);
  await closePage(page);

  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const spent = new Map(STAGES.map(([stage]) => [stage, 0]));
  profile.samples.forEach((id, index) => {
    const name = names.get(id) ?? "";
    if (/^\((idle|program|root)\)$/.test(name)) return;
    const [stage] = STAGES.find(([, pattern]) => pattern.test(name)) ?? STAGES.at(-1);
    spent.set(stage, spent.get(stage) + profile.timeDeltas[index] / 1000);
  });
  const total = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
  const rows = [...spent].map(([stage, ms]) => [stage, (ms / times / texts.length).toFixed(2), `${((100 * ms) / total).toFixed(1)} %`]);
  console.log(`## Where the time goes, articles of 3 kB in Chromium\n\n${table(["stage", "ms an article", "share"], rows)}\n`);

  const cost = macs(new Uint8Array(readFileSync(join(root, "www", MODEL))));
  const pieces = (text) => text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
  const sum = texts.reduce((all, text) => all + pieces(text).length * cost.token + new Set(pieces(text)).size * cost.word, 0) * times;
  const peak = Math.max(before, after) / 1e9;
  const reached = (stages) => sum / 1e6 / stages.reduce((ms, stage) => ms + spent.get(stage), 0);
  const [products, encoder] = [reached(["products and gates of the encoder"]), reached(["products and gates of the encoder", "rest of the encoder"])];
  bars.push(["int8 products of the encoder, gates included, as a part of the machine's peak", (products / peak).toFixed(2), "≥ 0.5"]);
  bars.push(["the whole encoder, as a part of it", (encoder / peak).toFixed(2), ""]);
  return { peak };
}

async function lasting(server) {
  let page = await loaded(server);
  const texts = plan.growth.map(longText);
  const taken = [];
  for (const text of texts) taken.push(...(await page.evaluate((text) => window.bench.growth([text]), text)));
  const most = await page.evaluate(() => window.bench.memory());
  const each = taken.map((ms, index) => (ms * 1000) / words(texts[index]));
  console.log(`## Growth in Chromium\n\n${table(["words", "ms", "µs a word"], taken.map((ms, i) => [plan.growth[i].toLocaleString("en"), ms.toFixed(0), each[i].toFixed(1)]))}\n`);
  const label = plan.growth.map((count) => count.toLocaleString("en")).join(", ");
  bars.push([`µs a word in texts of ${label} words`, each.map((us) => us.toFixed(0)).join(", "), "linear"]);
  await closePage(page);

  page = await loaded(server);
  const [early, late] = await page.evaluate(([articles, count]) => window.bench.endurance(articles, count), [articles, plan.articles]);
  await closePage(page);
  bars.push([`MB of memory after 500 articles, after ${plan.articles.toLocaleString("en")}`, `${(early / MB).toFixed(1)}, ${(late / MB).toFixed(1)}`, "equal"]);
  bars.push([`MB of memory at the longest text`, (most / MB).toFixed(0), ""]);
}

async function firstResult(server) {
  const text = longText(600);
  const kinds = ["cold", "cached", "cold, in a worker"];
  const rounds = Object.fromEntries(kinds.map((kind) => [kind, []]));
  const bare = [];
  // What the functions give in pages of one visitor, one after the other, who comes with an empty cache.
  const visits = async (...calls) => {
    const page = await newPage();
    await page.goto(`${server.url}blank`);
    // The browser starts processes for a while yet.
    await page.waitForTimeout(SETTLED_MS);
    const given = [];
    for (const [what, ...rest] of calls) {
      await page.goto(`${server.url}blank`);
      given.push(await page.evaluate(what, rest));
    }
    await closePage(page);
    return given;
  };
  for (let round = 0; round < plan.loads; round += 1) {
    const [cold, cached] = await visits([fromImport, text, false], [fromImport, text, false]);
    const [worker] = await visits([fromImport, text, true]);
    [cold, cached, worker].forEach((result, index) => rounds[kinds[index]].push(result));
    bare.push(...(await visits([ofTheEngineAlone, text, `/${MODULE}`, `/${MODEL}`])));
  }
  const column = (list, of) => spread(list.map(of), 0);
  const strict = (list) => spread(list.map((r, round) => r.all / (bare[round].instance + r.again)));
  const fair = (list) => spread(list.map((r, round) => r.all / (bare[round].instance + bare[round].extraction)));
  const rows = Object.entries(rounds).map(([kind, list]) => [kind, column(list, (r) => r.first), column(list, (r) => r.all), column(list, (r) => r.again), strict(list), fair(list)]);
  const head = ["load", "navigation to first result, ms", "import to first result, ms", "600 words again, ms", "import to result / (instantiation + 600 words again)", "… / (instantiation + 600 words on a fresh instance)"];
  console.log(`## First result of 600 words in Chromium\n\n${table(head, rows)}\n`);
  console.log(`The engine alone: instantiation ${column(bare, (r) => r.instance)} ms, the model read in ${column(bare, (r) => r.reading)} ms, 600 words on a fresh instance ${column(bare, (r) => r.extraction)} ms.\n`);
  const first = kinds.map((kind) => median(rounds[kind].map((r) => r.first)).toFixed(0));
  bars.push([`first result of 600 words after navigation, ms: ${kinds.join("; ")}`, first.join("; "), ""]);
  bars.push(["… from import, cold, as multiples of bare instantiation plus extraction again", rows[0][4], "≤ 2"]);
  bars.push(["… of bare instantiation plus extraction on a fresh instance", rows[0][5], ""]);
}

/** In the page: all from import to result, and one more extraction, in milliseconds. */
async function fromImport([text, worker]) {
  const start = performance.now();
  const { createExtractor } = await import("/whosaid.js");
  const extractor = await createExtractor({ worker });
  await extractor.extract(text);
  const result = performance.now();
  await extractor.extract(text);
  return { first: result, all: result - start, again: performance.now() - result };
}

/** In the page: what the engine takes when its files are in memory and nothing helps it. */
async function ofTheEngineAlone([text, module, model]) {
  const { default: init, Extractor } = await import("/pkg/whosaid.js");
  const load = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());
  const [code, weights] = [await load(module), await load(model)];
  const laps = [performance.now()];
  await init({ module_or_path: code });
  laps.push(performance.now());
  const extractor = new Extractor(weights);
  laps.push(performance.now());
  extractor.extract(text);
  laps.push(performance.now());
  const [instance, reading, extraction] = laps.slice(1).map((lap, index) => lap - laps[index]);
  return { instance, reading, extraction };
}

function download() {
  const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
  const files = readdirSync(join(root, "www"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/samples"))
    .map((entry) => join(entry.parentPath, entry.name));
  const parts = {
    "engine (wasm)": [join(root, SHRUNKEN)],
    "model": files.filter((file) => file.endsWith(".safetensors")),
    "element and engine's glue (js)": files.filter((file) => /\.js$/.test(file) && !/\/page\/|sw\.js$|files\.js$/.test(file)),
    "page (html, css, js)": files.filter((file) => /\.(html|css)$|\/page\/.*\.js$|sw\.js$|files\.js$/.test(file)),
  };
  const rows = Object.entries(parts).map(([part, list]) => {
    const bytes = list.map((file) => readFileSync(file));
    return [part, bytes.reduce((sum, b) => sum + b.length, 0), bytes.reduce((sum, b) => sum + brotli(b), 0)];
  });
  rows.push(["all", rows.reduce((sum, row) => sum + row[1], 0), rows.reduce((sum, row) => sum + row[2], 0)]);
  console.log(`## Download\n\n${table(["part", "bytes", "after brotli"], rows)}\n`);
  bars.push(["download after brotli, MB", (rows.at(-1)[2] / MB).toFixed(2), "≤ 4"]);
}
