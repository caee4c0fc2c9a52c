// The text of a Markdown file: the marks go, the words and paragraphs stay.

/** @param {string} source */
export function markdownToText(source) {
  const body = source.replace(/\r\n?/g, "\n").replace(/^---\n[\s\S]*?\n---\n/, "");
  const lines = body.split("\n").map(line);
  return inline(lines.join("\n"))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function line(text) {
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(text) || /^\s*(=+|-{2,})\s*$/.test(text) || /^\s*(```|~~~)/.test(text)) return "";
  const heading = /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(text);
  // A heading is a block of its own, whether or not blank lines set it apart.
  if (heading) return `\n${heading[1]}\n`;
  return text.replace(/^\s*>\s?/, "").replace(/^(\s*)[-*+]\s+/, "$1• ");
}

function inline(text) {
  return text
    .replace(/!\[([^\]]*)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, "")
    .replace(/\[([^\]]+)\]\([^)\s]*(?:\s+"[^"]*")?\)/g, "$1")
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, "$1")
    .replace(/^\[[^\]]+\]:\s+\S+.*$/gm, "")
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, "$2")
    .replace(/(?<![\w*])[*](?=\S)([^*\n]*\S)[*](?![\w*])/g, "$1")
    .replace(/(?<![\w_])_(?=\S)([^_\n]*\S)_(?![\w_])/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/ {2,}$/gm, "")
    .replace(/\\([\\`*_{}[\]()#+\-.!>~|])/g, "$1");
}
