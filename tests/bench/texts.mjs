//! The texts of the benchmarks: the project's own articles, and long ones made of their paragraphs.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { random } from "../engine.mjs";

const folder = new URL("../articles/", import.meta.url);

/** The articles, each about 2 kB. */
export const articles = readdirSync(fileURLToPath(folder))
  .filter((name) => name.endsWith(".txt"))
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

/** How many words a text has. */
export const words = (text) => text.split(/\s+/).filter(Boolean).length;

/** A text of about `count` words: paragraphs of the articles, shuffled, the same ones for the same count. */
export function longText(count) {
  const paragraphs = articles.flatMap((article) => article.split(/\n\n+/));
  const next = random(count);
  const taken = [];
  for (let total = 0; total < count; ) {
    const paragraph = paragraphs[Math.floor(next() * paragraphs.length)];
    taken.push(paragraph);
    total += words(paragraph);
  }
  return taken.join("\n\n");
}

/** How much is measured; `BENCH_QUICK` measures less, for machines that have other things to do. */
export const plan = process.env.BENCH_QUICK
  ? { rounds: 2, longRounds: 0, loads: 2, growth: [1_000, 10_000, 100_000], articles: 1_000 }
  : { rounds: 7, longRounds: 2, loads: 7, growth: [1_000, 10_000, 100_000, 1_000_000], articles: 10_000 };

/** The sets of texts on which systems are compared. */
export const sets = {
  "16 articles of 3 kB": Array.from({ length: 16 }, (_, i) => longText(480 + i)),
  "one article of 600 words": [longText(600)],
  "one text of 1 MB": [longText(165_000)],
};

/** How many rounds a set is worth. */
export const roundsOf = (texts) => (texts[0].length > 100_000 ? plan.longRounds : plan.rounds);
