// Errors that a reader of the console can act on: a code for programs and a sentence that says what to do.

/** The one error type of the package; `code` is "load", "csp", "integrity", "model", "too-long", "aborted" or "worker". */
export class WhoSaidError extends Error {
  /** @param {string} code @param {string} message @param {ErrorOptions} [options] */
  constructor(code, message, options) {
    super(message, options);
    this.name = "WhoSaidError";
    this.code = code;
  }
}

/** What crosses a worker's boundary, where classes do not survive. */
export const toPlain = (error) => ({
  code: error instanceof WhoSaidError ? error.code : "worker",
  message: error instanceof WhoSaidError ? error.message : `The extraction stopped unexpectedly: ${error?.message ?? error}`,
});

export const fromPlain = ({ code, message }) => new WhoSaidError(code, message);

export const aborted = (signal) =>
  new WhoSaidError("aborted", "The extraction was cancelled.", { cause: signal?.reason });

export const crashed = () =>
  new WhoSaidError("worker", "The extraction stopped unexpectedly. It was restarted: the next call works.");

export const disposed = () =>
  new WhoSaidError("aborted", "This extractor was disposed of. Create another one with createExtractor().");

export const wasmForbidden = (cause) =>
  new WhoSaidError(
    "csp",
    "The Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src, on the page or, if worker.js is served with a policy of its own, there.",
    { cause },
  );

export const connectForbidden = (url, cause) =>
  new WhoSaidError(
    "csp",
    `The Content-Security-Policy does not allow loading ${url}. Add ${sourceFor(url)} to connect-src.`,
    { cause },
  );

/** Where a policy refuses both the worker and the page's own thread, either of two directives would do. */
export const bothForbidden = (here, refused) =>
  new WhoSaidError("csp", `${here.message} ${refused.remedy ? `Or let a worker do it: add ${refused.remedy}.` : `In the worker: ${refused.message}`}`, { cause: here });

export const damaged = (url, cause) =>
  new WhoSaidError(
    "integrity",
    `${url} does not match its integrity value. Publish the file and the value of the same version.`,
    { cause },
  );

export const notLoaded = (url, why, cause) =>
  new WhoSaidError(
    "load",
    `${url} could not be loaded (${why}). Check that the file is published there and that its server allows this page to read it.`,
    { cause },
  );

export const modelRejected = (cause) =>
  new WhoSaidError(
    "model",
    `The model file cannot be used: ${cause?.message ?? cause}. Publish the model of the same version as whosaid.js.`,
    { cause },
  );

export const tooLong = (length, limit) =>
  new WhoSaidError(
    "too-long",
    `The text has ${length} characters, more than the ${limit} that fit into memory. Split it and extract the parts.`,
  );

function sourceFor(url) {
  const { origin } = new URL(url, globalThis.location?.href);
  return origin === globalThis.location?.origin ? "'self'" : origin;
}
