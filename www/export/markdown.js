// A list of claims by speaker for notes and mails. Whatever the article holds stays text: nothing in it becomes markup or a link.

import { contentText, entityOf, sourceName } from "./shared.js";

/**
 * @param {import("../whosaid.js").Extraction} result
 * @param {{ title?: string, url?: string }} [article]
 */
export function toMarkdown(result, { title, url } = {}) {
  const groups = Map.groupBy ? Map.groupBy(result.claims, (claim) => sourceName(result, claim)) : groupBy(result.claims, (claim) => sourceName(result, claim));
  const lines = [`# ${plain(title || "Who says what")}`, "", ...(url ? [`<${encodeURI(decodeURISafe(url))}>`, ""] : [])];
  for (const [name, claims] of groups) {
    const description = entityOf(result, claims[0].speaker)?.descriptions?.join("; ");
    lines.push(`## ${name ? plain(name) : "The article itself"}`, "", ...(name && description ? [plain(description), ""] : []));
    for (const claim of claims) lines.push(item(claim), "");
  }
  const relations = result.relations.map((relation) => relationLine(relation, result)).filter(Boolean);
  if (relations.length) lines.push("## Disputes", "", ...relations, "");
  return `${lines.join("\n").trimEnd()}\n`;
}

function item(claim) {
  const how = [claim.kind !== "narrative" && claim.act, claim.kind, claim.hedged && "hedged", claim.negated && "negated"].filter(Boolean).join(", ");
  return `- ${plain(contentText(claim))} (${how})`;
}

function relationLine({ kind, claims, reason }, result) {
  const [a, b] = claims.map((id) => result.claims.find((claim) => claim.id === id));
  if (!a || !b) return null;
  const side = (claim) => `${plain(sourceName(result, claim) ?? "the article itself")}: ${plain(contentText(claim))}`;
  return `- ${kind} (${reason}): ${side(a)} / ${side(b)}`;
}

// Every ASCII punctuation mark may be escaped in CommonMark, so all are that could begin anything; lines are joined, as a new
// line could begin a block.
function plain(text) {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!$^=]/g, "\\$&")
    .replace(/^([-+:])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    // Addresses that some readers turn into links by themselves.
    .replace(/(:)\/\//g, "$1\\/\\/")
    .replace(/\b(www)\./gi, "$1\\.")
    .replace(/@/g, "\\@");
}

function decodeURISafe(url) {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
