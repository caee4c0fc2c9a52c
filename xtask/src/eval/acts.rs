//! Attributed claims with the acts that the rules read and readers find: documents and a tagger in, what training/acts/train.py reads out.

use super::annotation::{files, jaccard, span};
use super::claims::{SAME, cases};
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::Path;
use whosaid::claims::{self, Act, SourceType};
use whosaid::decode::Tagging;
use whosaid::entities;
use whosaid::text::{Span, Text};

#[allow(dead_code)]
#[path = "../../../tests/claims/cases.rs"]
mod sentences;

/// An attributed claim with the act that the rules read, and the one that a reader does: what training/acts/train.py reads.
#[derive(serde::Serialize)]
pub struct Ruled {
    document: String,
    cue: String,
    said: String,
    source: SourceType,
    negated: bool,
    hedged: bool,
    act: Act,
    right: Option<String>,
    features: Vec<u16>,
}

/// The attributed claims of one document; `right` tells the act of what is said in a span, as far as somebody has read it.
fn ruled(
    document: &str,
    text: &Text,
    tagging: &Tagging,
    right: impl Fn(Span) -> Option<String>,
) -> Vec<Ruled> {
    let entities = entities::resolve(text, tagging);
    let words = |span: &Span| text.source[span.start..span.end].to_owned();
    let ruled = |claim: claims::Ruled| {
        let said: Vec<String> = claim.content.iter().map(words).collect();
        Some(Ruled {
            document: document.to_owned(),
            cue: claim.cue.as_ref().map_or(String::new(), words),
            said: said.join(" … "),
            source: claim.source_type,
            negated: claim.negated,
            hedged: claim.hedged,
            act: claim.act,
            right: right(Span {
                start: claim.content.first()?.start,
                end: claim.content.last()?.end,
            }),
            features: claim.features,
        })
    };
    let found = claims::ruled(text, tagging, &entities).into_iter();
    found.filter_map(ruled).collect()
}

/// The attributed claims of documents of corpora, given by name and text. `readings` is training/acts/readings.tsv: document, first
/// and last byte of what is said, act.
pub fn in_news(
    documents: &[(String, String)],
    readings: &str,
    mut tag: impl FnMut(&Text) -> Tagging,
) -> Result<Vec<Ruled>> {
    let mut read: BTreeMap<&str, Vec<(Span, &str)>> = BTreeMap::new();
    for line in readings.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [document, start, end, act] = fields[..] else {
            anyhow::bail!("unreadable: {line}");
        };
        let said = span(start, end)?;
        read.entry(document).or_default().push((said, act));
    }
    let mut all = Vec::new();
    for (name, article) in documents {
        let text = Text::new(article);
        let tagging = tag(&text);
        let own = read.get(name.as_str());
        all.extend(ruled(name, &text, &tagging, |said| {
            let alike = own?
                .iter()
                .map(|(span, act)| (jaccard(&[*span], &[said]), act));
            let (share, act) = alike.max_by(|x, y| x.0.total_cmp(&y.0))?;
            (share >= SAME).then(|| (*act).to_owned())
        }));
    }
    Ok(all)
}

/// The attributed claims of articles in the format of `tests/relations/cases`.
pub fn in_articles(articles: &Path, mut tag: impl FnMut(&Text) -> Tagging) -> Result<Vec<Ruled>> {
    let mut all = Vec::new();
    for path in files(articles, "txt")? {
        for case in cases::read(&std::fs::read_to_string(&path)?) {
            let text = Text::new(&case.source);
            let tagging = tag(&text);
            let slug = path.file_stem().unwrap_or_default().to_string_lossy();
            let name = format!("{slug}: {}", case.name);
            all.extend(ruled(&name, &text, &tagging, |said| {
                let line = case.lines.iter().find(|l| l.bytes.contains(&said.start))?;
                line.act.clone()
            }));
        }
    }
    Ok(all)
}

/// The attributed claims of the cases of `tests/claims`.
pub fn in_cases(sentences: &Path, mut tag: impl FnMut(&Text) -> Tagging) -> Result<Vec<Ruled>> {
    let mut all = Vec::new();
    for case in sentences::read(&std::fs::read_to_string(sentences)?) {
        let text = Text::new(&case.source);
        let mut tagging = tag(&text);
        tagging.attributions = case.attributions(&text);
        let expected = case.expected.as_deref().unwrap_or_default();
        let act = expected.split(' ').nth(1).filter(|act| *act != "*");
        let name = format!("case: {}", case.name);
        all.extend(ruled(&name, &text, &tagging, |_| act.map(str::to_owned)));
    }
    Ok(all)
}
