//! Relations in documents of corpora: documents, what a reader found in them and a tagger in, what is weighed and told out.

use super::annotation::{jaccard, label, span};
use super::claims::{Found, SAME, Weighed, cases, weigh, whole};
use anyhow::{Context, Result};
use std::path::Path;
use whosaid::claims::Claim;
use whosaid::decode::Tagging;
use whosaid::relations;
use whosaid::text::{Span, Text};

/// What a reader found of two claims of a document of a corpus: its bytes, and the relation's kind or `none`.
pub struct Reading {
    document: String,
    claims: [Span; 2],
    kind: String,
}

/// Reads `training/relations/readings.tsv` or `tests/news/relations.tsv`: document, the bytes of two claims or sentences, kind.
pub fn readings(path: &Path) -> Result<Vec<Reading>> {
    let lines = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let reading = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [document, a, b, c, d, kind] = fields[..] else {
            anyhow::bail!("unreadable: {line}");
        };
        Ok(Reading {
            document: document.to_owned(),
            claims: [span(a, b)?, span(c, d)?],
            kind: kind.to_owned(),
        })
    };
    lines.lines().map(reading).collect()
}

/// Every relation that is weighed in documents of corpora, given by name and text, with what a reader found of the two claims.
pub fn weighed(
    documents: &[(String, String)],
    readings: &[Reading],
    mut tag: impl FnMut(&Text) -> Tagging,
) -> Vec<Weighed> {
    let mut all = Vec::new();
    for (name, article) in documents {
        let text = Text::new(article);
        let tagging = tag(&text);
        let (claims, candidates) = weigh(&text, &tagging, cases::DATE);
        let own: Vec<&Reading> = readings.iter().filter(|r| r.document == *name).collect();
        for c in candidates {
            let spans = c.claims.map(|i| whole(&claims[i]));
            let alike =
                |r: &&&Reading| (0..2).all(|i| jaccard(&[r.claims[i]], &[spans[i]]) >= SAME);
            let kind = label(&c.kind);
            let right = own
                .iter()
                .find(alike)
                .map(|r| r.kind.split('|').any(|k| k == kind));
            all.push(Weighed::new(name, &claims, c, right));
        }
    }
    all
}

/// Relations in documents of corpora that were read whole, given by name and text. `readings` has the sentences that the reader related.
/// Counts those told, those of them that relate such sentences, and those of the reader's that are told.
pub fn told(
    documents: &[(String, String)],
    readings: &[Reading],
    mut tag: impl FnMut(&Text) -> Tagging,
) -> [usize; 3] {
    let mut told = 0;
    let mut right = 0;
    let mut hit = vec![false; readings.len()];
    for (name, article) in documents {
        let text = Text::new(article);
        let tagging = tag(&text);
        let found = Found::new(&text, &tagging, cases::DATE);
        for relation in relations::find(&found.inputs()) {
            let claims = relation.claims.map(|i| &found.claims[i]);
            let kind = label(&relation.kind);
            let lies = |claim: &Claim, sentence: &Span| {
                let mut content = claim.content.iter();
                content.any(|c| c.start < sentence.end && sentence.start < c.end)
            };
            let alike = |r: &Reading| {
                let [a, b] = &r.claims;
                r.document == *name
                    && (lies(claims[0], a) && lies(claims[1], b)
                        || lies(claims[0], b) && lies(claims[1], a))
                    && r.kind.split('|').any(|k| k == kind)
            };
            let own: Vec<usize> = (0..readings.len())
                .filter(|&i| alike(&readings[i]))
                .collect();
            told += 1;
            right += usize::from(!own.is_empty());
            own.into_iter().for_each(|i| hit[i] = true);
        }
    }
    [told, right, hit.into_iter().filter(|h| *h).count()]
}
