//! The walk over cases: sources in a folder, what is found in each drawn, and the drawing compared with
//! `*.expected` beside it. `WHOSAID_UPDATE=1` writes the drawings anew; nothing else does.

use std::fs;
use std::iter::repeat;
use std::path::Path;

/// Draws each `*.txt` of a folder of the repository, given its path and what it holds, and fails where
/// a drawing is not as expected, with the first line of each that differs.
pub fn compare(folder: &str, draw: impl Fn(&Path, &str) -> String) {
    let update = std::env::var_os("WHOSAID_UPDATE").is_some();
    let mut paths: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .expect("the folder of cases")
        .map(|entry| entry.expect("a case").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{folder} holds no cases");
    let mut wrong = Vec::new();
    for path in paths {
        let source = fs::read_to_string(&path).expect("UTF-8");
        let drawing = draw(&path, &source);
        let expected = path.with_extension("expected");
        if update {
            fs::write(&expected, &drawing).expect("a writable folder");
            continue;
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if drawing != expected {
            let differs = drawing
                .split('\n')
                .chain(repeat("(end)"))
                .zip(expected.split('\n').chain(repeat("(end)")))
                .enumerate()
                .find(|(_, (now, before))| now != before);
            let (line, (now, before)) = differs.expect("a line that differs");
            wrong.push(format!(
                "{} line {}:\n  now      {now}\n  expected {before}",
                path.display(),
                line + 1
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nlook at each, then run with WHOSAID_UPDATE=1",
        wrong.join("\n")
    );
}
