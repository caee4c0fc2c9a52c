//! The machine's own peak: a loop of nothing but the multiply-accumulate instruction that the engine's module uses, on registers.

import binaryen from "binaryen";

/** Sums that do not wait for each other. */
const SUMS = 8;
const STEPS = 4;

/** The bytes of a module whose `run(n)` does `n` times as many multiply-accumulates as it says, relaxed or not. */
export function kernel(relaxed) {
  const dot = (sum) =>
    relaxed
      ? `(i32x4.relaxed_dot_i8x16_i7x16_add_s (local.get $a) (local.get $b) (local.get $s${sum}))`
      : `(i32x4.add (local.get $s${sum}) (i32x4.dot_i16x8_s (local.get $s${(sum + 1) % SUMS}) (local.get $b)))`;
  const sums = Array.from({ length: SUMS }, (_, i) => i);
  const body = Array.from({ length: STEPS }, () => sums.map((i) => `(local.set $s${i} ${dot(i)})`).join("\n")).join("\n");
  const total = sums.slice(1).reduce((sum, i) => `(i32x4.add ${sum} (local.get $s${i}))`, "(local.get $s0)");
  const module = binaryen.parseText(`(module
    (memory 1)
    (func (export "run") (param $n i32) (result i32)
      (local $a v128) (local $b v128) ${sums.map((i) => `(local $s${i} v128)`).join(" ")}
      (local.set $a (v128.load (i32.const 0)))
      (local.set $b (v128.load (i32.const 16)))
      (loop $again
        ${body}
        (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (i32x4.extract_lane 0 ${total})))`);
  module.setFeatures(binaryen.Features.All);
  const bytes = module.emitBinary();
  module.dispose();
  return { bytes: [...bytes], macs: SUMS * STEPS * (relaxed ? 16 : 8) };
}

/** Multiply-accumulates of the network: for one token, and those of its first layers, which are done once for a distinct word. */
export function macs(model) {
  const length = Number(new DataView(model.buffer, model.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(model.subarray(8, 8 + length)));
  const [parts, , values] = header["word.codebooks"].shape;
  const vector = parts * values + header["char.conv.bias"].shape[0];
  let [token, word] = [0, 0];
  for (const [name, { dtype, shape: [rows, columns] = [], data_offsets: [start] = [] }] of Object.entries(header)) {
    if (dtype !== "I8" || /^(word|link)/.test(name)) continue;
    if (/\.0\.\w+\.input$/.test(name)) {
      // Stacks with vectors of their own have weights of zero for the others'.
      const weights = model.subarray(8 + length + start, 8 + length + start + rows * columns);
      const read = (column) => weights.some((weight, at) => weight !== 0 && at % columns === column);
      word += rows * Array.from({ length: vector }, (_, column) => column).filter(read).length;
    } else token += rows * columns;
  }
  return { token, word };
}
