//! Medians, spreads and tables.

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
