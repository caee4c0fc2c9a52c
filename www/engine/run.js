// Runs the compiled engine in this thread: what the worker does, and what the page does where workers are forbidden.

import init, * as glue from "../pkg/whosaid.js";
import { crashed, modelRejected, wasmForbidden } from "./error.js";
import { isPolicy, loadFiles } from "./load.js";

let instantiated = null;
let isBroken = false;

/**
 * @param {Parameters<typeof loadFiles>[0]} sources
 * @returns {Promise<{ module: WebAssembly.Module, model: Uint8Array, extract(text: string, options?: object): object,
 *   begin(text: string, options?: object): { step(): object | undefined, free(): void }, free(): void }>} `begin` works in steps of
 *   some milliseconds; the last gives the result
 */
export async function startEngine(sources, onProgress, signal) {
  const { module, model } = await loadFiles(sources, onProgress, signal);
  onProgress({ phase: "compile" });
  await instantiate(module);
  let extractor;
  try {
    extractor = new glue.Extractor(model);
  } catch (error) {
    isBroken = error instanceof WebAssembly.RuntimeError;
    throw modelRejected(error);
  }
  return {
    module,
    model,
    extract: (text, options) => guarded(() => extractor.extract(text, options)),
    begin(text, options) {
      const job = guarded(() => extractor.begin(text, options));
      return { step: () => guarded(() => job.step()), free: () => isBroken || job.free() };
    },
    free() {
      if (!isBroken) extractor.free();
    },
  };
}

function guarded(call) {
  try {
    return call();
  } catch (error) {
    // A trap leaves the engine's memory in an unknown state: nothing of it may be used again.
    isBroken = true;
    throw Object.assign(crashed(), { cause: error, fatal: true });
  }
}

/** One instance of the module serves every engine and the DOM reader of this thread; a broken one is replaced. */
export async function instantiate(module) {
  try {
    instantiated ??= init({ module_or_path: module });
    await instantiated;
    if (isBroken) glue.__wbg_reset_state();
    isBroken = false;
  } catch (error) {
    instantiated = null;
    throw isPolicy(error) ? wasmForbidden(error) : error;
  }
}
