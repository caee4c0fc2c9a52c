//! `audit`: licences, origins and known weaknesses of everything that the build and the tests pull in.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::setup::{cargo, npm_packages, on_path, step};

/// Checks crates by `deny.toml`, then npm packages.
pub fn run() -> Result<()> {
    if on_path("cargo-deny").is_none() {
        // Unoptimised it compiles in a third of the time, and runs for a second.
        let mut install = cargo("install --quiet --locked cargo-deny");
        install
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off");
        step("install cargo-deny", &mut install)?;
    }
    let deny = |arguments: &str| cargo(&format!("deny --workspace --log-level error {arguments}"));
    step(
        "licences and origins of crates",
        &mut deny("check bans licenses sources"),
    )?;
    let fuzzer = "deny --manifest-path tests/fuzz/Cargo.toml --config deny.toml --log-level error";
    step(
        "licences and origins of the fuzzer's crates",
        &mut cargo(&format!("{fuzzer} check bans licenses sources")),
    )?;
    if deny("fetch db").output()?.status.success() {
        step("known weaknesses of crates", &mut deny("check advisories"))?;
    } else {
        eprintln!(
            "\n── known weaknesses of crates: not checked, for the RustSec database can't be reached"
        );
    }
    npm()
}

fn npm() -> Result<()> {
    npm_packages()?;
    let output = Command::new("npm")
        .args(["audit", "--json"])
        .output()
        .context("could not start npm")?;
    let report: Value =
        serde_json::from_slice(&output.stdout).context("npm audit gave no report")?;
    let Some(total) = report["metadata"]["vulnerabilities"]["total"].as_u64() else {
        eprintln!(
            "\n── known weaknesses of npm packages: not checked, for the registry answers no audits"
        );
        return Ok(());
    };
    if total > 0 {
        bail!(
            "npm audit: {}",
            serde_json::to_string_pretty(&report["vulnerabilities"])?
        );
    }
    eprintln!("\n── known weaknesses of npm packages: none");
    Ok(())
}
