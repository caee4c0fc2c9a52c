//! The list of files that the page keeps on a device: `www/` in, the source of `www/pkg/files.js` out.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

/// What a browser loads; declarations, notes and server settings stay where they are.
const KEPT: [&str; 8] = [
    "css",
    "html",
    "js",
    "safetensors",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// Files that the browser itself asks for anew, so that it learns of a new version.
const ASKED_ANEW: [&str; 2] = ["sw.js", "pkg/files.js"];

/// Where the list lies, seen from `www/`.
pub const LIST: &str = "pkg/files.js";

/// The list as a script: each file with its SRI hash, and a version that changes with any of them.
pub fn list() -> Result<String> {
    let mut paths = Vec::new();
    collect(Path::new("www"), &mut paths)?;
    paths.sort();
    let mut files = serde_json::Map::new();
    let mut all = Sha384::new();
    for path in paths {
        let bytes = fs::read(Path::new("www").join(&path)).context(path.clone())?;
        let hash = STANDARD.encode(Sha384::digest(&bytes));
        all.update(format!("{path} {hash}\n"));
        files.insert(path, format!("sha384-{hash}").into());
    }
    let version: String = all.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let list = serde_json::json!({ "version": version, "files": files });
    Ok(format!("self.whosaid = {list:#};\n"))
}

fn collect(folder: &Path, paths: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
            continue;
        }
        let kept = path
            .extension()
            .is_some_and(|extension| KEPT.iter().any(|kept| extension == *kept));
        let parts: Vec<_> = path
            .iter()
            .skip(1)
            .map(|part| part.to_string_lossy())
            .collect();
        let name = parts.join("/");
        if kept && !ASKED_ANEW.contains(&name.as_str()) {
            paths.push(name);
        }
    }
    Ok(())
}
