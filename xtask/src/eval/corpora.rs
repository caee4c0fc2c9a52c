//! Reads corpora: tokenized ones are put back into running text, as a reader would paste it.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// Token forms of the documents of a BIO2 file: sentences of tokens. A file that marks no documents is
/// a bag of sentences, each a document.
pub fn bio(path: &Path) -> Result<Vec<Vec<Vec<String>>>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let marked = text.contains("# doc =");
    let mut documents: Vec<Vec<Vec<String>>> = Vec::new();
    let mut fresh = true;
    for block in text.split("\n\n") {
        let mut sentence = Vec::new();
        for line in block.lines() {
            if line.starts_with("# doc =") {
                fresh = true;
            } else if let Some((form, _)) = line.split_once('\t') {
                sentence.push(form.to_owned());
            }
        }
        if !sentence.is_empty() {
            if fresh || !marked {
                documents.push(Vec::new());
                fresh = false;
            }
            documents
                .last_mut()
                .into_iter()
                .for_each(|d| d.push(std::mem::take(&mut sentence)));
        }
    }
    Ok(documents)
}

/// A span of visible characters of a document, and its label.
pub type Labelled = ((usize, usize), String);

/// Labelled spans of the documents of a BIO2 file, counted in visible characters.
pub fn bio_spans(path: &Path) -> Result<Vec<Vec<Labelled>>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let marked = text.contains("# doc =");
    let mut documents: Vec<Vec<Labelled>> = Vec::new();
    let (mut at, mut open, mut fresh) = (0, false, true);
    for line in text.lines() {
        let Some((form, tag)) = line.split_once('\t') else {
            open = false;
            fresh |= line.starts_with("# doc =") || !marked;
            continue;
        };
        if std::mem::take(&mut fresh) {
            documents.push(Vec::new());
            at = 0;
        }
        let end = at + form.chars().filter(|c| !c.is_whitespace()).count();
        let spans = documents
            .last_mut()
            .context("no document before the first token")?;
        match (tag.split_once('-'), spans.last_mut()) {
            (Some(("I", _)), Some(span)) if open => span.0.1 = end,
            (Some((_, label)), _) => spans.push(((at, end), label.to_owned())),
            _ => {}
        }
        open = tag != "O";
        at = end;
    }
    Ok(documents)
}

/// A document as text: a sentence a line, as newswire and web pages have it.
pub fn running(document: &[Vec<String>]) -> String {
    document
        .iter()
        .map(|sentence| glue(sentence))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Joins tokens with spaces and puts punctuation back: none before closing marks, after opening ones
/// or inside quotation marks; clitics are rejoined.
fn glue(forms: &[String]) -> String {
    const CLOSERS: [&str; 17] = [
        ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "…", "”", "’", "..", "...", "′", "″",
    ];
    const OPENERS: [&str; 9] = ["(", "[", "{", "$", "£", "€", "“", "‘", "#"];
    let (mut out, mut double, mut single, mut tight) = (String::new(), false, false, true);
    for (index, form) in forms.iter().enumerate() {
        let previous = index.checked_sub(1).map_or("", |i| &forms[i]);
        let (mut before, mut after) = (false, false);
        match form.as_str() {
            "\"" => {
                (before, after) = (double, !double);
                double = !double;
            }
            "'" if single => (before, single) = (true, false),
            "'" if previous.ends_with(['s', 'S']) => before = true,
            "'" => (after, single) = (true, true),
            form if CLOSERS.contains(&form) || is_clitic(form) => {
                before = true;
                let next = forms.get(index + 1).map(|next| next.to_lowercase());
                after = form == "’" && next.as_deref() == Some("s");
            }
            form => after = OPENERS.contains(&form),
        }
        if !(tight || before) {
            out.push(' ');
        }
        out.push_str(form);
        tight = after;
    }
    out
}

fn is_clitic(form: &str) -> bool {
    let form = form.to_lowercase().replace('’', "'");
    matches!(
        form.as_str(),
        "'s" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "'em" | "n't"
    )
}

/// Half-open ranges of code points.
pub type Spans = Vec<[usize; 2]>;

/// A gold attribution, or a claim in the form of one.
#[derive(Clone, Default, Deserialize)]
#[allow(missing_docs)]
pub struct Attribution {
    pub source: Spans,
    pub cue: Spans,
    pub content: Spans,
}

/// A document of the attribution corpus.
#[derive(Deserialize)]
#[allow(missing_docs)]
pub struct Attributed {
    pub id: String,
    pub text: String,
    pub date: Option<String>,
    pub attributions: Vec<Attribution>,
}

/// Documents of the attribution corpus, one a line.
pub fn attributed(path: &Path) -> Result<Vec<Attributed>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let documents = text.lines().filter(|line| !line.trim().is_empty());
    documents
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// News to read for relations, each with a name and its text: PolNeAR's development articles, and every so many of its training
/// articles and of the BBC's.
pub fn news(data: &Path) -> Result<Vec<(String, String)>> {
    /// A sample that a person can read.
    const EVERY: [(&str, usize); 3] = [
        ("attribution/dev.jsonl", 1),
        ("attribution/train.jsonl", 12),
        ("unlabelled/bbc.jsonl", 30),
    ];
    let mut all = Vec::new();
    for (file, every) in EVERY {
        all.extend(documents(data, file, every)?);
    }
    Ok(all)
}

/// Every document in whose claims training/acts/train.py reads acts, by name and text.
pub fn spoken(data: &Path) -> Result<Vec<(String, String)>> {
    let mut all = documents(data, "attribution/train.jsonl", 1)?;
    all.extend(documents(data, "unlabelled/bbc.jsonl", 1)?);
    Ok(all)
}

/// Every so many documents of a file, by name and text.
fn documents(data: &Path, file: &str, every: usize) -> Result<Vec<(String, String)>> {
    let path = data.join(file);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let named = |line| {
        let document: Document = serde_json::from_str(line)?;
        Ok((document.id, document.text))
    };
    text.lines().step_by(every).map(named).collect()
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_is_put_back() {
        for (tokens, text) in [
            (
                "\" It is over , \" Ann 's aide did n't say .",
                "\"It is over,\" Ann's aide didn't say.",
            ),
            (
                "the players ' union ( 3 % ) paid $ 5",
                "the players' union (3%) paid $5",
            ),
            ("he called it ' odd ' today", "he called it 'odd' today"),
        ] {
            let forms: Vec<String> = tokens.split(' ').map(str::to_owned).collect();
            assert_eq!(glue(&forms), text);
        }
    }
}
