//! `test`: sets up what is missing, then runs the rings of tests from the inside out: native code,
//! the wasm module in Node, the wasm module and the page in Chromium, the package where it is used.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::setup::{cargo, chromium, npm_packages, step, wasm_target};

const RINGS: [&str; 5] = ["native", "lint", "node", "browser", "package"];

/// Runs the rings named, or all.
pub fn run(args: &[String]) -> Result<()> {
    if let Some(unknown) = args.iter().find(|ring| !RINGS.contains(&ring.as_str())) {
        bail!("no ring {unknown:?}; rings: {}", RINGS.join(" "));
    }
    let wanted = |ring: &str| args.is_empty() || args.iter().any(|arg| arg == ring);
    let start = Instant::now();
    if wanted("lint") {
        lint()?;
    }
    if wanted("native") {
        step("native tests", &mut cargo("test --quiet --workspace"))?;
    }
    if wanted("node") || wanted("browser") || wanted("package") {
        npm_packages()?;
        crate::build::run()?;
        native_results()?;
    }
    if wanted("node") {
        node_tests("tests in Node", "tests/node")?;
    }
    if wanted("browser") {
        node_tests("tests in Chromium", "tests/browser")?;
    }
    if wanted("package") {
        crate::pack::pack()?;
        node_tests("tests of the package", "tests/package")?;
    }
    eprintln!("\n── all passed in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn lint() -> Result<()> {
    wasm_target()?;
    step("formatting", &mut cargo("fmt --all --check"))?;
    step(
        "formatting of the fuzzer",
        &mut cargo("fmt --manifest-path tests/fuzz/Cargo.toml --check"),
    )?;
    step(
        "clippy",
        &mut cargo("clippy --quiet --workspace --all-targets -- -D warnings"),
    )?;
    step(
        "clippy for wasm",
        &mut cargo(
            "clippy --quiet --package whosaid --target wasm32-unknown-unknown -- -D warnings",
        ),
    )
}

/// Writes what native code finds in the test articles, for the tests of the module to compare with.
fn native_results() -> Result<()> {
    let articles: Vec<PathBuf> = fs::read_dir("tests/articles")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    fs::create_dir_all("target/tests")?;
    fs::write(
        "target/tests/native.json",
        serde_json::to_string(&crate::extract::results(&articles)?)?,
    )?;
    Ok(())
}

/// Runs every `*.test.mjs` of a folder under Node's own test runner.
fn node_tests(what: &str, folder: &str) -> Result<()> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("{folder} holds no tests");
    }
    let mut node = Command::new("node");
    if folder != "tests/node" {
        node.env("CHROMIUM", chromium()?);
    }
    // One file at a time: each starts a browser of its own, and tests of time want the machine to themselves.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files);
    step(what, &mut node)
}
