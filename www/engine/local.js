// The engine in the caller's own thread, in slices that leave it responsive: Node, and pages whose policy forbids workers.

import { aborted } from "./error.js";
import { startEngine } from "./run.js";

// With the few milliseconds that the last step of a slice can run over, most of a frame stays for the page.
const SLICE_MS = 10;

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
    this.#engine ??= await startEngine(this.#sources, this.#onProgress, signal);
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

async function inSlices(job, signal) {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const result = job.step();
      if (result) return result;
    } while (performance.now() < end);
    await othersTurn();
    if (signal?.aborted) throw aborted(signal);
  }
}

// Lets everything else that waits for this thread run. `scheduler.yield` would not: what it goes on with comes before other
// tasks, so that timers starve. A timer itself would wait for some milliseconds more each time.
function othersTurn() {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
