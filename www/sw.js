// The service worker: keeps all files of one version on the device, so that the page works without a network. Which files and
// which version, the build wrote into pkg/files.js; when that changes, the browser installs the new version beside the old one
// and uses it once no page of the old one is open any more.

const listing = new URL("pkg/files.js", self.location.href).href;
const policy = self.trustedTypes?.createPolicy("whosaid-page", {
  createScriptURL: (address) => {
    if (address !== listing) throw new TypeError(`${address} is not the list of files.`);
    return address;
  },
});
// Sets self.whosaid to { version, files: { path: SRI hash } }.
importScripts(policy?.createScriptURL(listing) ?? listing);

const { version, files } = self.whosaid;
// Of the two compiled modules a browser loads one; www/engine/modules.js has the same probe.
const probe = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
  65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 147, 2, 11,
);
delete files[WebAssembly.validate(probe) ? "pkg/whosaid_bg.wasm" : "pkg/whosaid_relaxed_bg.wasm"];
const PREFIX = "whosaid-";
const CACHE = PREFIX + version;
const HASH = "x-whosaid-integrity";
// A device's cache answers in milliseconds, a busy one's in tenths of a second.
const PATIENCE_MS = 3000;

const addressOf = (path) => new URL(path, self.registration.scope).href;

self.addEventListener("install", (event) => event.waitUntil(fill()));

// A browser holds every page of ours back until this is over, so it must not wait for anything without end. What is not dropped by
// then is dropped by the next version.
self.addEventListener("activate", (event) => event.waitUntil(Promise.race([Promise.all([dropOthers(), self.clients.claim()]), patience()])));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(files).map(async ([path, hash]) => cache.put(addressOf(path), (await kept(path, hash)) ?? (await loaded(path, hash)))));
}

// A file that is the same in the version before is not downloaded again.
async function kept(path, hash) {
  const response = await caches.match(addressOf(path));
  return response?.headers.get(HASH) === hash ? response : null;
}

// The hash makes sure that no file of another version comes in while a server is being updated.
async function loaded(path, hash) {
  const response = await fetch(addressOf(path), { cache: "no-cache", integrity: hash });
  if (!response.ok) throw new Error(`${path}: the server answered ${response.status}`);
  const headers = new Headers(response.headers);
  headers.set(HASH, hash);
  // The body is stored as it is; the header would tell of an encoding that it no longer has.
  headers.delete("content-encoding");
  return new Response(response.body, { headers });
}

// From the cache; from the network where the cache has it not, or does not answer; and from a cache that answers late where there
// is no network either.
async function answer(request) {
  const kept = keptAnswer(request).catch(() => null);
  const soon = await Promise.race([kept, patience()]);
  return soon ?? fetch(request).catch(async (error) => (await kept) ?? Promise.reject(error));
}

async function keptAnswer(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request.mode === "navigate" ? addressOf("index.html") : request.url.split(/[?#]/)[0]);
}

const patience = () => new Promise((done) => setTimeout(done, PATIENCE_MS));

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}
