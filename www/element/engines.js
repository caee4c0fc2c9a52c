// One engine for all elements of a page that use the same files, kept for as long as one of them is there.

import { createExtractor } from "../whosaid.js";

const engines = new Map();

// A page that moves an element takes it out for a moment; the engine should outlast that.
const KEPT_MS = 5_000;

/**
 * @param {{ wasm?: string, model?: string, integrity?: { wasm?: string, model?: string } }} sources
 * @param {(progress: object) => void} onProgress
 * @returns {{ ready: Promise<object>, release(): void }}
 */
export function acquireEngine(sources, onProgress) {
  const key = JSON.stringify(sources);
  let engine = engines.get(key);
  if (!engine) {
    engine = { users: 0, listeners: new Set(), stop: new AbortController() };
    const tell = (progress) => engine.listeners.forEach((listener) => listener(progress));
    engine.ready = createExtractor({ ...sources, onProgress: tell, signal: engine.stop.signal });
    engine.ready.catch(() => engines.get(key) === engine && engines.delete(key));
    engines.set(key, engine);
  }
  clearTimeout(engine.timer);
  engine.users += 1;
  engine.listeners.add(onProgress);
  let released = false;
  return {
    ready: engine.ready,
    release() {
      if (released) return;
      released = true;
      engine.listeners.delete(onProgress);
      engine.users -= 1;
      if (!engine.users) engine.timer = setTimeout(() => end(key, engine), KEPT_MS);
    },
  };
}

function end(key, engine) {
  if (engines.get(key) === engine) engines.delete(key);
  engine.stop.abort();
  engine.ready.then((extractor) => extractor.dispose(), () => {});
}
