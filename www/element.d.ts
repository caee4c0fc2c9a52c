import type { Claim, Entity, Extraction, Relation, Time } from "./pkg/types.js";
import type { Progress, WhoSaidError } from "./whosaid.js";
import type { Format } from "./export.js";

/** `<who-said>`: shows who says what in an article, without touching the article. Importing this module defines it. */
export class WhoSaid extends HTMLElement {
  /** Selector of the article; empty for the element's own content. */
  for: string;
  /** Selector of parts of the article that are not read. */
  ignore: string;
  /** "click" (default), "visible" or "load". */
  activate: string;
  /** "auto" (default), "css", "mark" or "none". */
  highlight: string;
  /** "panel" (default), "inline" or "none". */
  layout: string;
  /** Some of "claims entities times relations". */
  show: string;
  /** 0 to 1: what is less certain is not shown. */
  minConfidence: string;
  /** The publication date, YYYY-MM-DD; by default read from the page. */
  referenceDate: string;
  /** "page" takes the single-key shortcuts page-wide instead of inside the element only; "off" switches them off. */
  shortcuts: string;
  wasmSrc: string;
  modelSrc: string;
  integrity: string;

  readonly state: "idle" | "loading" | "ready" | "error";
  /** The article's text as it was read; setting it fills the element with paragraphs. */
  text: string;
  /** The extraction; one that is set was made elsewhere, and nothing is downloaded. */
  get result(): Extraction | null;
  set result(result: Extraction | null);
  /** Translations of the interface's texts, by key. */
  messages: Record<string, unknown> | null;
  /** The article's element, where a selector cannot name it. */
  target: Element | null;
  /** From a claim to the address of its passage; by default a text fragment of this page. */
  linkTo: ((claim: Claim) => string) | null;

  extract(): Promise<Extraction>;
  /** Takes everything back: the element is idle again. */
  clear(): void;
  /** Stops what is running and keeps what is shown. */
  cancel(): void;
  /** Selects by id; `null` selects nothing. False where there is no such id or a listener prevented it. */
  select(id: string | null): boolean;
  export(format: Format): Promise<string>;
}

declare global {
  interface HTMLElementTagNameMap {
    "who-said": WhoSaid;
  }
  interface HTMLElementEventMap {
    "who-said-progress": CustomEvent<Progress | { phase: "waiting" }>;
    "who-said-result": CustomEvent<{ result: Extraction }>;
    "who-said-select": CustomEvent<{ id: string | null; item: Claim | Entity | Relation | Time | null; ranges: Range[] }>;
    "who-said-error": CustomEvent<{ error: WhoSaidError }>;
    "who-said-anchor-lost": CustomEvent<{ ids: string[] }>;
  }
}
