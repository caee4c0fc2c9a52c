import type { Claim, Extraction } from "./pkg/types.js";

/** The article that a result belongs to. */
export interface Article {
  /** The text that was extracted from. */
  text?: string;
  url?: string;
  title?: string;
  /** BCP 47. */
  language?: string;
}

/** schema.org: an article with its claims; `claimReview` adds drafts of reviews, without a verdict. */
export function toJsonLd(result: Extraction, article?: Article & { claimReview?: boolean }): Record<string, unknown>;

/** W3C Web Annotations, one a claim, by position in code points and by quotation. */
export function toWebAnnotations(result: Extraction, article: Article & { text: string }): Record<string, unknown>;

/** One row a claim, RFC 4180; cells that a spreadsheet would take for formulas are guarded. */
export function toCsv(result: Extraction): string;

/** Claims by speaker; whatever the article holds stays text. */
export function toMarkdown(result: Extraction, article?: Article): string;

/** A `#:~:text=` fragment that scrolls to the claim; empty where it has no content. */
export function toTextFragment(claim: Claim, article?: { text?: string }): string;

export type Format = "json" | "csv" | "jsonld" | "web-annotation" | "markdown";

/** Media type and file name extension of each format. */
export const FORMATS: Record<Format, { mediaType: string; extension: string }>;

/** The result in one of the formats. */
export function exportResult(format: Format, result: Extraction, article: Article): string;
