//! `miri`: interprets the tests of everything that computes offsets and integers, and so finds reads out
//! of bounds, overflows and undefined behaviour: once with this machine's vector instructions, once with the
//! portable twin on words of 32 bits, as WebAssembly has them.

use std::process::Command;

use anyhow::{Context, Result};

use crate::setup::step;

/// What is interpreted, by module; every test there knows to take a smaller share under Miri.
const TESTS: &str = "encoder:: decode:: model:: text:: features:: extraction:: flow:: warnings::";

/// A machine without vector instructions of its own in the engine.
const PORTABLE: &str = "i686-unknown-linux-gnu";

/// Installs what is missing, then runs the tests in both ways.
pub fn run() -> Result<()> {
    if !miri("--version")
        .output()
        .is_ok_and(|out| out.status.success())
    {
        let components = "toolchain install nightly --profile minimal --component miri,rust-src";
        step(
            "install Miri",
            Command::new("rustup").args(components.split(' ')),
        )
        .with_context(|| format!("Miri is needed: run `rustup {components}`"))?;
    }
    let line = |target: &str| {
        format!("test {target} --package whosaid --lib --test text -- {TESTS} generated_texts")
    };
    step("the tests under Miri, with vectors", &mut miri(&line("")))?;
    let portable = line(&format!("--target {PORTABLE}"));
    step(
        "the portable twin under Miri, on 32 bits",
        &mut miri(&portable),
    )
}

/// Miri of the nightly toolchain, with the words of `line` as its arguments.
fn miri(line: &str) -> Command {
    let mut command = Command::new("rustup");
    command.args(["run", "nightly", "cargo", "miri"]);
    command.args(line.split_whitespace());
    // Set by the cargo that runs this command, and of another toolchain.
    for name in ["CARGO", "RUSTC", "RUSTDOC"] {
        command.env_remove(name);
    }
    command.env("CARGO_TARGET_DIR", "target/miri");
    command
}
