// The engine for programs: loads code and model once, then turns text into claims and entities, in a worker where there is one.

import { WhoSaidError, aborted, bothForbidden, disposed, notLoaded, tooLong } from "./engine/error.js";
import { moduleAddress } from "./engine/modules.js";
import { NoWorker, RemoteHost } from "./engine/remote.js";

export { WhoSaidError };

// Beyond this the engine's working memory would not fit into the four gigabytes that WebAssembly can address.
const MAX_LENGTH = 20_000_000;

/**
 * @param {import("./whosaid.js").ExtractorOptions} [options]
 * @returns {Promise<import("./whosaid.js").Extractor>}
 */
export async function createExtractor(options = {}) {
  const { signal, onProgress = () => {} } = options;
  if (signal?.aborted) throw aborted(signal);
  const sources = {
    wasm: await portable(options.wasm ?? moduleAddress()),
    model: await portable(options.model ?? new URL("./model/en.safetensors", import.meta.url)),
    integrity: { ...options.integrity },
  };
  const host = await startHost(sources, options.worker ?? typeof Worker === "function", onProgress, signal);
  return new QueuedExtractor(host);
}

async function startHost(sources, wantsWorker, onProgress, signal) {
  let refused = null;
  if (wantsWorker && typeof Worker === "function") {
    const remote = new RemoteHost(sources, onProgress);
    try {
      await remote.start(signal);
      return remote;
    } catch (error) {
      // Without a worker, or under a policy that is stricter on its file, this thread may still do.
      if (!(error instanceof NoWorker) && error.code !== "csp") throw error;
      if (error.code === "csp" || error.remedy) refused = error;
    }
  }
  const { LocalHost } = await import("./engine/local.js").catch((cause) => {
    throw notLoaded(new URL("./engine/local.js", import.meta.url).href, "it or a script that it imports is missing", cause);
  });
  const local = new LocalHost(sources, onProgress);
  await local.start(signal).catch((error) => {
    throw refused && error.code === "csp" && refused.message !== error.message ? bothForbidden(error, refused) : error;
  });
  return local;
}

// One call at a time reaches the engine. So an abort or a crash costs only the call that it hits; those waiting go on.
class QueuedExtractor {
  #host;
  #tail = Promise.resolve();
  #end = new AbortController();

  constructor(host) {
    this.#host = host;
  }

  /** The compiled code, to share with `extractText` of dom.js. */
  get module() {
    return this.#host.module;
  }

  async extract(text, { referenceDate, signal } = {}) {
    text = String(text);
    if (this.#end.signal.aborted) throw disposed();
    if (text.length > MAX_LENGTH) throw tooLong(text.length, MAX_LENGTH);
    if (signal?.aborted) throw aborted(signal);
    // Each call listens to a signal of its own: a hundred listeners on one look like a leak to Node.
    const stop = anyOf(this.#end.signal, ...(signal ? [signal] : []));
    const result = this.#tail.then(() => {
      if (stop.aborted) throw aborted(stop);
      return this.#host.run(text, referenceDate ? { referenceDate } : undefined, stop);
    });
    this.#tail = result.catch(() => {});
    return orAborted(result, stop);
  }

  dispose() {
    this.#end.abort(disposed());
    this.#host.stop(disposed());
  }
}

// A call that waits in the queue is rejected when its signal says so, not when its turn comes.
function orAborted(result, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(aborted(signal));
    signal.addEventListener("abort", abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function anyOf(...signals) {
  if (AbortSignal.any) return AbortSignal.any(signals);
  const either = new AbortController();
  for (const signal of signals) signal.addEventListener("abort", () => either.abort(signal.reason), { once: true });
  return either.signal;
}

// What can be sent to a worker: an absolute address, bytes, or a module. A response is read here, as it cannot be sent.
async function portable(source) {
  if (source instanceof URL) return source.href;
  if (typeof source === "string") return new URL(source, globalThis.document?.baseURI ?? globalThis.location?.href ?? import.meta.url).href;
  if (typeof Response !== "undefined" && source instanceof Response) {
    if (!source.ok) throw notLoaded(source.url || "The response", `the server answered ${source.status}`);
    return source.arrayBuffer();
  }
  return source;
}
