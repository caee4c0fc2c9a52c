/**
 * Reads an article as readers see it: block boundaries become blank lines, `<br>` a newline, hidden parts and those that match
 * the selector `ignore` are skipped, open shadow roots and slots are followed. `wasm` is the compiled engine or its address.
 */
export function extractText(
  root: Node,
  options?: { ignore?: string; wasm?: WebAssembly.Module | URL | string },
): Promise<ArticleText>;

export interface ArticleText {
  /** What to give to `extract`. */
  readonly text: string;
  /** The range of the UTF-16 code units from `start` to `end`; `undefined` where they stand in no node or the nodes changed. */
  toRange(start: number, end: number): Range | undefined;
  /** As `toRange`, but one range for each text node, so that skipped parts stay outside. */
  toRanges(start: number, end: number): Range[];
  /** The code unit at which `offset` of a text node stands; `undefined` where the node is no part of the text. */
  toOffset(node: Node, offset: number): number | undefined;
  /** Gives its memory back; what is no longer reachable gives it back by itself, later. */
  free(): void;
}
