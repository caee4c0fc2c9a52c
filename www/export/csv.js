// One row a claim, as RFC 4180 has it, safe to open in a spreadsheet.

import { contentText, entityOf, sourceName } from "./shared.js";

const COLUMNS = ["id", "speaker", "speaker description", "source", "source type", "act", "kind", "cue", "content", "negated", "hedged", "check-worthiness", "confidence", "start", "end", "times", "names", "relations"];

// Spreadsheets take cells that begin so for formulas; an apostrophe makes them text again.
const FORMULA = /^[\s\u0000]*[=+\-@\t\r＝＋－＠]/;

/** @param {import("../whosaid.js").Extraction} result */
export function toCsv(result) {
  const byId = new Map([...result.entities, ...result.times, ...result.quantities].map((item) => [item.id, item.name ?? item.text]));
  const names = (ids) => (ids ?? []).map((id) => byId.get(id)).filter(Boolean).join("; ");
  const rows = result.claims.map((claim) => [
    claim.id,
    sourceName(result, claim),
    entityOf(result, claim.speaker)?.descriptions?.join("; "),
    claim.source?.text,
    claim.sourceType,
    claim.act,
    claim.kind,
    claim.cue?.text,
    contentText(claim),
    claim.negated,
    claim.hedged,
    claim.checkWorthiness,
    claim.confidence,
    claim.content[0]?.start,
    claim.content.at(-1)?.end,
    names(claim.times),
    names(claim.entities),
    result.relations.filter(({ claims }) => claims.includes(claim.id)).map((relation) => `${relation.kind} ${relation.claims.find((id) => id !== claim.id)} (${relation.reason})`).join("; "),
  ]);
  // A byte order mark, without which a common spreadsheet reads UTF-8 as something else.
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
