// Fetches one file with progress, checks its integrity, and tells a policy's refusal from a missing file.

import { WhoSaidError, aborted, connectForbidden, damaged, notLoaded } from "./error.js";

// A violation is reported as a task of its own, which may run after the fetch has failed.
const VIOLATION_WAIT_MS = 50;

/**
 * @param {string} url absolute
 * @param {{ integrity?: string, signal?: AbortSignal }} options
 * @returns {Promise<Response>}
 */
export async function fetchFile(url, { integrity, signal } = {}) {
  if (url.startsWith("file:") && globalThis.process?.getBuiltinModule) return readFromDisk(url, integrity);
  const violations = watchViolations();
  let response;
  try {
    response = await fetch(url, { integrity, signal });
  } catch (cause) {
    if (signal?.aborted) throw aborted(signal);
    if (await violations.blocked(url)) throw connectForbidden(url, cause);
    if (integrity && (await isDamaged(url, integrity, signal))) throw damaged(url, cause);
    const offline = globalThis.navigator?.onLine === false;
    throw notLoaded(url, offline ? "there is no network connection" : "the network request failed", cause);
  } finally {
    violations.stop();
  }
  if (!response.ok) throw notLoaded(url, `the server answered ${response.status}`);
  return response;
}

/**
 * Reads a response to its end, reporting bytes as they arrive.
 * @param {Response} response
 * @param {string} url for messages
 * @param {(loaded: number) => void} report
 * @returns {Promise<Uint8Array>}
 */
export async function readBytes(response, url, report, signal) {
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const reader = response.body.getReader();
  const expected = sizeOf(response);
  // One buffer of the announced size, so that four megabytes are not copied twice.
  let bytes = new Uint8Array(expected ?? 1 << 20);
  let loaded = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (loaded + value.length > bytes.length) {
        const larger = new Uint8Array(Math.max(bytes.length * 2, loaded + value.length));
        larger.set(bytes.subarray(0, loaded));
        bytes = larger;
      }
      bytes.set(value, loaded);
      loaded += value.length;
      report(loaded);
    }
  } catch (cause) {
    if (signal?.aborted) throw aborted(signal);
    throw notLoaded(url, "the connection broke off", cause);
  }
  return loaded === bytes.length ? bytes : bytes.slice(0, loaded);
}

/** The size in bytes after decoding, where the headers tell it truthfully: under a content encoding they give another one. */
export function sizeOf(response) {
  const encoding = response.headers.get("content-encoding");
  const length = Number(response.headers.get("content-length"));
  return length > 0 && (!encoding || encoding === "identity") ? length : undefined;
}

/** Checks bytes that were not fetched against an SRI string; several hashes mean that one of the strongest must match. */
export async function checkIntegrity(bytes, integrity, name) {
  if (!integrity) return;
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) throw new WhoSaidError("integrity", `The integrity of ${name} can only be checked over HTTPS.`);
  const hashes = [...integrity.matchAll(/sha(256|384|512)-([A-Za-z0-9+/_-]+={0,2})/g)];
  const strongest = Math.max(...hashes.map(([, bits]) => Number(bits)));
  const digest = hashes.length && new Uint8Array(await subtle.digest(`SHA-${strongest}`, bytes));
  const found = digest && btoa(String.fromCharCode(...digest));
  if (!hashes.some(([, bits, value]) => Number(bits) === strongest && value.replaceAll("-", "+").replaceAll("_", "/") === found)) {
    throw damaged(name);
  }
}

// fetch() does not say why it failed; a second one without the check tells a damaged file from a missing one.
async function isDamaged(url, integrity, signal) {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) return false;
    await checkIntegrity(await response.arrayBuffer(), integrity, url);
    return false;
  } catch (error) {
    return error instanceof WhoSaidError;
  }
}

// Node's fetch does not read files. `getBuiltinModule` keeps bundlers for browsers from looking for "node:fs".
async function readFromDisk(url, integrity) {
  const { readFile } = globalThis.process.getBuiltinModule("node:fs/promises");
  let bytes;
  try {
    bytes = await readFile(new URL(url));
  } catch (cause) {
    throw notLoaded(url, cause.code ?? "it cannot be read", cause);
  }
  await checkIntegrity(bytes, integrity, url);
  return new Response(bytes, { headers: { "content-length": String(bytes.length) } });
}

function watchViolations() {
  const scope = globalThis.document ?? globalThis;
  const blocked = [];
  const note = (event) => {
    if (event.effectiveDirective === "connect-src" || event.effectiveDirective === "default-src") blocked.push(event.blockedURI);
  };
  scope.addEventListener?.("securitypolicyviolation", note);
  return {
    async blocked(url) {
      await new Promise((done) => setTimeout(done, VIOLATION_WAIT_MS));
      return blocked.some((uri) => uri === url || (uri && url.startsWith(uri)));
    },
    stop: () => scope.removeEventListener?.("securitypolicyviolation", note),
  };
}
