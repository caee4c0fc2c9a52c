//! `build`: the crate in, `www/pkg` out: the glue, its declarations and two wasm modules, with and
//! without relaxed SIMD.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::offline;
use crate::setup::{cargo, step, wasm_target};

const COMPILED: &str = "wasm32-unknown-unknown/release/whosaid.wasm";
/// Where all of it lies.
pub const PACKAGE: &str = "www/pkg";
const GLUE: &str = "whosaid.js";
/// Where the second module is compiled and bound: other features are another build of all crates.
const RELAXED: &str = "target/relaxed";
/// The two modules, beside the glue that loads either: the one that every browser runs, and the one with
/// products of bytes, which not every browser knows.
pub const BOUND: [&str; 2] = ["whosaid_bg.wasm", "whosaid_relaxed_bg.wasm"];

/// Builds everything that `www/` loads from `pkg/`.
pub fn run() -> Result<()> {
    wasm_target()?;
    const COMPILE: &str =
        "build --quiet --package whosaid --lib --release --target wasm32-unknown-unknown";
    step("compile the engine to WebAssembly", &mut cargo(COMPILE))?;
    step(
        "compile it with relaxed SIMD",
        cargo(&format!("{COMPILE} --target-dir {RELAXED}")).env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-C target-feature=+simd128,+relaxed-simd",
        ),
    )?;
    let pkg = format!("{RELAXED}/pkg");
    for (from, to) in [("target", PACKAGE), (RELAXED, &pkg)] {
        step(
            "make the JavaScript glue",
            &mut cargo(&format!(
                "run --quiet --package bindgen -- {from}/{COMPILED} {to}"
            )),
        )?;
    }
    let glue = |folder: &str| fs::read(Path::new(folder).join(GLUE));
    if glue(PACKAGE)? != glue(&pkg)? {
        bail!("the two modules need different glue");
    }
    fs::copy(
        Path::new(&pkg).join(BOUND[0]),
        Path::new(PACKAGE).join(BOUND[1]),
    )?;
    fs::write("www/pkg/types.d.ts", crate::types::declarations())?;
    fs::write(Path::new("www").join(offline::LIST), offline::list()?)?;
    for module in BOUND {
        let bytes = fs::metadata(Path::new(PACKAGE).join(module))
            .with_context(|| format!("{module} was not written"))?
            .len();
        eprintln!("   {module}: {} kB", bytes / 1000);
    }
    Ok(())
}
