// Work that the engine does in turns, on a thread that must stay responsive: so many turns that most of a frame stays for the page.

import { aborted } from "./error.js";

// With the few milliseconds that the last turn of a slice can run over.
const SLICE_MS = 10;

/**
 * @template T
 * @param {{ step(): T | undefined }} work gives what comes of it with its last turn, and nothing before
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function inSlices(work, signal) {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      const result = work.step();
      if (result) return result;
    } while (performance.now() < end);
    await othersTurn();
    if (signal?.aborted) throw aborted(signal);
  }
}

/** Lets everything else that waits for this thread run. */
// `scheduler.yield` would not: what it goes on with comes before other tasks, so that timers starve. A timer itself would wait for
// some milliseconds more each time.
export function othersTurn() {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
