// The engine in the caller's own thread, in slices that leave it responsive: Node, and pages whose policy forbids workers.

import { aborted } from "./error.js";
import { startEngine } from "./run.js";
import { inSlices } from "./slices.js";
// What run.js imports in its turn: all of it is asked for at once, as each step of a chain costs a round trip.
import "./load.js";
import "./fetch.js";
import "../pkg/whosaid.js";

export class LocalHost {
  #engine = null;
  #sources;
  #onProgress;

  constructor(sources, onProgress) {
    this.#sources = sources;
    this.#onProgress = onProgress;
  }

  get module() {
    return this.#engine?.module;
  }

  async start(signal) {
    this.#engine ??= await startEngine(this.#sources, this.#onProgress, { signal, finish: inSlices });
    // After a crash the same bytes are used again, not downloaded again.
    this.#sources = { wasm: this.#engine.module, model: this.#engine.model };
  }

  async run(text, options, signal) {
    await this.start(signal);
    this.#onProgress({ phase: "extract" });
    // The page gets to paint its state before the thread is busy.
    await new Promise((done) => setTimeout(done));
    if (signal?.aborted) throw aborted(signal);
    let job = null;
    try {
      job = this.#engine.begin(text, options);
      return await inSlices(job, signal);
    } catch (error) {
      if (error.fatal) this.#engine = null;
      throw error;
    } finally {
      job?.free();
    }
  }

  stop() {
    this.#engine?.free();
    this.#engine = null;
  }
}
