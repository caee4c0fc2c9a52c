//! `test`: sets up what is missing, then runs the rings of tests from the inside out: native code,
//! the wasm module in Node, the wasm module and the page in Chromium.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::setup::{cargo, chromium, npm_packages, step};

const RINGS: [&str; 4] = ["native", "lint", "node", "browser"];

/// Runs the rings named, or all.
pub fn run(args: &[String]) -> Result<()> {
    if let Some(unknown) = args.iter().find(|ring| !RINGS.contains(&ring.as_str())) {
        bail!("no ring {unknown:?}; rings: {}", RINGS.join(" "));
    }
    let wanted = |ring: &str| args.is_empty() || args.iter().any(|arg| arg == ring);
    let start = Instant::now();
    if wanted("native") {
        step(
            "native tests",
            &mut cargo(&["test", "--quiet", "--workspace"]),
        )?;
    }
    if wanted("lint") {
        step("formatting", &mut cargo(&["fmt", "--all", "--check"]))?;
        step(
            "clippy",
            &mut cargo(&[
                "clippy",
                "--quiet",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]),
        )?;
        crate::setup::wasm_target()?;
        step(
            "clippy for wasm",
            &mut cargo(&[
                "clippy",
                "--quiet",
                "--package",
                "whosaid",
                "--target",
                "wasm32-unknown-unknown",
                "--",
                "-D",
                "warnings",
            ]),
        )?;
    }
    if wanted("node") || wanted("browser") {
        npm_packages()?;
        crate::build::run()?;
    }
    if wanted("node") {
        node_tests("tests in Node", "tests/node", &[])?;
    }
    if wanted("browser") {
        let chromium = chromium()?;
        node_tests(
            "tests in Chromium",
            "tests/browser",
            &[("CHROMIUM", chromium)],
        )?;
    }
    eprintln!("\n── all passed in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Runs every `*.test.mjs` of a folder under Node's own test runner.
fn node_tests(what: &str, folder: &str, environment: &[(&str, PathBuf)]) -> Result<()> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("{folder} holds no tests");
    }
    // One file at a time: each starts a browser of its own, and timing tests want the machine to themselves.
    step(
        what,
        Command::new("node")
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
            .args(files)
            .envs(environment.iter().map(|(name, value)| (name, value))),
    )
}
