//! `bench`: speed, memory and bytes, beside what a user would pick instead, all in one run.

use std::process::Command;

use anyhow::Result;

use crate::setup::{chromium, npm_packages, step};

/// Builds, then measures in Node and in Chromium; the tables go to standard output.
pub fn run() -> Result<()> {
    npm_packages()?;
    crate::build::run()?;
    step(
        "measure in Node",
        Command::new("node").arg("tests/bench/speed.mjs"),
    )?;
    step(
        "measure in Chromium",
        Command::new("node")
            .arg("tests/bench/page.mjs")
            .env("CHROMIUM", chromium()?),
    )
}
