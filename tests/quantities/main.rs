//! Scores the amounts found in `phrases/*.txt`, and tests what holds for any text.
//!
//! A line of the list is a sentence with each amount in brackets, a bar, and for each amount its kind, value
//! and unit (`-` for none). An amount is right when span, kind, value and unit are.

#[path = "../common/mod.rs"]
mod common;
mod properties;

use std::fs;
use std::path::Path;
use whosaid::decode::Tagging;
use whosaid::quantities::{self, Quantity};
use whosaid::text::Text;
use whosaid::times;

/// The bar that the project set itself, for what is found and for what is right of it.
const BAR: f64 = 0.95;

/// The amounts of a text as the stage gives them when no model ran.
fn quantities(source: &str) -> Vec<Quantity> {
    let tagging = Tagging {
        names: Vec::new(),
        attributions: Vec::new(),
        parts_of_speech: Vec::new(),
    };
    let text = Text::new(source);
    let times = times::find(&text, &tagging, Some("2021-12-01"));
    quantities::find(&text, &tagging, &times)
}

/// Text of the amount, kind, value and unit, as the list writes them.
type Row = (usize, String);

fn row(start: usize, text: &str, kind: &str, value: f64, unit: &str) -> Row {
    (start, format!("{text:?} {kind} {value} {unit}"))
}

/// The sentence without its brackets, and its amounts.
fn read(line: &str) -> (String, Vec<Row>) {
    let (marked, wanted) = line.rsplit_once('|').expect("a bar");
    let (mut sentence, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.trim().chars() {
        match c {
            '[' => open = sentence.len(),
            ']' => spans.push((open, sentence.len())),
            _ => sentence.push(c),
        }
    }
    let wanted: Vec<&str> = wanted
        .split(';')
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .collect();
    assert_eq!(spans.len(), wanted.len(), "{line}");
    let rows = spans
        .iter()
        .zip(wanted)
        .map(|(&(start, end), wanted)| {
            let mut parts = wanted.split(' ');
            let kind = parts.next().expect("a kind");
            let value = parts.next().and_then(|v| v.parse().ok()).expect("a value");
            let unit = parts.collect::<Vec<_>>().join(" ");
            row(start, &sentence[start..end], kind, value, &unit)
        })
        .collect();
    (sentence, rows)
}

#[test]
fn phrases_are_read_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quantities/phrases");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder of phrases")
        .map(|f| f.expect("a file").path())
        .collect();
    files.sort();
    let (mut gold, mut found, mut right, mut misses) = (0, 0, 0, Vec::new());
    for file in files {
        let list = fs::read_to_string(&file).expect("UTF-8");
        for line in list
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let (sentence, wanted) = read(line);
            let got: Vec<Row> = quantities(&sentence)
                .iter()
                .map(|q| {
                    let text = &sentence[q.span.start..q.span.end];
                    let kind = format!("{:?}", q.kind).to_lowercase();
                    row(
                        q.span.start,
                        text,
                        &kind,
                        q.value,
                        q.unit.as_deref().unwrap_or("-"),
                    )
                })
                .collect();
            let hits = wanted.iter().filter(|w| got.contains(w)).count();
            gold += wanted.len();
            found += got.len();
            right += hits;
            if hits < wanted.len() || hits < got.len() {
                let list = |rows: &[Row]| {
                    rows.iter()
                        .map(|r| r.1.clone())
                        .collect::<Vec<_>>()
                        .join("; ")
                };
                misses.push(format!(
                    "{sentence}\n    wanted {}\n    got    {}",
                    list(&wanted),
                    list(&got)
                ));
            }
        }
    }
    let (recall, precision) = (
        right as f64 / gold as f64,
        right as f64 / found.max(1) as f64,
    );
    println!("{gold} amounts: {recall:.3} of them right, {precision:.3} of those found right");
    for miss in &misses {
        println!("{miss}");
    }
    assert!(gold >= 200 && recall >= BAR && precision >= BAR);
}
