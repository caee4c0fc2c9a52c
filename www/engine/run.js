// Runs the compiled engine in this thread: what the worker does, and what the page does where workers are forbidden.

import init, * as glue from "../pkg/whosaid.js";
import { WhoSaidError, crashed, modelRejected, wasmForbidden } from "./error.js";
import { isPolicy, loadFiles } from "./load.js";
import { othersTurn } from "./slices.js";

let instantiated = null;
let isBroken = false;

// All turns in a row, where nobody waits for the thread.
function atOnce(work) {
  for (;;) {
    const result = work.step();
    if (result) return result;
  }
}

/**
 * @param {Parameters<typeof loadFiles>[0]} sources
 * @param {{ signal?: AbortSignal, finish?: (work: { step(): any }, signal?: AbortSignal) => any }} [options] `finish` takes the turns
 *   in which the model is read
 * @returns {Promise<{ module: WebAssembly.Module, model: Uint8Array, extract(text: string, options?: object): object,
 *   begin(text: string, options?: object): { step(): object | undefined, free(): void }, free(): void }>} `begin` works in steps of
 *   some milliseconds; the last gives the result
 */
export async function startEngine(sources, onProgress, { signal, finish = atOnce } = {}) {
  const files = loadFiles(sources, onProgress, signal);
  let isHere = false;
  const here = () => (isHere = true);
  files.model.then(here, here);
  const rehearsed = files.module.then((module) => rehearse(module, () => isHere));
  const [module, model] = await Promise.all([files.module, files.model, rehearsed]);
  onProgress({ phase: "compile" });
  await instantiate(module);
  const extractor = await read(model, finish, signal);
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

// While the model is on its way: the browser compiles what it will need, and begins to optimise what will work most.
async function rehearse(module, isOver) {
  await instantiate(module);
  try {
    const rehearsal = new glue.Rehearsal();
    while (!isOver() && rehearsal.step()) await othersTurn();
    rehearsal.stop();
  } catch {
    isBroken = true;
  }
}

async function read(model, finish, signal) {
  let reading;
  try {
    reading = new glue.Reading(model);
    return await finish(reading, signal);
  } catch (error) {
    if (error instanceof WhoSaidError) throw error;
    isBroken = error instanceof WebAssembly.RuntimeError;
    throw modelRejected(error);
  } finally {
    if (!isBroken) reading?.free();
  }
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
