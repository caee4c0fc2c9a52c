//! `bench`: speed, memory and bytes, beside what a user would pick instead, all in one run.

use std::process::Command;

use anyhow::{Result, bail};

use crate::setup::{chromium, npm_packages, step};

const USAGE: &str = "usage: cargo xtask bench [--quick] [--python PATH]

--quick   measure less, for machines that have other things to do
--python  a Python that has spaCy and its small English pipeline, to be measured beside (or BENCH_PYTHON)";

/// Builds and shrinks, then measures in Node and in Chromium; the tables go to standard output.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut settings = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match (argument.as_str(), rest.as_slice().first()) {
            ("--quick", _) => settings.push(("BENCH_QUICK", "1")),
            ("--python", Some(path)) => {
                settings.push(("BENCH_PYTHON", path));
                rest.next();
            }
            _ => bail!(USAGE),
        }
    }
    npm_packages()?;
    crate::build::run()?;
    crate::pack::shrink()?;
    let node = |script: &str| {
        let mut node = Command::new("node");
        node.arg(script).envs(settings.iter().copied());
        node
    };
    step("measure in Node", &mut node("tests/bench/speed.mjs"))?;
    step(
        "measure in Chromium",
        node("tests/bench/page.mjs").env("CHROMIUM", chromium()?),
    )
}
