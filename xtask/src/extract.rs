//! `extract`: texts in, what native code finds in them as JSON out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use whosaid::extraction::Extraction;
use whosaid::{Extractor, Options};

/// The model that is shipped.
pub const MODEL: &str = "www/model/en.safetensors";

/// Prints one JSON object: the result of each file by its name.
pub fn run(args: &[String]) -> Result<()> {
    if args.is_empty() {
        bail!("usage: cargo xtask extract FILE...");
    }
    let files: Vec<PathBuf> = args.iter().map(PathBuf::from).collect();
    println!("{}", serde_json::to_string_pretty(&results(&files)?)?);
    Ok(())
}

/// The result of each file by its name.
pub fn results(files: &[PathBuf]) -> Result<BTreeMap<String, Extraction>> {
    let model = fs::read(MODEL).context(MODEL)?;
    let mut extractor = Extractor::new(&model).context(MODEL)?;
    let mut results = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let name = Path::new(file)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        results.insert(name, extractor.extract(&text, &Options::default()));
    }
    Ok(results)
}
