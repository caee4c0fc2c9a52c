//! Claims against the attribution corpus, from raw text, scored by `attribution.py` and span by span.

use super::corpora::{self, Attribution, Spans};
use super::{Bench, read_json, row, table};
use anyhow::Result;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use whosaid::extraction::{Claim, ClaimKind, Span};

/// Measures of the scorer.
const MEASURES: [&str; 6] = [
    "exact",
    "exact-trim",
    "content",
    "cont+src",
    "cont+src~",
    "cont+src+cue",
];

pub fn run(bench: &mut Bench) -> Result<()> {
    let gold_path = bench.data.join("attribution/dev.jsonl");
    let mut predictions = Vec::new();
    let mut spans = [[0.0; 3]; 3];
    for document in corpora::attributed(&gold_path)? {
        let extraction = bench.extract(&document.text, document.date.as_deref());
        let claims = attributions(&document.text, &extraction.claims);
        let roles: [fn(&Attribution) -> &Spans; 3] = [|a| &a.source, |a| &a.cue, |a| &a.content];
        for (role, counts) in roles.iter().zip(&mut spans) {
            let set = |list: &[Attribution]| -> BTreeSet<[usize; 2]> {
                list.iter()
                    .flat_map(role)
                    .map(|&span| trimmed(&document.text, span))
                    .collect()
            };
            let (found, gold) = (set(&claims), set(&document.attributions));
            counts[0] += found.intersection(&gold).count() as f64;
            counts[1] += found.len() as f64;
            counts[2] += gold.len() as f64;
        }
        let claims: Vec<_> = claims
            .iter()
            .map(|c| json!({"source": c.source, "cue": c.cue, "content": c.content}))
            .collect();
        predictions.push(json!({"id": document.id, "claims": claims}));
    }
    let rows = ["source", "cue", "content"]
        .iter()
        .zip(spans)
        .map(|(role, [hits, found, gold])| {
            row(
                role,
                &[
                    hits / found.max(1.0),
                    hits / gold.max(1.0),
                    2.0 * hits / (found + gold).max(1.0),
                ],
            )
        });
    table(
        "attribution dev, raw text: exact spans",
        &["", "P", "R", "F1"],
        &rows.collect::<Vec<_>>(),
    );
    let predictions = bench.write("attribution.json", &json!(predictions))?;
    let report = bench.keep.join("attribution.score.json");
    bench.scorer(
        "attribution.py",
        &[&gold_path, &predictions, Path::new("--json"), &report],
    )?;
    let report = read_json(&report)?;
    let scores = &report[predictions.to_string_lossy().as_ref()];
    let shares = |name: &str, shares: &serde_json::Value| {
        row(name, &[0, 1, 2].map(|i| shares[i].as_f64().unwrap_or(0.0)))
    };
    let mut rows: Vec<_> = MEASURES
        .iter()
        .map(|m| shares(m, &scores["attribution"][m]))
        .collect();
    rows.extend(
        ["source", "cue", "content"]
            .map(|r| shares(&format!("tokens of {r}"), &scores["token"][r])),
    );
    table(
        "attribution dev, raw text: whole attributions (attribution.py)",
        &["", "P", "R", "F1"],
        &rows,
    );
    Ok(())
}

/// Claims that are attributed to somebody or something, in code points.
pub fn attributions(text: &str, claims: &[Claim]) -> Vec<Attribution> {
    // Code point of each UTF-16 unit.
    let mut points = Vec::new();
    let mut count = 0;
    for c in text.chars() {
        points.extend(std::iter::repeat_n(count, c.len_utf16()));
        count += 1;
    }
    points.push(count);
    let convert = |span: &Span| [points[span.start as usize], points[span.end as usize]];
    let attributed = claims
        .iter()
        .filter(|claim| claim.kind != ClaimKind::Narrative);
    attributed
        .map(|claim| Attribution {
            source: claim.source.iter().map(convert).collect(),
            cue: claim.cue.iter().map(convert).collect(),
            content: claim.content.iter().map(convert).collect(),
        })
        .collect()
}

/// A span without the white space at its ends, which the corpus has here and there.
fn trimmed(text: &str, [start, end]: [usize; 2]) -> [usize; 2] {
    let inside: Vec<char> = text
        .chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect();
    let lead = inside.iter().take_while(|c| c.is_whitespace()).count();
    let tail = inside
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    if lead == inside.len() {
        [start, start]
    } else {
        [start + lead, end - tail]
    }
}
