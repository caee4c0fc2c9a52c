//! `build`: the crate in, `www/pkg` out: the glue, its declarations and the wasm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::offline;
use crate::setup::{cargo, step, wasm_target};

const COMPILED: &str = "target/wasm32-unknown-unknown/release/whosaid.wasm";
const PACKAGE: &str = "www/pkg";
/// The module that the glue loads.
pub const BOUND: &str = "www/pkg/whosaid_bg.wasm";

/// Builds everything that `www/` loads from `pkg/`.
pub fn run() -> Result<()> {
    wasm_target()?;
    step(
        "compile the engine to WebAssembly",
        &mut cargo(
            "build --quiet --package whosaid --lib --release --target wasm32-unknown-unknown",
        ),
    )?;
    step(
        "make the JavaScript glue",
        &mut cargo(&format!(
            "run --quiet --package bindgen -- {COMPILED} {PACKAGE}"
        )),
    )?;
    fs::write("www/pkg/types.d.ts", crate::types::declarations())?;
    fs::write(Path::new("www").join(offline::LIST), offline::list()?)?;
    let bytes = fs::metadata(BOUND)
        .with_context(|| format!("{BOUND} was not written"))?
        .len();
    eprintln!("   {BOUND}: {} kB", bytes / 1000);
    Ok(())
}
