//! Names against BIO2 corpora, scored by `entities.py`.

use super::{Bench, corpora, read_json, row, table};
use anyhow::Result;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use whosaid::extraction::{Extraction, MentionKind, NameKind};
use whosaid::text::{Text, Utf16};

/// Sets that are reported as one line.
pub(super) const SETS: [(&str, &[&str]); 6] = [
    ("conll03-dev", &["conll03-dev"]),
    (
        "crossner-politics",
        &["crossner-politics-dev", "crossner-politics-train"],
    ),
    (
        "btc",
        &["btc-a", "btc-b", "btc-e", "btc-f", "btc-g", "btc-h"],
    ),
    ("uner-ewt-dev", &["uner-ewt-dev"]),
    ("wnut17-dev", &["wnut17-dev"]),
    ("re3d-train", &["re3d-train"]),
];

/// Measures of the scorer: the four types; persons, organizations and places alone; spans alone.
const MEASURES: [&str; 4] = ["typed+MISC", "typed", "untyped", "overlap"];

pub fn run(bench: &mut Bench) -> Result<()> {
    let mut rows = Vec::new();
    for (set, files) in SETS {
        let mut counts = [[0.0; 3]; MEASURES.len()];
        for file in files {
            let gold = bench.data.join("entities").join(format!("{file}.bio"));
            let documents = corpora::bio(&gold)?;
            let texts: Vec<String> = documents.iter().map(|d| corpora::running(d)).collect();
            let predictions = texts
                .iter()
                .map(|text| mentions(text, &bench.extract(text, None)));
            let predictions = json!(predictions.collect::<Vec<_>>());
            score(bench, file, &gold, &predictions, &mut counts)?;
        }
        rows.push(line(set, &counts));
    }
    rows.insert(1, as_tagged(bench)?);
    let news = bench.gum(&super::NEWS)?;
    let prefix = bench.keep.join("gum-news");
    let arguments: Vec<&Path> = std::iter::once(prefix.as_path())
        .chain(news.iter().map(PathBuf::as_path))
        .collect();
    bench.scorer("gum2bio.py", &arguments)?;
    let mut predictions = Vec::new();
    for document in read_json(&prefix.with_extension("json"))?
        .as_array()
        .into_iter()
        .flatten()
    {
        let text = document["text"].as_str().unwrap_or_default();
        predictions.push(mentions(text, &bench.extract(text, None)));
    }
    let mut counts = [[0.0; 3]; MEASURES.len()];
    let gold = bench.keep.join("gum-news-core.bio");
    score(bench, "gum-news", &gold, &json!(predictions), &mut counts)?;
    rows.push(line("gum news, interviews", &counts));
    let head = [
        "",
        "P",
        "R",
        "F1, four types",
        "F1, three types",
        "F1, untyped",
        "F1, overlap",
    ];
    table("names in raw text, exact spans", &head, &rows);
    Ok(())
}

/// The names of conll03-dev as the network tags them, before those of one thing are joined and given
/// one type: tells the model's errors from those of joining.
fn as_tagged(bench: &mut Bench) -> Result<Vec<String>> {
    let gold = bench.data.join("entities/conll03-dev.bio");
    let mut predictions = Vec::new();
    for document in corpora::bio(&gold)? {
        let source = corpora::running(&document);
        let text = Text::new(&source);
        let utf16 = Utf16::new(&source);
        let names = bench.extractor.tag(&text).names.into_iter().map(|name| {
            let (first, last) = (
                &text.tokens[name.tokens.start],
                &text.tokens[name.tokens.end - 1],
            );
            let (start, end) = (utf16.offset(first.span.start), utf16.offset(last.span.end));
            json!({"start": start, "end": end, "type": label(name.kind)})
        });
        let names: Vec<_> = names.collect();
        predictions.push(json!({"text": source, "mentions": names}));
    }
    let mut counts = [[0.0; 3]; MEASURES.len()];
    score(
        bench,
        "conll03-dev-tagged",
        &gold,
        &json!(predictions),
        &mut counts,
    )?;
    Ok(line("conll03-dev, as tagged", &counts))
}

/// The four types of CoNLL-2003.
pub fn label(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Organization => "ORG",
        NameKind::Place => "LOC",
        _ => "MISC",
    }
}

/// Names as the scorer reads them, in its four types.
fn mentions(text: &str, extraction: &Extraction) -> Value {
    let mut mentions = Vec::new();
    for entity in &extraction.entities {
        let kind = label(entity.kind);
        for mention in entity
            .mentions
            .iter()
            .filter(|m| m.kind == MentionKind::Name)
        {
            mentions.push(json!({"start": mention.start, "end": mention.end, "type": kind}));
        }
    }
    json!({"text": text, "mentions": mentions})
}

/// Adds up hits, predicted and gold of each measure.
fn score(
    bench: &Bench,
    name: &str,
    gold: &Path,
    predictions: &Value,
    counts: &mut [[f64; 3]; MEASURES.len()],
) -> Result<()> {
    let predictions = bench.write(&format!("{name}.names.json"), predictions)?;
    let report = bench.keep.join(format!("{name}.names.score.json"));
    bench.scorer(
        "entities.py",
        &[
            gold,
            &predictions,
            Path::new("--utf16"),
            Path::new("--json"),
            &report,
        ],
    )?;
    let report = read_json(&report)?;
    for (measure, counts) in MEASURES.iter().zip(counts) {
        for (count, key) in counts.iter_mut().zip(["hits", "predicted", "gold"]) {
            *count += report[measure][key].as_f64().unwrap_or(0.0);
        }
    }
    Ok(())
}

fn line(name: &str, counts: &[[f64; 3]; MEASURES.len()]) -> Vec<String> {
    let f1 = |[hits, predicted, gold]: [f64; 3]| 2.0 * hits / (predicted + gold).max(1.0);
    let [hits, predicted, gold] = counts[0];
    let mut figures = vec![hits / predicted.max(1.0), hits / gold.max(1.0)];
    figures.extend(counts.iter().map(|&counts| f1(counts)));
    row(name, &figures)
}
