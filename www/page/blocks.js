// Splits a pasted text into the blocks that a reader takes it to have: headline, date line, paragraphs, subheadings. No DOM.

import { isDateLine } from "./guess-date.js";

const HEADLINE_LENGTH = 160;
const SUBHEAD_LENGTH = 70;
const BYLINE_LENGTH = 100;
// Lines of mails and old files are broken at about this width; no paragraph is.
const WRAPPED = [40, 100];
// A line this long is a paragraph by itself, whatever stands between it and the next.
const LONG_LINE = 110;

const ENDS = /[.!?:;,…]["'”’)\]]*$/;

/** @returns {{ kind: "headline" | "byline" | "subhead" | "paragraph", lines: string[] }[]} */
export function toBlocks(text) {
  const paragraphs = text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((part) => part.split("\n").map((line) => line.trim()).filter(Boolean))
    .filter((lines) => lines.length)
    .flatMap(unwrap);
  return paragraphs.map((lines, i) => ({ kind: kindOf(lines, i, paragraphs), lines }));
}

function unwrap(lines) {
  if (lines.length === 1) return [lines];
  const lengths = lines.map(({ length }) => length);
  if (lengths.some((length) => length > LONG_LINE)) return lines.map((line) => [line]);
  const broken = lines.slice(0, -1);
  const isWrapped = lines.length > 2 && broken.every(({ length }) => length >= WRAPPED[0] && length <= WRAPPED[1]) && broken.filter((line) => ENDS.test(line)).length < broken.length / 2;
  return isWrapped ? [[lines.join(" ")]] : [lines];
}

function kindOf(lines, i, all) {
  const [line] = lines;
  if (lines.length > 1 || all.length === 1) return "paragraph";
  if (i < 4 && line.length <= BYLINE_LENGTH && (/^by\s+\p{Lu}/iu.test(line) || isDateLine(line))) return "byline";
  if (i === 0 && line.length <= HEADLINE_LENGTH && !/[.:;,…]$/.test(line)) return "headline";
  const next = all[i + 1];
  const leads = next && next[0].length > line.length && next[0].length > SUBHEAD_LENGTH;
  if (i > 0 && leads && line.length <= SUBHEAD_LENGTH && /^[\p{Lu}\d]/u.test(line) && !ENDS.test(line) && !/["”’]$/.test(line)) return "subhead";
  return "paragraph";
}
