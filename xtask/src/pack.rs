//! `pack`: builds, and makes the npm package in `dist/package` with its bill of materials.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::build::{BOUND, PACKAGE};
use crate::setup::{cargo, npm_packages, step};

const BILL_OF_MATERIALS: &str = "dist/sbom.cdx.json";

/// Where the shrunken modules lie, under their names.
const SMALL: &str = "dist";

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

/// Builds and makes the package.
pub fn run() -> Result<()> {
    npm_packages()?;
    crate::build::run()?;
    pack()
}

/// Makes the package from what was built.
pub fn pack() -> Result<()> {
    fs::create_dir_all(SMALL)?;
    let bill = bill_of_materials()?;
    let version = bill["metadata"]["component"]["version"]
        .as_str()
        .context("whosaid has no version")?;
    fs::write(BILL_OF_MATERIALS, serde_json::to_string_pretty(&bill)?)?;
    shrink()?;
    step(
        "make the npm package",
        Command::new("node")
            .args(["xtask/npm/pack.mjs", version, BILL_OF_MATERIALS])
            .args(BOUND.map(|module| format!("{SMALL}/{module}"))),
    )
}

/// What Binaryen does. It puts no long function into the only one that calls it: a browser begins with
/// quickly compiled code, and goes over to optimised code where a function is called, not in the midst of
/// a loop. So the encoder's loops, which are functions of their own for this reason, must stay that.
const OPTIMIZE: [&str; 2] = ["--one-caller-inline-max-function-size=20", "-O2"];

/// Runs Binaryen over the modules. Nothing but size depends on it, so that a plain build does without
/// and is minutes faster.
pub fn shrink() -> Result<()> {
    fs::create_dir_all(SMALL)?;
    for module in BOUND {
        let (from, to) = (format!("{PACKAGE}/{module}"), format!("{SMALL}/{module}"));
        let mut tool = Command::new("node_modules/.bin/wasm-opt");
        let relaxed = (module == BOUND[1]).then_some("--enable-relaxed-simd");
        tool.args(FEATURES).args(relaxed).args(OPTIMIZE);
        tool.args([&from, "-o", &to]);
        step(&format!("shrink {module}"), &mut tool)?;
        let size = |file| Ok::<_, std::io::Error>(fs::metadata(file)?.len() / 1000);
        eprintln!("   {} kB, before {} kB", size(&to)?, size(&from)?);
    }
    Ok(())
}

/// The crates that are compiled into the module, as CycloneDX 1.5.
fn bill_of_materials() -> Result<Value> {
    let output =
        cargo("metadata --format-version=1 --locked --filter-platform=wasm32-unknown-unknown")
            .output()
            .context("could not start cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let (packages, nodes) = (&metadata["packages"], &metadata["resolve"]["nodes"]);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let root = list(packages)
        .into_iter()
        .find(|package| package["name"] == "whosaid")
        .context("the workspace has no package whosaid")?;

    // Follows normal dependencies alone: what only builds or tests is not shipped.
    let mut found = BTreeSet::new();
    let mut due = vec![root["id"].clone()];
    while let Some(id) = due.pop() {
        for node in list(nodes).iter().filter(|node| node["id"] == id) {
            for dependency in list(&node["deps"]) {
                let normal = list(&dependency["dep_kinds"])
                    .iter()
                    .any(|kind| kind["kind"].is_null());
                let name = dependency["pkg"].as_str().unwrap_or_default().to_owned();
                if normal && found.insert(name) {
                    due.push(dependency["pkg"].clone());
                }
            }
        }
    }
    let components: Vec<Value> = list(packages)
        .iter()
        .filter(|package| package["id"].as_str().is_some_and(|id| found.contains(id)))
        .map(|package| {
            let (name, version) = (
                package["name"].as_str().unwrap_or_default(),
                package["version"].as_str(),
            );
            let purl = format!("pkg:cargo/{name}@{}", version.unwrap_or_default());
            json!({
                "type": "library",
                "bom-ref": purl,
                "name": name,
                "version": version,
                "licenses": [{ "expression": package["license"] }],
                "purl": purl,
            })
        })
        .collect();
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": "pkg:npm/whosaid",
                "name": "whosaid",
                "version": root["version"],
                "licenses": [{ "expression": root["license"] }],
            },
        },
        "components": components,
    }))
}
