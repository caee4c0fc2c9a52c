//! Words a second in Node, beside what a user would pick instead, and beside spaCy where a Python has it. Run by
//! `cargo xtask bench`; leaves its figures in target/bench/node.json.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { moduleAddress } from "../../www/engine/modules.js";
import { Extractor, Reading, initSync } from "../../www/pkg/whosaid.js";
import { alternate, systems } from "./compare.mjs";
import { comparison, table } from "./figures.mjs";
import { longText, roundsOf, sets } from "./texts.mjs";

/** About 1.5 MB, the longest text for which short turns are promised. */
const LONG_WORDS = 250_000;

const model = readFileSync(new URL("../../www/model/en.safetensors", import.meta.url));
initSync({ module: readFileSync(moduleAddress()) });
const turns = { "reading the model": longestTurn(new Reading(new Uint8Array(model))) };
{
  const extractor = new Extractor(new Uint8Array(model));
  const text = longText(LONG_WORDS);
  turns[`a text of ${(text.length / 1e6).toFixed(1)} MB`] = longestTurn(extractor.begin(text));
  extractor.free();
}
console.log(`## Turns in Node, for threads that must stay responsive\n\n${table(["work", "turns", "longest, ms"], Object.entries(turns).map(([what, { count, ms }]) => [what, count, ms.toFixed(1)]))}\n`);
const competitors = systems(new Extractor(new Uint8Array(model)));

const spacy = await startSpacy(process.env.BENCH_PYTHON);
if (spacy) competitors.spaCy = spacy.run;
else console.log("spaCy is left out: no Python with it and its small English pipeline was given (--python PATH or BENCH_PYTHON).\n");

const figures = {};
for (const [label, texts] of Object.entries(sets)) {
  if (roundsOf(texts)) figures[label] = await alternate(competitors, texts, roundsOf(texts));
}
spacy?.stop();

const module = fileURLToPath(moduleAddress()).split("/").at(-1);
console.log(`## Speed in Node ${process.version}, ${module}${spacy ? `, beside ${spacy.version}` : ""}\n\n${comparison(figures, sets)}\n`);
mkdirSync("target/bench", { recursive: true });
writeFileSync("target/bench/node.json", JSON.stringify({ node: process.version, module, spacy: spacy?.version, figures, turns }));

/** How many turns a piece of work takes, and the longest of them in ms of CPU: what else the machine does counts for nothing. */
function longestTurn(work) {
  let ms = 0;
  for (let count = 1; ; count += 1) {
    const start = process.cpuUsage();
    const result = work.step();
    const { user, system } = process.cpuUsage(start);
    ms = Math.max(ms, (user + system) / 1000);
    if (!result) continue;
    work.free();
    result.free?.();
    return { count, ms };
  }
}

/** A Python that times spaCy on request, or nothing where that does not work. */
async function startSpacy(python) {
  if (!python) return null;
  const child = spawn(python, [fileURLToPath(new URL("time_spacy.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    // One thread, as everybody else.
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: version } = await lines.next();
  if (!version) return null;
  const run = async (list) => {
    child.stdin.write(`${JSON.stringify(list)}\n`);
    const { value } = await lines.next();
    if (!value) throw new Error("spaCy stopped");
    return Number(value);
  };
  return { version, run, stop: () => child.stdin.end() };
}
