// A file that was opened or dropped, read into text by its kind.

import { pageToText } from "./html-text.js";
import { markdownToText } from "./markdown-text.js";

const LARGEST = 40_000_000;
const KINDS = { txt: "text", text: "text", md: "markdown", markdown: "markdown", html: "html", htm: "html", xhtml: "html" };

/**
 * @param {File} file
 * @returns {Promise<{ text: string, date?: string } | { problem: string }>}
 */
export async function readFile(file) {
  const kind = KINDS[/\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase()] ?? (file.type.startsWith("text/") ? (file.type === "text/html" ? "html" : "text") : null);
  if (!kind) return { problem: `“${file.name}” is no text file. Open a .txt, .md or .html file, or copy the text and paste it.` };
  if (file.size > LARGEST) return { problem: `“${file.name}” is too large to read here. Open a part of it.` };
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { problem: `“${file.name}” could not be read. It may have been moved or changed since.` };
  }
  const source = decode(bytes);
  const read = kind === "html" ? pageToText(source) : { text: kind === "markdown" ? markdownToText(source) : source };
  return read.text.trim() ? read : { problem: `There is no text in “${file.name}”.` };
}

// Old files are not always UTF-8: what cannot be it is read as the most common other encoding, and a byte order mark decides.
function decode(bytes) {
  const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
