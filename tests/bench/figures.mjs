//! Medians, spreads and tables.

import { words } from "./texts.mjs";

/** The median of numbers, which are left as they are. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** "median (least–most)". */
export function spread(numbers, digits = 2) {
  const [middle, least, most] = [median(numbers), Math.min(...numbers), Math.max(...numbers)].map((n) => n.toFixed(digits));
  return `${middle} (${least}–${most})`;
}

/** A Markdown table. */
export function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => String(row[column]).length)));
  const line = (row) => `| ${row.map((cell, column) => String(cell).padEnd(widths[column])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** What systems took for sets of texts, as a Markdown table: `figures` is set to system to milliseconds of each round. */
export function comparison(figures, texts) {
  const rows = Object.entries(figures).flatMap(([label, taken]) => {
    const total = texts[label].reduce((sum, text) => sum + words(text), 0);
    return Object.entries(taken).map(([name, ms]) => [
      label,
      name,
      spread(ms.map((value) => (total / value) * 1000), 0),
      spread(ms.map((value) => value / texts[label].length), 1),
      spread(ratios(taken, name)),
    ]);
  });
  return table(["text", "system", "words a second, median (range)", "ms a text", "time, as multiples of whosaid's"], rows);
}

/** How many times as long as whosaid a system took, round by round. */
export const ratios = (taken, name) => taken[name].map((ms, round) => ms / taken.whosaid[round]);
