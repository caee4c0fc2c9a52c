//! The engine as a JavaScript module: the only file that knows wasm-bindgen's types.

use wasm_bindgen::prelude::*;

/// Turns a panic into a JavaScript `Error` with its message, in place of a bare "unreachable".
/// The instance is unusable afterwards and has to be replaced.
#[wasm_bindgen(start, private)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(js_sys::Error::new(&format!("the engine failed: {panic}")).into());
    }));
}
