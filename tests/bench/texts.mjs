//! The texts of the benchmarks: the project's own articles, and long ones made of their paragraphs.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { random } from "../engine.mjs";

const folder = new URL("../articles/", import.meta.url);

/** The articles, each about 3 kB. */
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
