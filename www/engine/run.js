// Runs the compiled engine in this thread: what the worker does, and what the page does where workers are forbidden.

import init, * as glue from "../pkg/whosaid.js";
import { crashed, modelRejected } from "./error.js";
import { isPolicy, loadFiles } from "./load.js";
import { wasmForbidden } from "./error.js";

let instantiated = null;

/**
 * @param {Parameters<typeof loadFiles>[0]} sources
 * @returns {Promise<{ module: WebAssembly.Module, model: Uint8Array, extract(text: string, options?: object): object, free(): void }>}
 */
export async function startEngine(sources, onProgress, signal) {
  const { module, model } = await loadFiles(sources, onProgress, signal);
  onProgress({ phase: "compile" });
  await instantiate(module);
  let extractor;
  try {
    extractor = new glue.Extractor(model);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) instantiated = null;
    throw modelRejected(error);
  }
  return {
    module,
    model,
    extract(text, options) {
      try {
        return extractor.extract(text, options);
      } catch (error) {
        // A trap leaves the engine's memory in an unknown state: nothing of it may be used again.
        instantiated = null;
        throw Object.assign(crashed(), { cause: error, fatal: true });
      }
    },
    free() {
      if (instantiated) extractor.free();
    },
  };
}

/** One instance of the module serves every engine and the DOM reader of this thread. */
export async function instantiate(module) {
  if (instantiated) return instantiated;
  glue.__wbg_reset_state?.();
  instantiated = init({ module_or_path: module });
  try {
    return await instantiated;
  } catch (error) {
    instantiated = null;
    throw isPolicy(error) ? wasmForbidden(error) : error;
  }
}
