//! Makes the JavaScript glue: a compiled wasm module in, an ES module with declarations and the
//! bound wasm out, as `wasm-bindgen --target web` would.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let input = args
        .next()
        .context("usage: bindgen <module.wasm> <folder>")?;
    let folder = args
        .next()
        .context("usage: bindgen <module.wasm> <folder>")?;
    Bindgen::new()
        .input_path(input)
        .web(true)?
        .omit_default_module_path(false)
        .reset_state_function(true)
        .typescript(true)
        .remove_producers_section(true)
        .generate(folder)
}
