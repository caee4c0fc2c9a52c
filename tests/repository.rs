//! What the README promises of the repository itself: every test that it names is there, `unsafe` is
//! where it says, and what is built from is pinned.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below a folder whose names end so.
fn files(folder: PathBuf, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// The parts of a line in backticks.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[test]
fn every_promise_of_the_readme_names_tests_that_are_there() {
    let readme = read("README.md");
    let promises = readme
        .split_once("| promise | test |")
        .expect("a table of promises")
        .1;
    let commands = read("xtask/src/main.rs");
    let mut named = 0;
    for line in promises.lines().skip(2).take_while(|l| l.starts_with('|')) {
        let (_, tests) = line
            .trim_matches('|')
            .rsplit_once('|')
            .expect("two columns");
        let mut file = String::new();
        for name in quoted(tests) {
            if let Some(command) = name.strip_prefix("cargo xtask ") {
                let command = command.split(' ').next().unwrap_or_default();
                assert!(commands.contains(&format!("\"{command}\" =>")), "{name}");
            } else if name.contains('/') {
                assert!(root().join(name).exists(), "{name}");
                file = if name.ends_with('/') {
                    String::new()
                } else {
                    read(name)
                };
            } else {
                // A test of the file before it.
                assert!(file.contains(name), "{name}");
            }
            named += 1;
        }
        assert!(quoted(tests).next().is_some(), "{line} names no test");
    }
    assert!(named > 20, "{named}");
}

#[test]
fn unsafe_code_is_in_one_file() {
    let allowing: Vec<PathBuf> = files(root().join("src"), ".rs")
        .into_iter()
        .filter(|path| {
            let source = fs::read_to_string(path).expect("UTF-8");
            source.contains("unsafe_code") || source.contains("unsafe {")
        })
        .collect();
    assert_eq!(allowing, [root().join("src/encoder/simd.rs")]);
    // Everywhere else the compiler refuses it.
    assert!(read("Cargo.toml").contains("unsafe_code = \"deny\""));
}

#[test]
fn what_is_built_from_is_pinned_by_hash() {
    for lock in ["Cargo.lock", "tests/fuzz/Cargo.lock"] {
        for package in read(lock).split("[[package]]").skip(1) {
            let registry = "\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"";
            assert_eq!(
                package.contains("\nsource = "),
                package.contains(registry) && package.contains("\nchecksum = "),
                "{lock}: {package}"
            );
        }
    }
    let lock: serde_json::Value = serde_json::from_str(&read("package-lock.json")).expect("JSON");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > 10);
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        assert!(package["integrity"].is_string(), "{path}");
    }
}

#[test]
fn nothing_of_the_project_runs_while_it_is_built() {
    for manifest in [
        "Cargo.toml",
        "xtask/Cargo.toml",
        "xtask/bindgen/Cargo.toml",
        "tests/fuzz/Cargo.toml",
    ] {
        assert!(!read(manifest).contains("\nbuild = "), "{manifest}");
        let script = root().join(manifest).with_file_name("build.rs");
        assert!(!script.exists(), "{}", script.display());
    }
    let package: serde_json::Value = serde_json::from_str(&read("package.json")).expect("JSON");
    for script in ["preinstall", "install", "postinstall", "prepare"] {
        assert!(package["scripts"][script].is_null(), "{script}");
    }
}
