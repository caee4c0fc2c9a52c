// The engine in a worker: spawns it, from another origin through a shim, answers one call at a time, and replaces it when it dies.

import { WhoSaidError, aborted, crashed, fromPlain } from "./error.js";

/** Where no worker can be had at all, the caller goes on without one; `remedy` is a directive that would allow it, if a policy refused. */
export class NoWorker extends Error {
  /** @param {string} why @param {string} [remedy] */
  constructor(why, remedy) {
    super(why);
    this.remedy = remedy;
  }
}

// A worker that has said nothing by then was refused silently, as some policies do.
const SPAWN_LIMIT_MS = 20_000;

export class RemoteHost {
  #sources;
  #onProgress;
  #worker = null;
  #starting = null;
  #calls = new Map();
  #lastId = 0;
  #watch = null;
  #address = null;

  constructor(sources, onProgress) {
    this.#sources = sources;
    this.#onProgress = onProgress;
  }

  get module() {
    return this.#sources.wasm instanceof WebAssembly.Module ? this.#sources.wasm : undefined;
  }

  start(signal) {
    this.#starting ??= this.#start(signal).catch((error) => {
      this.stop();
      throw error;
    });
    return this.#starting;
  }

  async run(text, options, signal) {
    await this.start(signal);
    if (signal?.aborted) throw aborted(signal);
    return this.#call("extract", { text, options }, signal);
  }

  /** Ends the worker at once, whatever it is doing; a later call starts another. */
  stop(reason = crashed()) {
    this.#worker?.terminate();
    this.#watch?.abort();
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#worker = this.#starting = this.#watch = this.#address = null;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { reject } of calls) reject(reason);
  }

  async #start(signal) {
    const spawned = this.#spawn(signal);
    // It waits in the worker until its script is there, so that loading begins with that.
    const loading = this.#worker ? this.#call("load", { sources: this.#sources }, signal) : spawned;
    loading.catch(() => {});
    await spawned;
    const { module, model } = await loading;
    // A replacement after a crash or a cancelled call starts from these and downloads nothing.
    this.#sources = { wasm: module, model };
  }

  #spawn(signal) {
    const violations = [];
    const note = (event) => violations.push(event.effectiveDirective);
    globalThis.document?.addEventListener("securitypolicyviolation", note);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new NoWorker("the worker does not answer")), SPAWN_LIMIT_MS);
      const fail = (why) => reject(new NoWorker(why, violations.length ? remedyFor(violations[0]) : undefined));
      signal?.addEventListener("abort", () => reject(aborted(signal)), { once: true });
      try {
        this.#worker = this.#construct();
      } catch (error) {
        // The report of a violation is a task of its own.
        return setTimeout(() => fail(error.message));
      }
      this.#worker.onmessage = ({ data }) => {
        if (data.type === "hello") {
          clearTimeout(timer);
          this.#worker.onerror = () => this.stop();
          if (data.lock) this.#watchFor(data.lock);
          resolve();
        } else this.#answer(data);
      };
      this.#worker.onerror = (event) => {
        event.preventDefault();
        clearTimeout(timer);
        setTimeout(() => fail(event.message || "its script did not load"));
      };
      this.#worker.onmessageerror = () => this.stop();
    }).finally(() => globalThis.document?.removeEventListener("securitypolicyviolation", note));
  }

  #construct() {
    const base = import.meta.url;
    const elsewhere = isElsewhere();
    // Bundlers know a worker by exactly these words, and put this module into a file of another name.
    if (!UNBUNDLED.test(base) || (!elsewhere && !policy())) return new Worker(new URL("../worker.js", import.meta.url), { type: "module", name: "whosaid" });
    let address = new URL(WORKER, base).href;
    if (elsewhere) {
      const shim = new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" });
      address = this.#address = URL.createObjectURL(shim);
    }
    return new Worker(policy()?.createScriptURL(address) ?? address, { type: "module", name: "whosaid" });
  }

  #call(type, message, signal) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const abort = () => {
        // The call runs synchronously in the worker: only ending the worker ends it.
        this.stop(aborted(signal));
      };
      const settle = (how) => (value) => {
        signal?.removeEventListener("abort", abort);
        how(value);
      };
      this.#calls.set(id, { resolve: settle(resolve), reject: settle(reject) });
      signal?.addEventListener("abort", abort, { once: true });
      this.#worker.postMessage({ id, type, ...message });
    });
  }

  #answer({ id, type, value }) {
    if (type === "progress") return this.#onProgress(value);
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.delete(id);
    if (type === "result") call.resolve(value);
    else {
      if (value.fatal) this.stop();
      call.reject(fromPlain(value));
    }
  }

  // A worker that the system kills for its memory raises no event; but the lock that it holds comes free.
  #watchFor(lock) {
    this.#watch = new AbortController();
    const worker = this.#worker;
    navigator.locks
      .request(lock, { signal: this.#watch.signal }, () => {
        if (this.#worker === worker) this.stop();
      })
      .catch(() => {});
  }
}

// Of the directives that stand in a worker's way, what to add to which.
function remedyFor(directive) {
  if (/trusted-types/.test(directive)) return "whosaid to trusted-types";
  return `${isElsewhere() ? `blob: ${new URL(import.meta.url).origin}` : "'self'"} to worker-src`;
}

const isElsewhere = () => import.meta.url.startsWith("http") && globalThis.location && new URL(import.meta.url).origin !== globalThis.location.origin;

const UNBUNDLED = /^https?:.*\/engine\/remote\.js$/;

// In a constant, so that bundlers don't publish a second, unbundled copy of it.
const WORKER = "../worker.js";

let trusted;

// Under `require-trusted-types-for 'script'` a worker's address needs a policy; a page that allows none gets no worker.
function policy() {
  if (trusted === undefined) {
    try {
      trusted = globalThis.trustedTypes?.createPolicy("whosaid", { createScriptURL: ownScript }) ?? null;
    } catch {
      trusted = null;
    }
  }
  return trusted;
}

function ownScript(address) {
  const own = new URL(WORKER, import.meta.url).href;
  if (address === own || address.startsWith("blob:")) return address;
  throw new WhoSaidError("worker", `${address} is not the worker of this package.`);
}
