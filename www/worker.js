// The worker's side: answers every request by its id, with a result or an error, and never leaves one unanswered.

import { toPlain } from "./engine/error.js";
import { startEngine } from "./engine/run.js";
// What that imports in its turn: all of it is asked for at once, as each step of a chain costs a round trip.
import "./engine/load.js";
import "./engine/fetch.js";
import "./engine/slices.js";
import "./pkg/whosaid.js";

let engine = null;

self.onmessage = async ({ data: { id, type, sources, text, options } }) => {
  try {
    self.postMessage({ id, type: "result", value: type === "load" ? await load(sources) : extract(text, options) });
  } catch (error) {
    self.postMessage({ id, type: "error", value: { ...toPlain(error), fatal: Boolean(error.fatal) } });
  }
};

holdLock().then((lock) => self.postMessage({ type: "hello", lock }));

async function load(sources) {
  const { model, ...started } = await startEngine(sources, report);
  engine = started;
  return { module: engine.module, model: new Blob([model]) };
}

function extract(text, options) {
  report({ phase: "extract" });
  return engine.extract(text, options);
}

function report(value) {
  self.postMessage({ type: "progress", value });
}

// Held for as long as this worker lives, so that the page learns of its death.
async function holdLock() {
  if (!self.navigator?.locks) return null;
  const name = `whosaid-${crypto.randomUUID()}`;
  return new Promise((held) => {
    self.navigator.locks.request(name, () => {
      held(name);
      return new Promise(() => {});
    }).catch(() => held(null));
  });
}
