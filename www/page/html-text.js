// The text of HTML from the clipboard or a file, with its paragraphs. The HTML is parsed inside an inert template and only read.

import { parseInert } from "./trusted.js";

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION SUMMARY TABLE TR UL".split(" "),
);
const SKIPPED =
  "audio,button,canvas,dialog,head,iframe,input,link,math,meta,nav,noscript,object,rp,rt,script,select,style,svg,template,textarea,title,video,[hidden],[aria-hidden=true],[data-style*='display:none'],[data-style*='display: none']";

// A page's main part that holds less than this is not where its article is.
const LEAST_ARTICLE = 200;

/** Clipboard HTML: all that the reader had selected. */
export function htmlToText(html) {
  return textOf(parseInert(html));
}

/** A saved page: its article, where it has one, and its publication date. */
export function pageToText(html) {
  const page = parseInert(html);
  const parts = [...page.querySelectorAll("article, [itemprop~=articleBody], main, [role=main]")];
  const root = parts.find((part) => part.textContent.trim().length > LEAST_ARTICLE) ?? page;
  const title = root.querySelector("h1") ? null : page.querySelector("h1");
  const text = [title && !root.contains(title) && textOf(title), textOf(root)].filter(Boolean).join("\n\n");
  return { text, date: dateOf(page) };
}

function textOf(root) {
  const out = new Writer();
  visit(root, out, false);
  return out.text.trim();
}

function visit(node, out, keepsSpace) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) out.write(child.data, keepsSpace);
    else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(SKIPPED)) element(child, out, keepsSpace);
  }
}

function element(node, out, keepsSpace) {
  const name = node.nodeName;
  if (name === "BR") return out.newLine();
  const isBlock = BLOCKS.has(name);
  if (isBlock) out.block(name === "LI" || name === "TR" ? 1 : 2);
  if (name === "LI") out.write("• ", true);
  if (name === "Q") out.write("“", true);
  visit(node, out, keepsSpace || name === "PRE" || /white-space:\s*pre/.test(node.dataset?.style ?? ""));
  if (name === "Q") out.write("”", true);
  if (name === "TD" || name === "TH") out.write("\t", true);
  if (isBlock) out.block(name === "LI" || name === "TR" ? 1 : 2);
}

/** Collapses white space as a browser would and keeps at most one blank line between blocks. */
class Writer {
  text = "";

  write(data, keepsSpace) {
    const words = keepsSpace ? data.replaceAll("\r\n", "\n") : data.replace(/[ \t\r\n\f]+/g, " ");
    const atEdge = this.text === "" || /\s$/.test(this.text);
    this.text += atEdge && !keepsSpace ? words.replace(/^ /, "") : words;
  }

  newLine() {
    this.text = `${this.text.replace(/[ \t]+$/, "")}\n`;
  }

  block(lines) {
    const trimmed = this.text.replace(/[ \t]+$/, "");
    const there = /\n*$/.exec(trimmed)[0].length;
    this.text = trimmed && there < lines ? trimmed + "\n".repeat(lines - there) : trimmed;
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}/;

function dateOf(page) {
  const candidates = [
    page.querySelector("meta[property='article:published_time'], meta[itemprop=datePublished], meta[name=date]")?.content,
    ...[...page.querySelectorAll("script[type='application/ld+json']")].map(({ textContent }) => /"datePublished"\s*:\s*"([^"]{10,40})"/.exec(textContent)?.[1]),
    page.querySelector("time[datetime][itemprop~=datePublished], time[datetime][pubdate], article time[datetime]")?.getAttribute("datetime"),
  ];
  return candidates.map((value) => DATE.exec(value ?? "")?.[0]).find(Boolean);
}
