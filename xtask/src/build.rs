//! `build`: the crate in, `www/pkg` out: the glue, its declarations and the shrunken wasm.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::offline;
use crate::setup::{cargo, on_path, step, wasm_target};

const COMPILED: &str = "target/wasm32-unknown-unknown/release/whosaid.wasm";
const PACKAGE: &str = "www/pkg";
const BOUND: &str = "www/pkg/whosaid_bg.wasm";

/// What the compiler may already have used; Binaryen must add nothing that browsers lack.
const FEATURES: [&str; 7] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

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
    shrink()?;
    fs::write("www/pkg/types.d.ts", crate::types::declarations())?;
    fs::write(Path::new("www").join(offline::LIST), offline::list()?)?;
    let bytes = fs::metadata(BOUND)
        .with_context(|| format!("{BOUND} was not written"))?
        .len();
    eprintln!("   {BOUND}: {} kB", bytes / 1000);
    Ok(())
}

/// Runs Binaryen over the bound module where it is installed: `npm ci` brings it, and nothing but
/// size depends on it.
fn shrink() -> Result<()> {
    let npm = Path::new("node_modules/.bin/wasm-opt");
    let Some(tool) = npm
        .exists()
        .then(|| PathBuf::from(npm))
        .or_else(|| on_path("wasm-opt"))
    else {
        eprintln!(
            "   wasm-opt was not found: the module stays larger than it need be (`npm ci` installs it)"
        );
        return Ok(());
    };
    let before = fs::metadata(BOUND)?.len();
    let small = "www/pkg/whosaid_bg.opt.wasm";
    step(
        "shrink the module",
        Command::new(tool)
            .arg("-O3")
            .args(FEATURES)
            .args([BOUND, "-o", small]),
    )?;
    fs::rename(small, BOUND)?;
    eprintln!("   {} kB before", before / 1000);
    Ok(())
}
