//! `cargo xtask eval`: the scores of the shipped model, through the code that the browser runs, on
//! corpora and with scorers given by path.

mod acts;
mod annotation;
mod attribution;
mod calibration;
mod claims;
mod corpora;
mod mixed;
mod names;
mod news;
mod sentences;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use whosaid::extraction::Extraction;
use whosaid::{Extractor, Options};

const USAGE: &str = "\
usage: cargo xtask eval --data DIR --score DIR [--model FILE] [--keep DIR] [--only PART,PART...]

DIR holds the corpora (attribution/, entities/, gum/) and the scorers (attribution.py, clusters.py,
entities.py, gum2bio.py, times.py; run with python3). Predictions are kept in target/eval or --keep.
Parts: names attribution sentences clusters times calibration claims (these on tests/articles)
news (relations in articles of the corpora that were read, tests/news);
weighed and acts, not by themselves, keep what training/relations/fit.py and training/acts/train.py read.";

/// Kinds of GUM's documents that are like news, and those whose entities and dates are scored.
const NEWS: [&str; 2] = ["GUM_news_", "GUM_interview_"];
const PROSE: [&str; 4] = ["GUM_news_", "GUM_interview_", "GUM_speech_", "GUM_bio_"];

/// Mistaken sentence boundaries that are printed, to be read.
const MISTAKES_SHOWN: usize = 10;

/// What every part of the evaluation needs.
pub struct Bench {
    extractor: Extractor,
    data: PathBuf,
    score: PathBuf,
    keep: PathBuf,
}

pub fn run(arguments: &[String]) -> Result<()> {
    let mut named = HashMap::new();
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name.starts_with("--") => named.insert(name.as_str(), value.as_str()),
            _ => bail!(USAGE),
        };
    }
    let path = |name: &str| named.get(name).map(PathBuf::from);
    let (Some(data), Some(score)) = (path("--data"), path("--score")) else {
        bail!(USAGE)
    };
    let model = path("--model").unwrap_or_else(|| "www/model/en.safetensors".into());
    let bytes = fs::read(&model).with_context(|| model.display().to_string())?;
    let keep = path("--keep").unwrap_or_else(|| "target/eval".into());
    fs::create_dir_all(&keep)?;
    let mut bench = Bench {
        extractor: Extractor::new(&bytes)?,
        data,
        score,
        keep,
    };
    let only = named
        .get("--only")
        .map(|only| only.split(',').collect::<Vec<_>>());
    let wanted = |part| only.as_ref().is_none_or(|only| only.contains(&part));
    println!("model: {} ({} bytes)\n", model.display(), bytes.len());
    if wanted("names") {
        names::run(&mut bench)?;
    }
    if wanted("claims") {
        for (name, half) in [
            (
                "odd articles, which rules were tuned on",
                claims::Half::Tuning,
            ),
            ("even articles, held out", claims::Half::HeldOut),
        ] {
            let articles = Path::new("tests/articles");
            let report = claims::run(articles, half, false, |text| bench.extractor.tag(text))?;
            println!("claims and relations of the {name}\n{report}");
            // The held-out articles are only counted: whoever reads their mistakes tunes on them.
            if half == claims::Half::Tuning {
                report.mistakes.iter().for_each(|m| println!("- {m}"));
                println!();
            }
        }
    }
    if wanted("news") {
        let read = fs::read_to_string("tests/news/documents.txt")?;
        let mut documents = corpora::spoken(&bench.data)?;
        documents.retain(|(name, _)| read.lines().any(|line| line == name));
        let readings = news::readings(Path::new("tests/news/relations.tsv"))?;
        let [told, right, hit] = news::told(&documents, &readings, |t| bench.extractor.tag(t));
        println!(
            "relations in {} articles of news that were read whole: {right} of {told} told are the reader's, of whose {} {hit} are told\n",
            documents.len(),
            readings.len()
        );
    }
    if only.as_ref().is_some_and(|only| only.contains(&"weighed")) {
        let (articles, cases) = (
            Path::new("tests/articles"),
            Path::new("tests/relations/cases"),
        );
        let mut weighed = claims::weighed(articles, cases, |text| bench.extractor.tag(text))?;
        let documents = corpora::news(&bench.data)?;
        let readings = news::readings(Path::new("training/relations/readings.tsv"))?;
        weighed.extend(news::weighed(&documents, &readings, |text| {
            bench.extractor.tag(text)
        }));
        write_lines(
            &bench.keep.join("weighed.jsonl"),
            &weighed,
            "relations weighed",
        )?;
    }
    if only.as_ref().is_some_and(|only| only.contains(&"acts")) {
        let spoken = corpora::spoken(&bench.data)?;
        let readings = fs::read_to_string("training/acts/readings.tsv")?;
        let mut ruled = acts::in_news(&spoken, &readings, |text| bench.extractor.tag(text))?;
        ruled.extend(acts::in_articles(Path::new("training/articles"), |text| {
            bench.extractor.tag(text)
        })?);
        ruled.extend(acts::in_cases(
            Path::new("tests/claims/cases.txt"),
            |text| bench.extractor.tag(text),
        )?);
        write_lines(&bench.keep.join("acts.jsonl"), &ruled, "claims")?;
    }
    if wanted("attribution") {
        attribution::run(&mut bench)?;
    }
    if wanted("sentences") {
        let (found, mistakes) = sentences::score(&bench.gum(&NEWS)?)?;
        let figures = [found.precision(), found.recall(), found.f1()];
        table(
            "sentence boundaries in raw text",
            &["", "P", "R", "F1"],
            &[row("GUM news and interviews", &figures)],
        );
        for mistake in mistakes.iter().take(MISTAKES_SHOWN) {
            let what = if mistake.missed { "missed" } else { "made up" };
            println!(
                "- {what} in {}: {:?} | {:?}",
                mistake.file, mistake.before, mistake.after
            );
        }
        println!();
    }
    if wanted("clusters") || wanted("times") {
        clusters_and_times(&mut bench, wanted("clusters"), wanted("times"))?;
    }
    if wanted("calibration") {
        calibration::run(&mut bench)?;
    }
    Ok(())
}

impl Bench {
    fn extract(&mut self, text: &str, date: Option<&str>) -> Extraction {
        let options = Options {
            reference_date: date.map(str::to_owned),
        };
        self.extractor.extract(text, &options)
    }

    /// GUM's documents of these kinds.
    fn gum(&self, kinds: &[&str]) -> Result<Vec<PathBuf>> {
        let folder = self.data.join("gum");
        let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        let mut files: Vec<PathBuf> = entries.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
        files.retain(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".conllu") && kinds.iter().any(|kind| name.starts_with(kind))
        });
        files.sort();
        Ok(files)
    }

    /// Runs one of the scorers; gives what it printed.
    fn scorer(&self, script: &str, arguments: &[&Path]) -> Result<String> {
        let script = self.score.join(script);
        let out = Command::new("python3")
            .arg(&script)
            .args(arguments)
            .output()?;
        if !out.status.success() {
            bail!(
                "{}: {}",
                script.display(),
                String::from_utf8_lossy(&out.stderr)
            );
        }
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    }

    /// Keeps predictions for a scorer.
    fn write(&self, name: &str, value: &Value) -> Result<PathBuf> {
        let path = self.keep.join(name);
        fs::write(&path, value.to_string()).with_context(|| path.display().to_string())?;
        Ok(path)
    }
}

fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// Scores entities and dates on GUM's prose. The scorers rebuild the texts and print their own reports.
fn clusters_and_times(bench: &mut Bench, clusters: bool, times: bool) -> Result<()> {
    let files = bench.gum(&PROSE)?;
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let texts = bench.keep.join("gum-texts.json");
    bench.scorer(
        "clusters.py",
        &[&[Path::new("text"), &texts], &files[..]].concat(),
    )?;
    let mut predictions = Vec::new();
    for document in read_json(&texts)?.as_array().into_iter().flatten() {
        let text = document["text"].as_str().unwrap_or_default();
        let extraction = bench.extract(text, document["date"].as_str());
        predictions.push(json!({"id": document["id"], "text": text, "extraction": extraction}));
    }
    let predictions = bench.write("gum.json", &json!(predictions))?;
    for script in [("clusters.py", clusters), ("times.py", times)]
        .into_iter()
        .filter(|s| s.1)
        .map(|s| s.0)
    {
        let report = bench.scorer(script, &[&[predictions.as_path()], &files[..]].concat())?;
        println!(
            "## {script} on {} documents of GUM\n\n```\n{}```\n",
            files.len(),
            report
        );
    }
    Ok(())
}

/// A row of a table: a name and shares, printed in hundredths.
fn row(name: &str, figures: &[f64]) -> Vec<String> {
    let figures = figures.iter().map(|f| format!("{:.1}", 100.0 * f));
    std::iter::once(name.to_owned()).chain(figures).collect()
}

/// Prints a Markdown table.
fn table(title: &str, head: &[&str], rows: &[Vec<String>]) {
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        cells
            .chain([head[column].chars().count(), 3])
            .max()
            .unwrap_or(0)
    };
    let line = |cells: Vec<&str>| {
        let cells = cells.iter().enumerate().map(|(column, cell)| match column {
            0 => format!("{cell:<width$}", width = width(column)),
            _ => format!("{cell:>width$}", width = width(column)),
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    println!("## {title}\n\n{}", line(head.to_vec()));
    let rule = (0..head.len()).map(|column| match column {
        0 => "-".repeat(width(column)),
        _ => "-".repeat(width(column) - 1) + ":",
    });
    println!("| {} |", rule.collect::<Vec<_>>().join(" | "));
    for row in rows {
        println!("{}", line(row.iter().map(String::as_str).collect()));
    }
    println!();
}

/// Writes one line of JSON for each, and tells how many of what.
fn write_lines<T: serde::Serialize>(path: &Path, all: &[T], what: &str) -> Result<()> {
    let lines: Result<Vec<String>, _> = all.iter().map(serde_json::to_string).collect();
    fs::write(path, lines?.join("\n")).with_context(|| path.display().to_string())?;
    println!("{}: {} {what}\n", path.display(), all.len());
    Ok(())
}
