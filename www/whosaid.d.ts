import type { Extraction } from "./pkg/types.js";

export type * from "./pkg/types.js";

/** Loads code and model once, then turns texts into claims and entities, in a worker where there is one. */
export function createExtractor(options?: ExtractorOptions): Promise<Extractor>;

export interface ExtractorOptions {
  /** Whether to work in a worker; by default wherever `Worker` exists. */
  worker?: boolean;
  /** The compiled engine; by default what of `pkg/whosaid_relaxed_bg.wasm` and `pkg/whosaid_bg.wasm` beside this module the browser can run. */
  wasm?: URL | string | Response | BufferSource | WebAssembly.Module;
  /** The model; by default `model/en.safetensors` beside this module. */
  model?: URL | string | Response | BufferSource;
  /** Subresource Integrity strings; `integrity.json` of the package holds them. */
  integrity?: { wasm?: string; model?: string };
  /** Called while files load, code compiles and a text is read. Sizes are bytes. */
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

export interface Progress {
  phase: "download" | "compile" | "extract";
  loaded?: number;
  total?: number;
}

export interface Extractor {
  /**
   * Everything found in `text`. Rejects with a {@link WhoSaidError}, never because of what the text says.
   * Calls may overlap: each gets its own result.
   */
  extract(text: string, options?: ExtractOptions): Promise<Extraction>;
  /** Ends the worker and rejects what is still running. */
  dispose(): void;
  /** The compiled engine, to be shared with `extractText`. */
  readonly module: WebAssembly.Module | undefined;
}

export interface ExtractOptions {
  /** The publication date, YYYY-MM-DD, from which relative times are reckoned. */
  referenceDate?: string;
  signal?: AbortSignal;
}

/** The one error type of this package. Its message says what to do. */
export class WhoSaidError extends Error {
  constructor(code: WhoSaidError["code"], message: string, options?: ErrorOptions);
  readonly code: "load" | "csp" | "integrity" | "model" | "too-long" | "aborted" | "worker";
}
