// An article's text as readers see it, with the way back from offsets to DOM ranges. Done by the engine's code, without its model.

import { extractText as read } from "./pkg/whosaid.js";
import { compile } from "./engine/load.js";
import { moduleAddress } from "./engine/modules.js";
import { instantiate } from "./engine/run.js";

/**
 * @param {Node} root
 * @param {{ ignore?: string, wasm?: WebAssembly.Module | URL | string }} [options] `ignore` is a selector; `wasm` the compiled
 *   code, as an extractor's `module`, so that it is neither loaded nor compiled twice
 */
export async function extractText(root, { ignore, wasm = moduleAddress() } = {}) {
  const source = wasm instanceof URL ? wasm.href : typeof wasm === "string" ? new URL(wasm, document.baseURI).href : wasm;
  await instantiate(await compile(source));
  return read(root, ignore || undefined);
}
