//! How far confidences can be trusted: their error, the numbers that would mend it, and the error that is
//! left by numbers found on other articles.

use super::{Bench, attribution, corpora, table};
use anyhow::Result;
use std::collections::BTreeSet;
use whosaid::extraction::{ClaimKind, MentionKind};

/// A confidence, and whether what it is about was right.
type Judged = Vec<(f64, bool)>;

/// Of each document, what was judged in it.
type Documents = Vec<Judged>;

/// Bins of equal width for the expected calibration error.
const BINS: usize = 10;

/// Share of the tokens of two contents (or sources) that must be common for them to be the same.
const SAME: f64 = 0.5;

pub fn run(bench: &mut Bench) -> Result<()> {
    let mut sets = vec![("claims", claims(bench)?)];
    for (set, files) in super::names::SETS {
        let mut documents = Documents::new();
        for file in files {
            documents.extend(names(bench, file, set == "conll03-dev")?);
        }
        sets.push((set, documents));
    }
    let row = |(name, documents): (&str, Documents)| {
        let judged = documents.concat();
        let right = judged.iter().filter(|j| j.1).count() as f64 / judged.len().max(1) as f64;
        let mean = judged.iter().map(|j| j.0).sum::<f64>() / judged.len().max(1) as f64;
        let (slope, intercept) = fit(&judged);
        let cells = [
            mean,
            right,
            error(&judged),
            slope,
            intercept,
            error(&crossed(&documents)),
        ]
        .map(|x| format!("{x:.3}"));
        [
            vec![name.to_owned(), judged.len().to_string()],
            cells.to_vec(),
        ]
        .concat()
    };
    let rows: Vec<_> = sets.into_iter().map(row).collect();
    let head = [
        "",
        "count",
        "mean confidence",
        "right",
        "calibration error",
        "slope",
        "intercept",
        "error, cross-fitted",
    ];
    table(
        "calibration (slope and intercept to put on top of the model's)",
        &head,
        &rows,
    );
    Ok(())
}

/// Claims of the attribution corpus: right where content and source agree with one of its own.
fn claims(bench: &mut Bench) -> Result<Documents> {
    let mut documents = Documents::new();
    for document in corpora::attributed(&bench.data.join("attribution/dev.jsonl"))? {
        let extraction = bench.extract(&document.text, document.date.as_deref());
        let found = attribution::attributions(&document.text, &extraction.claims);
        let confidences = extraction
            .claims
            .iter()
            .filter(|c| c.kind != ClaimKind::Narrative)
            .map(|c| c.confidence);
        let mut judged = Judged::new();
        for (claim, confidence) in found.iter().zip(confidences) {
            let right = document.attributions.iter().any(|gold| {
                overlap(&claim.content, &gold.content) >= SAME
                    && (claim.source.is_empty() && gold.source.is_empty()
                        || overlap(&claim.source, &gold.source) >= SAME)
            });
            judged.push((confidence, right));
        }
        documents.push(judged);
    }
    Ok(documents)
}

/// Common share of the characters of two lists of spans.
fn overlap(a: &corpora::Spans, b: &corpora::Spans) -> f64 {
    let set = |spans: &corpora::Spans| {
        spans
            .iter()
            .flat_map(|&[s, e]| s..e)
            .collect::<BTreeSet<_>>()
    };
    let (a, b) = (set(a), set(b));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}

/// Names of a corpus: right where span and type are. Of corpora that mark other things than CoNLL-2003
/// persons, organizations and places alone.
fn names(bench: &mut Bench, file: &str, all: bool) -> Result<Documents> {
    let gold_path = bench.data.join(format!("entities/{file}.bio"));
    let (texts, tags) = (corpora::bio(&gold_path)?, corpora::bio_spans(&gold_path)?);
    let mut documents = Documents::new();
    for (document, gold) in texts.iter().zip(tags) {
        let mut judged = Judged::new();
        let text = corpora::running(document);
        let extraction = bench.extract(&text, None);
        // Offsets among visible characters, which are the same in text and tokens.
        let mut ink = vec![0];
        for c in text.chars() {
            let last = ink[ink.len() - 1];
            ink.extend(std::iter::repeat_n(
                last + usize::from(!c.is_whitespace()),
                c.len_utf16(),
            ));
        }
        for entity in &extraction.entities {
            for mention in entity
                .mentions
                .iter()
                .filter(|m| m.kind == MentionKind::Name)
            {
                let span = (ink[mention.start as usize], ink[mention.end as usize]);
                let label = super::names::label(entity.kind);
                let right = gold
                    .iter()
                    .any(|(g, kind)| *g == span && folded(kind) == label);
                if all || label != "MISC" {
                    judged.push((mention.confidence, right));
                }
            }
        }
        documents.push(judged);
    }
    Ok(documents)
}

/// The label of CoNLL-2003 for one of another corpus, as `entities.py` folds them.
fn folded(label: &str) -> &'static str {
    match label.to_lowercase().as_str() {
        "per" | "person" | "politician" | "writer" | "researcher" | "scientist"
        | "musicalartist" => "PER",
        "org" | "organisation" | "organization" | "politicalparty" | "university" | "band"
        | "corporation" | "group" | "company" => "ORG",
        "loc" | "location" | "place" | "country" | "gpe" | "fac" => "LOC",
        _ => "MISC",
    }
}

/// Each half of the documents with the confidences that the fit on the other half gives.
fn crossed(documents: &[Judged]) -> Judged {
    let half = |parity| -> Judged {
        let own = documents.iter().skip(parity).step_by(2);
        own.flatten().copied().collect()
    };
    let halves = [half(0), half(1)];
    let mend = |parity: usize| {
        let (slope, intercept) = fit(&halves[1 - parity]);
        let mended = move |&(confidence, right): &(f64, bool)| {
            (sigmoid(slope * logit(confidence) + intercept), right)
        };
        halves[parity].iter().map(mended)
    };
    mend(0).chain(mend(1)).collect()
}

fn logit(confidence: f64) -> f64 {
    let p = confidence.clamp(1e-3, 1.0 - 1e-3);
    (p / (1.0 - p)).ln()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Expected calibration error: distance of confidence and share of right ones, over bins.
fn error(judged: &Judged) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for &(confidence, right) in judged {
        let bin = &mut bins[((confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += confidence;
        bin.1 += f64::from(u8::from(right));
    }
    bins.iter()
        .map(|(sum, right)| (sum - right).abs())
        .sum::<f64>()
        / judged.len().max(1) as f64
}

/// Logistic regression of being right on the logit of the confidence, by Newton's method.
fn fit(judged: &Judged) -> (f64, f64) {
    let (mut slope, mut intercept) = (1.0, 0.0);
    for _ in 0..30 {
        let (mut g, mut h) = ([1e-6 * (slope - 1.0), 0.0], [[1e-6, 0.0], [0.0, 1e-6]]);
        for &(confidence, right) in judged {
            let x = [logit(confidence), 1.0];
            let y = sigmoid(slope * x[0] + intercept);
            for i in 0..2 {
                g[i] += (y - f64::from(u8::from(right))) * x[i];
                for j in 0..2 {
                    h[i][j] += y * (1.0 - y) * x[i] * x[j];
                }
            }
        }
        let determinant = h[0][0] * h[1][1] - h[0][1] * h[1][0];
        slope -= (h[1][1] * g[0] - h[0][1] * g[1]) / determinant;
        intercept -= (h[0][0] * g[1] - h[1][0] * g[0]) / determinant;
    }
    (slope, intercept)
}
