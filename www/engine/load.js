// Loads the compiled module and the model side by side, from whatever the caller has: addresses, responses, bytes or a module.

import { WhoSaidError, aborted, damaged, notLoaded, wasmForbidden } from "./error.js";
import { checkIntegrity, fetchFile, readBytes, sizeOf } from "./fetch.js";

// A file that is there sooner came from a cache, and nobody wants to read that it is being downloaded.
const DOWNLOAD_SHOWN_AFTER_MS = 150;

/**
 * @param {{ wasm: string | BufferSource | WebAssembly.Module, model: string | BufferSource | Blob,
 *           integrity?: { wasm?: string, model?: string } }} sources addresses are absolute
 * @param {(progress: { phase: string, loaded?: number, total?: number }) => void} onProgress
 * @param {AbortSignal} [signal]
 * @returns {{ module: Promise<WebAssembly.Module>, model: Promise<Uint8Array> }}
 */
export function loadFiles({ wasm, model, integrity = {} }, onProgress, signal) {
  if (signal?.aborted) throw aborted(signal);
  const tally = new Tally(onProgress);
  return {
    module: compile(wasm, integrity.wasm, tally.file(), signal),
    model: read(model, integrity.model, tally.file(), signal),
  };
}

/** @returns {Promise<WebAssembly.Module>} */
export async function compile(source, integrity, file = new Tally(() => {}).file(), signal) {
  if (source instanceof WebAssembly.Module) return source;
  try {
    if (typeof source !== "string") {
      await checkIntegrity(source, integrity, "The WebAssembly code");
      return await WebAssembly.compile(source);
    }
    const response = await fetchFile(source, { integrity, signal });
    const size = (file.total = sizeOf(response));
    // Counting the bytes would mean wrapping the response, which the browser's cache of compiled code can't see through.
    const isWasm = response.headers.get("content-type")?.startsWith("application/wasm");
    const module =
      isWasm && WebAssembly.compileStreaming
        ? await WebAssembly.compileStreaming(response)
        : await WebAssembly.compile(await readBytes(response, source, () => {}, signal));
    if (size && !isLocal(source)) file.report(size);
    return module;
  } catch (error) {
    if (error instanceof WhoSaidError) throw error;
    if (signal?.aborted) throw aborted(signal);
    if (isPolicy(error)) throw wasmForbidden(error);
    const name = typeof source === "string" ? source : "The WebAssembly code";
    if (error instanceof WebAssembly.CompileError) throw notLoaded(name, `it is not the expected WebAssembly file: ${error.message}`, error);
    if (integrity) throw damaged(name, error);
    throw notLoaded(name, error.message, error);
  }
}

/** Whether a failed compilation was a policy's doing: browsers only say so in their message. */
export const isPolicy = (error) => /content[- ]security[- ]policy|\bCSP\b|unsafe-eval|disallowed by embedder/i.test(String(error?.message));

async function read(source, integrity, file, signal) {
  if (typeof source === "string") {
    const response = await fetchFile(source, { integrity, signal });
    file.total = sizeOf(response);
    return readBytes(response, source, isLocal(source) ? () => {} : file.report, signal);
  }
  if (typeof Blob !== "undefined" && source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  await checkIntegrity(source, integrity, "The model");
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

// What lies on the disk is not downloaded.
const isLocal = (url) => url.startsWith("file:");

/** Adds up the bytes of several files; a total is only given when the sizes of all are known. */
class Tally {
  #files = [];
  #started = performance.now();
  #onProgress;

  constructor(onProgress) {
    this.#onProgress = onProgress;
  }

  file() {
    const file = { loaded: 0, total: undefined, report: (loaded) => ((file.loaded = loaded), this.#report()) };
    this.#files.push(file);
    return file;
  }

  #report() {
    if (performance.now() - this.#started < DOWNLOAD_SHOWN_AFTER_MS) return;
    const sum = (of) => this.#files.reduce((total, file) => total + of(file), 0);
    const total = sum((file) => file.total ?? NaN);
    const progress = { phase: "download", loaded: sum((file) => file.loaded) };
    this.#onProgress(total ? { ...progress, total } : progress);
  }
}
