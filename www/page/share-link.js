// A text and its date as a URL fragment and back: deflated, then base64url. A fragment is never sent to a server.

/** Longer addresses are cut by mail programs and messengers. About nine thousand English words fit. */
export const LONGEST_LINK = 32_000;

// A few kilobytes can inflate to gigabytes.
const LARGEST_TEXT = 4_000_000;

/** @returns {Promise<string>} "t=…&d=…" without the "#" */
export async function encodeShared({ text, date }) {
  const packed = await pipe(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return `t=${toBase64Url(packed)}${date ? `&d=${date}` : ""}`;
}

/** @returns {Promise<{ text: string, date?: string, at?: [number, number] } | null>} null where the fragment holds no text; rejects where it is damaged */
export async function decodeShared(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const packed = fields.get("t");
  if (!packed) return null;
  const bytes = await pipe(fromBase64Url(packed), new DecompressionStream("deflate-raw"));
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(fields.get("d") ?? "")?.[0];
  const at = /^(\d+)-(\d+)$/.exec(fields.get("at") ?? "")?.slice(1).map(Number);
  return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), date, at };
}

async function pipe(bytes, transform) {
  const chunks = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LARGEST_TEXT) throw new RangeError("The shared text is too large.");
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes) {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
