//! The browser's side of the benchmarks: bundled, it puts what they call on `window.bench`.

import init, { Extractor } from "../../www/pkg/whosaid.js";
import { alternate, endurance, growth, systems, time } from "./compare.mjs";

let memory;
let extractor;

window.bench = {
  /** Loads the module at an address and the model. */
  async load(module, model) {
    ({ memory } = await init({ module_or_path: module }));
    extractor = new Extractor(new Uint8Array(await (await fetch(model)).arrayBuffer()));
  },
  compare: (texts, rounds) => alternate(systems(extractor), texts, rounds),
  growth: (texts) => growth(extractor, texts),
  endurance: (articles, count) => endurance(extractor, memory, articles, count),
  memory: () => memory.buffer.byteLength,
  extract: (texts, times) => time(() => Array.from({ length: times }, () => texts.forEach((text) => extractor.extract(text)))),
  /** Multiply-accumulates a second of a kernel, the best of a few times. */
  async peak({ bytes, macs }, times) {
    const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
    const once = () => (macs * times) / (time(() => instance.exports.run(times)) / 1000);
    return Math.max(...Array.from({ length: 10 }, once));
  },
};
