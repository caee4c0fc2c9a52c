//! The annotation of the articles in `tests/articles`: a `.claims` file beside its article in, spans and labels out. The format
//! stands in `tests/articles/README.md`.

use anyhow::{Context, Result};
use std::path::Path;
use whosaid::decode::Attribution;
use whosaid::text::{Span, Text};

/// One claim of the annotation.
pub struct Gold {
    pub kind: String,
    pub source: Option<Span>,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    pub speaker: Option<String>,
    pub says: Vec<String>,
}

/// The annotation of one article.
pub struct Annotation {
    pub date: String,
    pub claims: Vec<Gold>,
    /// Pairs of claims with kind and reason.
    pub relations: Vec<(usize, usize, String, String)>,
}

impl Gold {
    /// What the network would find, had it found this.
    pub fn attribution(&self, text: &Text) -> Attribution {
        let tokens = |span: &Span| text.tokens_in(span.start..span.end);
        Attribution {
            source: self.source.as_ref().map(tokens),
            cue: self.cue.as_ref().map(tokens),
            contents: self.content.iter().map(tokens).collect(),
            confidence: 1.0,
        }
    }
}

/// A span whose ends are written in digits.
pub fn span(start: &str, end: &str) -> Result<Span> {
    Ok(Span {
        start: start.parse()?,
        end: end.parse()?,
    })
}

/// The files of a folder with this extension, in order.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<std::path::PathBuf>> {
    let entries = std::fs::read_dir(folder)?.filter_map(|e| Some(e.ok()?.path()));
    let mut paths: Vec<_> = entries
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .collect();
    paths.sort();
    Ok(paths)
}

/// The number that the article's name begins with.
pub fn number(slug: &str) -> Result<usize> {
    let number = slug.split('-').next().and_then(|n| n.parse().ok());
    number.with_context(|| format!("{slug} has no number"))
}

/// Reads a `.claims` file.
pub fn annotation(source: &str, lines: &str) -> Result<Annotation> {
    let mut out = Annotation {
        date: String::new(),
        claims: Vec::new(),
        relations: Vec::new(),
    };
    for line in lines
        .lines()
        .filter(|l| !l.trim().is_empty() && *l != "no relations")
    {
        if let Some(date) = line.strip_prefix("date: ") {
            out.date = date.trim().to_owned();
        } else if let Some(field) = line.strip_prefix("  ") {
            let (name, value) = field.split_once(':').with_context(|| line.to_owned())?;
            let value = value.trim();
            let claim = out.claims.last_mut().with_context(|| line.to_owned())?;
            match name {
                "source" => claim.source = Some(locate(source, value)?),
                "cue" => claim.cue = Some(locate(source, value)?),
                "content" => claim.content.push(locate(source, value)?),
                "speaker" => claim.speaker = Some(value.to_owned()),
                _ => claim.says = value.split_whitespace().map(str::to_owned).collect(),
            }
        } else {
            let words: Vec<&str> = line.split_whitespace().collect();
            let id = |s: &str| s.trim_start_matches('c').parse::<usize>().map(|n| n - 1);
            match words[..] {
                [_, kind] => out.claims.push(Gold {
                    kind: kind.to_owned(),
                    source: None,
                    cue: None,
                    content: Vec::new(),
                    speaker: None,
                    says: Vec::new(),
                }),
                [a, b, kind, reason] => {
                    out.relations
                        .push((id(a)?, id(b)?, kind.to_owned(), reason.to_owned()))
                }
                _ => anyhow::bail!("unreadable: {line}"),
            }
        }
    }
    Ok(out)
}

/// The span that `quoted`, with its "#2", stands for.
fn locate(source: &str, quoted: &str) -> Result<Span> {
    let (string, nth) = match quoted.rsplit_once("  #") {
        Some((string, n)) => (string, n.parse::<usize>()?),
        None => (quoted, 1),
    };
    let (start, _) = source
        .match_indices(string)
        .nth(nth - 1)
        .with_context(|| format!("{quoted:?} is not in the article"))?;
    Ok(Span {
        start,
        end: start + string.len(),
    })
}

/// Overlap of two sets of spans: bytes in both by bytes in any.
pub fn jaccard(a: &[Span], b: &[Span]) -> f64 {
    let size = |s: &[Span]| s.iter().map(|s| s.end - s.start).sum::<usize>();
    let both: usize = a
        .iter()
        .flat_map(|x| {
            b.iter()
                .map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start)))
        })
        .sum();
    both as f64 / (size(a) + size(b) - both).max(1) as f64
}

/// The words of the first span.
pub fn snippet<'a>(source: &'a str, spans: &[Span]) -> &'a str {
    spans
        .first()
        .and_then(|s| source.get(s.start..s.end))
        .unwrap_or("")
}

/// The lower-case name that serde writes.
pub fn label<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::annotation;

    #[test]
    fn every_annotation_is_found_in_its_article() {
        let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/articles");
        let mut read = 0;
        for entry in std::fs::read_dir(articles).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "claims") {
                let source = std::fs::read_to_string(path.with_extension("txt")).unwrap();
                let lines = std::fs::read_to_string(&path).unwrap();
                let gold = annotation(&source, &lines).unwrap();
                let count = gold.claims.len();
                assert!(count > 10, "{} has {count} claims", path.display());
                assert!(gold.claims.iter().all(|c| !c.content.is_empty()));
                for (a, b, ..) in &gold.relations {
                    assert!(
                        a < b && *b < count,
                        "{}: c{} c{}",
                        path.display(),
                        a + 1,
                        b + 1
                    );
                }
                read += 1;
            }
        }
        assert!(read >= 26);
    }
}
