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

const addressOf = (path) => new URL(path, self.registration.scope).href;

self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOthers(), self.clients.claim()])));

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

async function answer(request) {
  const cache = await caches.open(CACHE);
  const address = request.mode === "navigate" ? addressOf("index.html") : request.url.split(/[?#]/)[0];
  return (await cache.match(address)) ?? fetch(request);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}
